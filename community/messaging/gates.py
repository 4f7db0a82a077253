"""What was told may stop being for its reader: asked again when it leaves, and whenever a bell shows it.

A notice that is not for him any more keeps its place, so that the figure on the bell stays right,
and says nothing of what it said. A mail that waited is not sent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar

import structlog
from django.utils.translation import gettext as _

from community.messaging.jobs import Job
from community.messaging.kinds import Kind
from community.messaging.models import Message

log = structlog.get_logger(__name__)

Thing = TypeVar("Thing")
Told = tuple[int, str]
"""A person, by key, and the key of a message to him."""
Gate = Callable[[Collection[Told]], Collection[Told]]
"""Of these, what he may still read; as many questions for one as for a hundred."""
_gates: dict[str, Gate] = {}

SHUT, UNDECIDED = "not-for-him", "gate-failed"
"""Why a message does not leave: its reader may not read it any more; or nobody could tell."""


def ask_again(kind: Kind, gate: Gate) -> None:
    """Say who still reads what was told of a kind."""
    _gates[kind.key] = gate


def shut_for(jobs: Sequence[Job]) -> dict[int, str]:
    """Why they may not leave now, by delivery; a gate that breaks holds back only what it guards."""
    found: dict[int, str] = {}
    for gate, guarded in _by_gate((each.kind, each) for each in jobs).items():
        told = {each.id: (each.user_id, _message(each)) for each in guarded if each.user_id}
        try:
            still = set(gate(set(told.values())))
        except Exception:
            log.exception("gate_failed", kinds=sorted({each.kind for each in guarded}))
            found |= dict.fromkeys(told, UNDECIDED)
        else:
            found |= {pk: SHUT for pk, each in told.items() if each not in still}
    return found


def _by_gate(things: Iterable[tuple[str, Thing]]) -> dict[Gate, list[Thing]]:
    """What has a gate, by its kind: each gate is asked once, however many kinds it guards."""
    found: dict[Gate, list[Thing]] = {}
    for kind, thing in things:
        if kind in _gates:
            found.setdefault(_gates[kind], []).append(thing)
    return found


def _message(job: Job) -> str:
    """The key of its message, which a delivery's begins with."""
    return job.key.partition("|")[0]


def as_shown_to(user: Any, notices: Iterable[Any]) -> list[Any]:
    """These notices of one person, without the words of those that are not for him any more."""
    found = list(notices)
    by_gate = _by_gate((_kind(each), each) for each in found)
    guarded = [each for behind in by_gate.values() for each in behind]
    if not guarded:
        return found
    messages = {str(each.actor_object_id) for each in guarded}
    names = {
        str(pk): key for pk, key in Message.objects.filter(pk__in=messages).values_list("pk", "key")
    }
    still: set[str] = set()
    for gate, shown in by_gate.items():
        told = {(user.pk, names.get(str(each.actor_object_id), "")) for each in shown}
        still |= {key for _user, key in gate(told)}
    for each in guarded:
        if names.get(str(each.actor_object_id)) not in still:
            each.verb, each.description = _("Dit bericht kunt u niet meer lezen"), ""
            each.data = {"kind": _kind(each), "url": ""}
    return found


def _kind(notice: Any) -> str:
    return str((notice.data or {}).get("kind", ""))
