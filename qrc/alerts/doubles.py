"""One event told by several sources: who heard it from one is not rung again for the other."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from community.messaging.enums import Channel, State
from community.messaging.models import Delivery
from community.messaging.values import Recipient
from qrc.advisories.enums import RANK, RevisionKind
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.alerts.models import Alert

RINGING = (Channel.EMAIL, Channel.SMS)
LOST = (State.FAILED, State.SUPPRESSED)


def without_doubles(revision: AdvisoryRevision, to: Sequence[Recipient]) -> list[Recipient]:
    """These recipients but for mails and SMS to who has, or is about to have, the same news.

    Another source of the same event told him, and nothing here is graver than what it said: the
    severity is no higher, and neither exploitation nor ransomware is new. The screen still shows
    it, and so do systems, which sort for themselves.
    """
    advisory = revision.advisory
    if advisory.cluster_id is None or revision.kind == RevisionKind.WITHDRAWN:
        return list(to)
    others = Advisory.objects.standing().filter(cluster=advisory.cluster_id)
    others = others.exclude(pk=advisory.pk).exclude(source=advisory.source_id)
    as_grave = [each for each in others if _is_as_grave(each, advisory)]
    heard = _who_heard(as_grave)
    return [each for each in to if (each.name, each.channel) not in heard]


def _is_as_grave(other: Advisory, this: Advisory) -> bool:
    return (
        RANK[other.severity] >= RANK[this.severity]
        and other.exploited >= this.exploited
        and other.ransomware >= this.ransomware
    )


def _who_heard(advisories: Sequence[Advisory]) -> set[tuple[str, str]]:
    """(recipient, channel) of who was rung about the last grave state of any of these."""
    if not advisories:
        return set()
    # Whoever a rise brought it to was rung for it, however small the revision was.
    small = Q(revision__kind__in=(RevisionKind.CHANGED, RevisionKind.WITHDRAWN), occasion="")
    ringing = Alert.objects.filter(
        message=OuterRef("message"), revision__advisory__in=[each.pk for each in advisories]
    ).exclude(small)
    rows = Delivery.objects.filter(Exists(ringing), channel__in=RINGING).exclude(state__in=LOST)
    return set(rows.values_list("recipient", "channel"))
