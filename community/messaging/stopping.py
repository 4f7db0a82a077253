"""The way out of every list: a link that works without signing in (RFC 8058)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise

from community.activity.services import record
from community.messaging.addresses import mark_stopped, restart
from community.messaging.enums import AddressState
from community.messaging.kinds import Kind, kinds
from community.messaging.models import Address
from community.messaging.preferences import set_wanted
from community.messaging.tokens import make_token, read_token
from community.messaging.verbs import LIST_RESUMED, LIST_STOPPED

PURPOSE = "messaging.stop"
PATH = "uit/"
BY_LINK = "list-unsubscribe"
"""The reason that an address carries when a link stopped it, and not the word STOP."""
BY_COMPLAINT = "abuse-report"
"""The reason that an address carries when its holder's provider said that he calls our mail spam."""


class Stopper(Protocol):
    """Stops, or resumes, what goes to an address; safe to call twice. Returns what it likes."""

    def __call__(self, *, address_id: int) -> object: ...


class FamilyStopper(Protocol):
    """The same for one list of a family; `about` is what stands behind the dot of its name."""

    def __call__(self, *, address_id: int, about: str) -> object: ...


@dataclass(frozen=True, slots=True)
class Exit:
    stop: Stopper
    resume: Stopper | None


@dataclass(frozen=True, slots=True)
class Family:
    label: str | Promise
    stop: FamilyStopper
    resume: FamilyStopper


_exits: dict[str, Exit] = {}
_families: dict[str, Family] = {}


def on_stop(list_key: str, stop: Stopper, *, resume: Stopper | None = None) -> None:
    """Say what leaving a list means: `stop(address_id=…)`, and `resume` for who comes back.

    A list that nobody speaks for switches off its kinds for a user, and stops the address of
    somebody without an account.
    """
    _exits[list_key] = Exit(stop, resume)


def on_stop_one_of(
    family: str, stop: FamilyStopper, *, resume: FamilyStopper, label: str | Promise
) -> None:
    """The same for lists that are many, such as `family.12`. `label` names any of them: whoever
    holds a link learns nothing from it."""
    _families[family] = Family(label, stop, resume)


def token(address_id: int, list_key: str) -> str:
    """The opaque part of an unsubscribe link; cheap, it is built for every message."""
    return make_token(PURPOSE, f"{address_id}.{list_key}")


def unsubscribe_url(address_id: int, list_key: str) -> str:
    return f"{settings.SITE_URL}/{PATH}{token(address_id, list_key)}/"


def read(text: str) -> tuple[int, str] | None:
    """(address id, list) of a token of ours; None for any other text."""
    value = read_token(PURPOSE, text)
    if value is None:
        return None
    address_id, _dot, list_key = value.partition(".")
    return int(address_id), list_key


def stop(*, address_id: int, list_key: str) -> Address | None:
    """Take an address off a list; again changes nothing. None when the address is gone."""
    return _turn(address_id, list_key, wanted=False)


def resume(*, address_id: int, list_key: str) -> Address | None:
    """Put an address back that a link took off a list."""
    return _turn(address_id, list_key, wanted=True)


def can_resume(list_key: str) -> bool:
    way = _exit(list_key)
    return way is None or way.resume is not None


def label_of(list_key: str) -> str:
    """What a list of a family is called; "" for any other."""
    family = _family(list_key)
    return str(family.label) if family else ""


def _family(list_key: str) -> Family | None:
    name, dot, _about = list_key.partition(".")
    return _families.get(name) if dot else None


def _exit(list_key: str) -> Exit | None:
    family, about = _family(list_key), list_key.partition(".")[2]
    if family is None:
        return _exits.get(list_key)
    return Exit(partial(family.stop, about=about), partial(family.resume, about=about))


def kinds_on(list_key: str) -> list[Kind]:
    """The kinds of message that go out under a list's name."""
    return [kind for kind in kinds if kind.list_id == list_key]


def _turn(address_id: int, list_key: str, *, wanted: bool) -> Address | None:
    with transaction.atomic():
        address = Address.objects.select_for_update().filter(pk=address_id).first()
        if address is None:
            return None
        way = _exit(list_key)
        if way is None:
            _default(address, list_key, wanted=wanted)
        elif not wanted:
            way.stop(address_id=address_id)
        elif way.resume is not None:
            way.resume(address_id=address_id)
        record(LIST_RESUMED if wanted else LIST_STOPPED, subject=address, list=list_key)
    return address


def _default(address: Address, list_key: str, *, wanted: bool) -> None:
    if address.user is not None:
        choices = [(kind.key, str(address.channel)) for kind in kinds_on(list_key)]
        set_wanted(user=address.user, choices=choices, wanted=wanted)
    elif not wanted:
        mark_stopped(address=address, reason=BY_LINK)
    elif address.state == AddressState.STOPPED and address.reason == BY_LINK:
        restart(address=address, proven=True)
