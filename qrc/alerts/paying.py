"""Whose monthly allowance an SMS counts against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from community.messaging.allowances import PAYER, allowed_organisations
from community.messaging.enums import Channel
from community.messaging.values import Recipient
from qrc.advisories.cve_facts import known_of
from qrc.advisories.models import Advisory
from qrc.contacts.queries import contacts_of
from qrc.contacts.services import subscribers_for
from qrc.matching.models import Hit
from qrc.matching.rules import matching
from qrc.subscriptions.models import Subscription
from qrc.subscriptions.wishes import wishes_of


def with_payers(
    to: Sequence[Recipient], advisory: Advisory, hits: Sequence[Hit] = ()
) -> Sequence[Recipient]:
    """The same recipients; an SMS to somebody whose bestuur has an allowance says who pays.

    That is the bestuur that is hit and whose contact he is, else that of his oldest subscription
    that asked for this. A recipient that names its payer already keeps it.
    """
    limited = allowed_organisations()
    by_phone = {each.name for each in to if each.channel == Channel.SMS}
    if not limited or not by_phone:
        return to
    payers = _payers(advisory, limited, hits) | _contacts(limited, hits)
    return [_with_payer(each, payers) if each.channel == Channel.SMS else each for each in to]


def _with_payer(recipient: Recipient, payers: dict[str, int]) -> Recipient:
    payer = payers.get(recipient.name)
    if payer is None or PAYER in recipient.parts:
        return recipient
    return replace(recipient, parts={**recipient.parts, PAYER: str(payer)})


def _payers(advisory: Advisory, limited: set[int], hits: Sequence[Hit]) -> dict[str, int]:
    running = Subscription.objects.active().within(advisory.tlp)
    asked = running.filter(organisation__in=limited, channels__contains=[Channel.SMS])
    hit = {each.organisation_id for each in hits if each.asks}
    payers: dict[str, int] = {}
    known = known_of([advisory])[advisory.pk]
    for wish, _words in matching(advisory, wishes_of(asked), known=known, hit=hit):
        payers.setdefault(f"subscriber:{wish.subscriber_id}", wish.organisation_id or 0)
    return payers


def _contacts(limited: set[int], hits: Sequence[Hit]) -> dict[str, int]:
    hit = {each.organisation_id for each in hits if each.asks} & limited
    contacts = [each for found in contacts_of(hit).values() for each in found]
    people = subscribers_for(contacts)
    return {people[each.user.pk].recipient: each.organisation_id for each in reversed(contacts)}
