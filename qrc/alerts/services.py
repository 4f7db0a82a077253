"""From a revision to the outbox."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from community.activity.services import record
from community.messaging.models import Message
from community.messaging.services import notify, suppress_waiting
from community.messaging.values import Recipient
from qrc.advisories.enums import RANK, RevisionKind
from qrc.advisories.models import AdvisoryRevision
from qrc.alerts.audience import recipients_of, thread_of
from qrc.alerts.models import Alert
from qrc.alerts.wording import words_for
from qrc.notifications import ALERT
from qrc.verbs import ALERT_RAISED


def raise_alert(*, revision_id: int) -> Alert | None:
    """Tell a revision's audience, once: run again it adds nothing.

    None for a silent revision. What still waits of a withdrawn advisory is taken back first, and
    what comes late has no audience: nobody is alarmed by what is already known to be untrue.
    """
    with transaction.atomic():
        # The advisory is locked too: two revisions of it in two workers wait for each other.
        revision = (
            AdvisoryRevision.objects.select_for_update(of=("self", "advisory"), no_key=True)
            .select_related("advisory__source")
            .get(pk=revision_id)
        )
        if revision.silent:
            return None
        known = Alert.objects.filter(revision=revision).first()
        if known is not None:
            return known
        if revision.kind == RevisionKind.WITHDRAWN:
            _take_back(revision)
        return _tell(revision, [] if _is_overtaken(revision) else recipients_of(revision))


def _is_overtaken(revision: AdvisoryRevision) -> bool:
    """Whether the source took back what this revision says before anybody was told."""
    later = AdvisoryRevision.objects.filter(
        advisory=revision.advisory, number__gt=revision.number, kind=RevisionKind.WITHDRAWN
    )
    return later.exists()


def _tell(revision: AdvisoryRevision, to: Sequence[Recipient]) -> Alert:
    advisory = revision.advisory
    message = None
    if to:
        message = notify(
            ALERT,
            to=to,
            content=words_for(revision),
            key=f"{thread_of(advisory)}#{revision.number}",
            thread=thread_of(advisory),
            is_demo=advisory.is_demo,
            priority=5 - RANK[revision.severity],
        )
    alert = Alert.objects.create(
        revision=revision, message=message, recipients=len({each.name for each in to})
    )
    record(
        ALERT_RAISED, subject=alert, advisory=advisory.pk, number=revision.number,
        kind=revision.kind, severity=revision.severity, recipients=alert.recipients,
    )  # fmt: skip
    return alert


def _take_back(revision: AdvisoryRevision) -> None:
    earlier = Message.objects.filter(thread=thread_of(revision.advisory))
    suppress_waiting(
        message_ids=list(earlier.values_list("pk", flat=True)),
        reason=f"achterhaald door revisie {revision.number} ({revision.kind})",
    )
