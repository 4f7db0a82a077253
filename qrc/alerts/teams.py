"""A warning in the Teams channels of the besturen that subscribed to it or are hit by it.

It is a message of its own, in a thread of its own: cards carry facts that other channels do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from community.messaging.enums import HANDED_OVER, Channel
from community.messaging.models import Address, Delivery, Message
from community.messaging.services import notify
from community.messaging.values import Content, Recipient, Words
from qrc.advisories.cve_facts import known_of
from qrc.advisories.enums import RANK, RevisionKind, Severity, Tlp
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.advisories.text import words_of
from qrc.matching.models import Hit
from qrc.matching.rules import matching
from qrc.notifications import ALERT
from qrc.subscriptions.models import Subscription
from qrc.subscriptions.wishes import wishes_of

LONGEST = 3000


def teams_thread(advisory: Advisory) -> str:
    return f"qrc.advisory:{advisory.pk}:teams"


def tell_teams(revision: AdvisoryRevision, hits: Sequence[Hit] = ()) -> Message | None:
    """Put the card in the outbox for every channel that is to hear of it; None when none is."""
    advisory = revision.advisory
    to = [_recipient(each) for each in _channels(revision, hits)]
    if not to:
        return None
    return notify(
        ALERT, to=to, content=card_words(revision),
        key=f"{teams_thread(advisory)}#{revision.number}", thread=teams_thread(advisory),
        is_demo=advisory.is_demo, priority=5 - RANK[revision.severity],
    )  # fmt: skip


def _recipient(address: Address) -> Recipient:
    name = f"teams:{address.pk}"
    return Recipient(name, str(Channel.TEAMS), address.pk, language=address.language)


def _channels(revision: AdvisoryRevision, hits: Sequence[Hit]) -> Sequence[Address]:
    """As webhooks: news and escalations of whoever subscribed or is hit, a withdrawal for who got
    the first."""
    rows = Address.objects.confirmed().filter(channel=Channel.TEAMS).order_by("pk")
    if revision.kind == RevisionKind.WITHDRAWN:
        told = Delivery.objects.filter(message__thread=teams_thread(revision.advisory))
        return list(rows.filter(pk__in=told.filter(state__in=HANDED_OVER).values("address")))
    if revision.kind == RevisionKind.CHANGED or not (known := list(rows)):
        return []
    concerned = _concerned(revision.advisory, {each.organisation_id for each in known}, hits)
    return [each for each in known if each.organisation_id in concerned]


def _concerned(
    advisory: Advisory, organisations: set[int | None], hits: Iterable[Hit]
) -> set[int | None]:
    hit = {each.organisation_id for each in hits if each.asks}
    running = Subscription.objects.active().within(advisory.tlp)
    wishes = wishes_of(running.filter(organisation__in=organisations))
    known = known_of([advisory])[advisory.pk]
    asked = {each.organisation_id for each, _ in matching(advisory, wishes, known=known, hit=hit)}
    secret = advisory.tlp in (Tlp.AMBER_STRICT, Tlp.RED)
    return asked if secret else asked | hit


def card_words(revision: AdvisoryRevision) -> Content:
    """The card's words in every language; `headers` are its facts."""
    url = settings.SITE_URL + reverse("qrc:advisory-detail", args=[revision.advisory_id])
    content: dict[tuple[str, str], Words] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            content[str(Channel.TEAMS), language] = _words(revision, url)
    return content


def _words(revision: AdvisoryRevision, url: str) -> Words:
    advisory = revision.advisory
    kind = RevisionKind(revision.kind).label
    facts = {_("Ernst"): str(Severity(advisory.severity).label), "TLP": f"TLP:{advisory.tlp}"}
    if advisory.tlp not in (Tlp.CLEAR, Tlp.GREEN):
        # Guests may read a channel: what it is about stands behind our own door.
        title = _("%(kind)s: waarschuwing voor uw bestuur") % {"kind": kind}
        return Words(_("Lees ze in VlaVirGem."), title, url=url, headers=facts)
    facts |= {_("Bron"): advisory.source.name}
    if advisory.cves:
        facts["CVE"] = ", ".join(advisory.cves[:10])
    if advisory.exploited:
        facts[_("Misbruik")] = _("vastgesteld")
    return Words(_text(revision), f"{kind}: {advisory.title}", url=url, headers=facts)


def _text(revision: AdvisoryRevision) -> str:
    advisory = revision.advisory
    if revision.kind == RevisionKind.WITHDRAWN:
        return _("De bron trok deze waarschuwing in. U hoeft er niets meer voor te doen.")
    said = words_of(advisory)
    return (said.action or said.summary)[:LONGEST]
