"""A warning that came to concern somebody later: its EPSS reached his minimum, or it is exploited now."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q

from community.messaging.models import Delivery
from qrc.advisories.enums import RevisionKind
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.advisories.rises import Rise
from qrc.advisories.told import in_state
from qrc.advisories.visibility import told_revisions
from qrc.alerts.audience import Audience, reached_later
from qrc.alerts.doubles import without_doubles
from qrc.alerts.models import Alert
from qrc.alerts.paying import with_payers
from qrc.alerts.releasing import within
from qrc.alerts.services import tell
from qrc.bundles.enums import Fate
from qrc.bundles.models import BundleEntry
from qrc.matching.services import hits_on
from qrc.releases.enums import ReleaseState
from qrc.releases.models import Release
from qrc.releases.queries import release_of, with_severity
from qrc.subscriptions.models import Subscription, SubscriptionQuerySet
from qrc.subscriptions.wishes import wishes_of

TURN = 71_328
"""Of the advisory lock by which rises are told one by one: two sources of one event that rise
together ring a reader once."""


@dataclass(frozen=True, slots=True)
class LastTold:
    """The last revision that was told, and the one that carried it: another one after a merge."""

    revision: AdvisoryRevision
    carrier: AdvisoryRevision
    release: Release | None


def tell_risen(*, advisory_id: int, rise: Rise) -> Alert | None:
    """Offer the last told revision to whom the rise makes a difference, once: run again it adds
    nothing, and nobody hears who was told of this state before, whatever brought it to him.

    None when there is nobody, and for what is withdrawn, waits at the desk or was never told.
    """
    with transaction.atomic():
        advisory = _in_turn(advisory_id)
        known = Alert.objects.filter(occasion=rise.key).first()
        last = None if known else _last_told(advisory)
        if last is None:
            return known
        heard = _audience(last, rise)
        if not heard.now and not heard.later:
            return None
        return tell(_as_graver(last.carrier), last.release, heard, rise.key)


def _in_turn(advisory_id: int) -> Advisory:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (TURN,))
    # As `raise_alert` does: what it is telling now is told when it is our turn.
    rows = Advisory.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("source").get(pk=advisory_id)


def _last_told(advisory: Advisory) -> LastTold | None:
    if advisory.withdrawn_at is not None:
        return None
    last = told_revisions().filter(advisory=advisory).order_by("-number").first()
    if last is None or last.content.get("tlp", advisory.tlp) != advisory.tlp:
        return None
    last.advisory = in_state(advisory, last)
    release, carrier = release_of(last), last
    if release is not None and release.state == ReleaseState.MERGED:
        release = release.merged_into
        carrier = release.revision if release else last
    told = Alert.objects.filter(revision=carrier).exists()
    if not told or carrier.advisory.withdrawn_at is not None:
        return None
    return LastTold(last, carrier, release)


def _as_graver(revision: AdvisoryRevision) -> AdvisoryRevision:
    """The same words, told as what became graver; the row itself stays what it was."""
    told = copy(revision)
    told.kind, told.changes = RevisionKind.ESCALATED, []
    return told


def _audience(last: LastTold, rise: Rise) -> Audience:
    revision = _as_graver(with_severity(last.revision, last.release))
    advisory, knows = revision.advisory, _who_knows(last, rise)
    hits = hits_on(advisory)
    wishes = wishes_of(_asking(advisory.tlp, rise))
    heard, may = reached_later(revision, rise, wishes, hits), within(last.release)
    now = [
        each
        for each in without_doubles(revision, heard.now)
        if each.name not in knows and may(each.name, each.user_id, each.address_id)
    ]
    heard.now = list(with_payers(now, advisory, hits))
    heard.later = [
        each
        for each in heard.later
        if each.name not in knows and may(each.name, each.user_id, None)
    ]
    return heard


def _asking(tlp: str, rise: Rise) -> SubscriptionQuerySet:
    """The subscriptions that this rise can make match; their other rules are looked at after."""
    rows = Subscription.objects.active().within(tlp)
    if rise.now is None:
        return rows.filter(only_exploited=True)
    return rows.filter(min_epss__gt=rise.before, min_epss__lte=rise.now)


def _who_knows(last: LastTold, rise: Rise) -> set[str]:
    """Who was told of the last grave state or of what changed in it since, at once or in a bundle.

    A small change that was told after the rise counts for nothing: it may have stayed on the
    screen of somebody whom the rise has to ring.
    """
    grave = told_revisions().filter(advisory=last.revision.advisory)
    grave = grave.exclude(kind=RevisionKind.CHANGED).order_by("-number")
    since = grave.values_list("number", flat=True).first() or 1
    about = Q(revision__advisory=last.revision.advisory, revision__number__gte=since)
    about |= Q(revision=last.carrier)
    later = Q(revision__kind=RevisionKind.CHANGED, occasion="", raised_at__gt=rise.at)
    alerts = Alert.objects.filter(about).exclude(later)
    rows = Delivery.objects.filter(message__in=alerts.values("message"))
    bundled = BundleEntry.objects.filter(about).exclude(fate=Fate.UNWANTED)
    people = bundled.values_list("bundle__subscriber", flat=True)
    return {*rows.values_list("recipient", flat=True), *(f"subscriber:{each}" for each in people)}
