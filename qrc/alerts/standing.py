"""What already stands when a portfolio grows: one overview, never a message each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.messaging.bodies import render, unmarked
from community.messaging.enums import Channel
from community.messaging.services import notify
from community.messaging.values import Recipient
from community.organisations.models import Organisation
from qrc.advisories.enums import RANK, Severity
from qrc.advisories.visibility import told_to_others
from qrc.cases.rules import IN_CIRCLE
from qrc.cases.services import end_outlived, open_cases
from qrc.contacts.queries import Contact, contacts_of
from qrc.contacts.services import subscribers_for
from qrc.matching.models import Hit
from qrc.matching.services import end_hits, match_items
from qrc.notifications import PORTFOLIO_OVERVIEW
from qrc.subscriptions.models import Subscriber

SHOWN = 15
CHANNELS = (str(Channel.EMAIL), str(Channel.WEB))


@dataclass(frozen=True, slots=True)
class Line:
    """A warning in the overview, with the items of one's own that it touches."""

    title: str
    severity: str
    exploited: bool
    url: str
    names: str

    @property
    def severity_word(self) -> str:
        return str(Severity(self.severity).label)


def follow_items(*, items: Collection[int], ended: Collection[int], key: str) -> int:
    """Bring the hits of changed items up to date, and tell each organisation once what stands.

    `key` names the occasion: run again with the same key nobody hears twice. Returns how many
    organisations were told.
    """
    with transaction.atomic():
        end_hits(items=ended)
        asked = set(_asking(items))
        hits = match_items(items=items)
        pressing = set(_asking(items))
        open_cases(hits=[each for each in hits if each.pk in pressing])
        touched = Hit.objects.filter(item__in=[*items, *ended])
        end_outlived(advisories=touched.values_list("advisory", flat=True))
        fresh = [each for each in hits if each.pk in pressing - asked]
        by_organisation: dict[int, list[Hit]] = {}
        for hit in fresh:
            if hit.advisory.tlp in IN_CIRCLE:
                by_organisation.setdefault(hit.organisation_id, []).append(hit)
        for organisation, hits in sorted(by_organisation.items()):
            _tell(Organisation.objects.get(pk=organisation), hits, key)
    return len(by_organisation)


def _asking(items: Collection[int]) -> list[int]:
    # Nobody is told by the way of what still waits at the desk.
    rows = Hit.objects.pressing().filter(item__in=items, advisory__in=told_to_others())
    return list(rows.values_list("pk", flat=True))


def _tell(organisation: Organisation, hits: Sequence[Hit], key: str) -> None:
    contacts = contacts_of([organisation.pk]).get(organisation.pk, [])
    to = _recipients(contacts)
    if not to:
        return
    url = f"{settings.SITE_URL}{reverse('qrc:cases')}"
    lines = _lines(hits)
    content = render(
        "qrc/alerts/standing",
        {
            "organisation": organisation.display_name,
            "lines": lines[:SHOWN],
            "total": len(lines),
            "more": max(0, len(lines) - SHOWN),
            "action_url": url,
            "action_label": _("Bekijk wat ons raakt"),
        },
        channels=CHANNELS,
        url=url,
    )
    notify(
        PORTFOLIO_OVERVIEW, to=to, content=content, key=f"{key}:{organisation.pk}",
        organisation=organisation, is_demo=all(each.item.is_demo for each in hits),
    )  # fmt: skip


def _recipients(contacts: Sequence[Contact]) -> list[Recipient]:
    people = subscribers_for(contacts)
    return [
        each
        for contact in contacts
        for each in _ways(people[contact.user.pk], contact)
        if each.channel in contact.channels
    ]


def _ways(person: Subscriber, contact: Contact) -> list[Recipient]:
    name, language = person.recipient, person.language
    ways = [Recipient(name, str(Channel.WEB), None, contact.user.pk, language)]
    if person.email_id is not None:
        mail = Recipient(name, str(Channel.EMAIL), person.email_id, contact.user.pk, language)
        ways.append(mail)
    return ways


def _lines(hits: Sequence[Hit]) -> list[Line]:
    """One line a warning, the gravest first."""
    by_advisory: dict[int, list[Hit]] = {}
    for hit in hits:
        by_advisory.setdefault(hit.advisory_id, []).append(hit)
    order = sorted(
        by_advisory.values(),
        key=lambda rows: (-rows[0].advisory.exploited, -RANK[rows[0].advisory.severity], -rows[0].pk),
    )  # fmt: skip
    return [_line(rows) for rows in order]


def _line(rows: Sequence[Hit]) -> Line:
    advisory = rows[0].advisory
    return Line(
        unmarked(advisory.title), advisory.severity, advisory.exploited,
        f"{settings.SITE_URL}{reverse('qrc:advisory-detail', args=[advisory.pk])}",
        unmarked(", ".join(dict.fromkeys(each.item.display_name for each in rows[:5]))),
    )  # fmt: skip
