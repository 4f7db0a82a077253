"""Which warnings concern an organisation: one answer for its feed and whoever else asks."""

from __future__ import annotations

from django.db.models import QuerySet

from community.organisations.models import Organisation
from qrc.advisories.cve_facts import known_of
from qrc.advisories.enums import Tlp
from qrc.advisories.models import Advisory
from qrc.matching.enums import VersionState
from qrc.matching.models import Hit
from qrc.matching.rules import Wish, matching
from qrc.subscriptions.models import Subscription
from qrc.subscriptions.wishes import wishes_of

CIRCLES = (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER)
MOST = 1000
"""Of the newest warnings so many are looked at: a feed is for news."""


def concerning(organisation: Organisation) -> QuerySet[Advisory]:
    """The warnings, withdrawn ones too, that hit its portfolio or that running subscriptions for
    it asked for, as far as each subscriber may hear of them; any TLP up to AMBER, in no order."""
    hits = Hit.objects.of(organisation).exclude(version_state=VersionState.NOT_AFFECTED)
    found = set(
        hits.filter(advisory__tlp__in=CIRCLES)
        .order_by("-pk")
        .values_list("advisory", flat=True)[:MOST]
    )
    for tlp in CIRCLES:
        wishes = _wishes(organisation, tlp)
        if wishes:
            recent = Advisory.objects.filter(tlp=tlp).order_by("-changed_at", "-pk")[:MOST]
            known = known_of(recent)
            found |= {each.pk for each in recent if matching(each, wishes, known=known[each.pk])}
    return Advisory.objects.filter(pk__in=found)


def _wishes(organisation: Organisation, tlp: Tlp) -> list[Wish]:
    """What is asked for beside the portfolio, each wish once: who asks makes no difference."""
    running = Subscription.objects.active().within(tlp)
    asked = wishes_of(running.filter(organisation=organisation, portfolio=False))
    return list({each.rules: each for each in asked}.values())
