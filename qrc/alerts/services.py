"""From a revision to the outbox."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from community.activity.services import record
from community.messaging.models import Message
from community.messaging.services import notify, supersede, suppress_waiting
from community.messaging.values import Recipient
from qrc.advisories.enums import RANK, RevisionKind
from qrc.advisories.models import AdvisoryRevision
from qrc.alerts.audience import Audience, thread_of
from qrc.alerts.models import Alert
from qrc.alerts.releasing import audience, content, must_wait
from qrc.alerts.teams import teams_thread, tell_teams
from qrc.alerts.timing import without_flood
from qrc.bundles.services import put_aside
from qrc.cases.services import end_outlived, open_cases
from qrc.matching.gathering import gather
from qrc.matching.services import learn_from, match_advisories
from qrc.notifications import ALERT
from qrc.releases.models import Release
from qrc.releases.queries import as_told, release_of, with_severity
from qrc.verbs import ALERT_RAISED


def raise_alert(*, revision_id: int) -> Alert | None:
    """Tell a revision's audience, once: run again it adds nothing.

    None for a silent revision, and for one that waits at the desk (`qrc/releases/`). What still
    waits of a withdrawn advisory is taken back first, and what comes late has no audience: nobody
    is alarmed by what is already known to be untrue.
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
        known = Alert.objects.filter(revision=revision, occasion="").first()
        if known is not None:
            return known
        if revision.kind == RevisionKind.WITHDRAWN:
            _take_back(revision)
        hits = match_advisories([revision.advisory])
        if revision.kind != RevisionKind.WITHDRAWN:
            learn_from(revision.advisory)
        gather(revision.advisory)
        end_outlived(advisories=[revision.advisory_id])
        overtaken, release = _is_overtaken(revision), release_of(revision)
        if overtaken:
            return tell(revision, release, Audience())
        if must_wait(revision, release):
            return None
        open_cases(hits=hits, revision=revision)
        tell_teams(as_told(revision, release), hits)
        return tell(revision, release, audience(revision, release))


def _is_overtaken(revision: AdvisoryRevision) -> bool:
    """Whether the source took back what this revision says before anybody was told."""
    later = AdvisoryRevision.objects.filter(
        advisory=revision.advisory, number__gt=revision.number, kind=RevisionKind.WITHDRAWN
    )
    return later.exists()


def tell(
    revision: AdvisoryRevision, release: Release | None, heard: Audience, occasion: str = ""
) -> Alert:
    """Put what this audience hears in the outbox and its bundles, in the caller's transaction.

    `occasion` names the rise that brings a revision to others than heard it first.
    """
    severity = with_severity(revision, release).severity
    to, over = without_flood(heard.now, heard.most, with_severity(revision, release))
    put_aside(asides=[*heard.later, *over])
    message = _say(revision, release, to, occasion) if to else None
    names = {each.name for each in to} | {each.name for each in (*heard.later, *over)}
    alert = Alert.objects.create(
        revision=revision, message=message, recipients=len(names), occasion=occasion
    )
    record(
        ALERT_RAISED, subject=alert, advisory=revision.advisory_id, number=revision.number,
        kind=revision.kind, severity=severity, recipients=alert.recipients, occasion=occasion,
    )  # fmt: skip
    return alert


def _say(
    revision: AdvisoryRevision, release: Release | None, to: Sequence[Recipient], occasion: str
) -> Message:
    advisory, severity = revision.advisory, with_severity(revision, release).severity
    key = f"{thread_of(advisory)}#{revision.number}"
    message = notify(
        ALERT, to=to, content=content(revision, release),
        key=f"{key}:{occasion}" if occasion else key, thread=thread_of(advisory),
        is_demo=advisory.is_demo, priority=5 - RANK[severity],
    )  # fmt: skip
    if revision.number > 1:
        supersede(message=message, reason=_overtaken_by(revision))
    return message


def _overtaken_by(revision: AdvisoryRevision) -> str:
    return f"achterhaald door revisie {revision.number} ({revision.kind})"


def _take_back(revision: AdvisoryRevision) -> None:
    threads = (thread_of(revision.advisory), teams_thread(revision.advisory))
    earlier = Message.objects.filter(thread__in=threads)
    suppress_waiting(
        message_ids=list(earlier.values_list("pk", flat=True)),
        reason=_overtaken_by(revision),
    )
