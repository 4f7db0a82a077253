"""Kanarie: an organisation whose every private word is a marker that may be seen nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from community.accounts.models import User
from community.activity.services import record
from community.messaging import confirmations, stopping
from community.messaging.bell import put
from community.messaging.callbacks import status_callback_url
from community.messaging.enums import AddressState, Channel, State
from community.messaging.models import Address, Delivery, DeliveryEvent, Preference
from community.messaging.webhooks import add_webhook, try_webhook
from community.organisations.enums import Kind, Role
from community.organisations.models import MailDomain, Membership, Organisation
from community.organisations.services import ask_to_join, invite, refuse
from community.organisations.services.invitations import invitation_token
from community.verbs import ROLES_CHANGED
from qrc.advisories.models import Advisory
from qrc.alerts.services import raise_alert
from qrc.notifications import ALERT, LIST
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.people import PASSWORD, make_member, make_user

NAME = "Intercommunale Kanarie"
"""Public: who wants to join must be able to find it."""

MARKERS = {
    "first name": "zzqvoornaam",
    "last name": "zzqfamilie",
    "mail address": "zzqpost@kanarie.example",
    "second mail address": "zzqanderepost@kanarie.example",
    "colleague's name": "zzqcollega",
    "colleague's address": "zzqcollega@kanarie.example",
    "phone": "470777701",
    "stopped phone": "470777702",
    "asked phone": "470777703",
    "job title": "zzqfunctie",
    "mail domain": "zzqdomein.example",
    "invited address": "zzqgenodigd@elders.example",
    "asker's name": "zzqaanvrager",
    "asker's address": "zzqaanvrager@elders.example",
    "motivation": "zzqmotivatie",
    "refused motivation": "zzqafgewezen",
    "reason of refusal": "zzqreden",
    "webhook": "zzqhaak.example",
    "subscription's words": "zzqproduct",
    "subscription's keywords": "zzqwoord",
    "notification": "zzqmelding",
    "notification's text": "zzqmeldtekst",
    "delivery's error": "zzqfout",
    "delivery's event": "zzqvoorval",
    "webhook's error": "zzqhaakfout",
    "device": "zzqtoestel",
    "device's place": "198.51.100.77",
    "activity's data": "zzqspoor",
}
"""Whole markers; searches use them without their end, since a search field repeats its words."""

NOWHERE = {
    "activity's data": "the audit trail has no screen yet",
    "device": "the list of devices names a known browser and system only",
    "refused motivation": "an answered request leaves the screen",
    "reason of refusal": "it goes to the asker by mail and stands on no screen",
}
"""Markers that no page shows even to Kanarie's own people; mails may (see test_canary)."""


def organisation() -> Organisation:
    return Organisation.objects.create(kind=Kind.INTERMUNICIPAL, name=NAME)


@dataclass
class Canary:
    organisation: Organisation
    boss: User
    colleague: User
    keys: dict[str, Any] = field(default_factory=dict)

    @property
    def people(self) -> set[int]:
        return {self.boss.pk, self.colleague.pk}

    def clients(self) -> list[Client]:
        made = [Client(), Client()]
        for client, user in zip(made, (self.boss, self.colleague), strict=True):
            client.force_login(user)
        return made


def settle(here: Organisation, advisory: Advisory) -> Canary:
    """Fill Kanarie with one of everything; `advisory` is a public warning that it also hears of."""
    boss = make_user("zzqpost@kanarie.example", "zzqvoornaam")
    boss.last_name = "zzqfamilie"
    boss.save()
    colleague = make_user("zzqcollega@kanarie.example", "zzqcollega")
    made = Canary(here, boss, colleague)
    held = make_member(boss, here, Role.ADMINISTRATOR)
    Membership.objects.filter(pk=held.pk).update(job_title="zzqfunctie")
    made.keys["own membership"] = held.pk
    made.keys["membership"] = make_member(colleague, here, Role.DPO).pk
    made.keys["gent"] = made.keys["to join"] = here.pk
    made.keys["advisory"], made.keys["source"] = advisory.pk, advisory.source_id
    for part in (_doors, _addresses, _wishes, _talk, _traces):
        part(made, advisory)
    return made


def _doors(made: Canary, advisory: Advisory) -> None:
    here, boss = made.organisation, made.boss
    invitation = invite(
        organisation=here, email="zzqgenodigd@elders.example", roles=[Role.CISO], by=boss
    )
    asker = make_user("zzqaanvrager@elders.example", "zzqaanvrager")
    asked = ask_to_join(user=asker, organisation=here, roles=[Role.STAFF], message="zzqmotivatie")
    refused = ask_to_join(
        user=make_user("afgewezen@elders.example"), organisation=here, roles=[Role.STAFF],
        message="zzqafgewezen",
    )  # fmt: skip
    refuse(request=refused, by=boss, reason="zzqreden")
    made.keys |= {
        "invitation": invitation.pk,
        "invitation token": invitation_token(invitation),
        "request": asked.pk,
        "domain": MailDomain.objects.create(organisation=here, domain="zzqdomein.example").pk,
    }


def _addresses(made: Canary, advisory: Advisory) -> None:
    def phone(number: str, **fields: Any) -> Address:
        return Address.objects.create(channel=Channel.SMS, value=number, **fields)

    boss = made.boss
    first = phone("+32470777701", user=boss, state=AddressState.CONFIRMED)
    stopped = phone("+32470777702", user=boss, state=AddressState.STOPPED, reason="eigen keuze")
    confirmations.add_address(user=boss, channel=Channel.SMS, value="+32470777703")
    other = Address.objects.create(
        channel=Channel.EMAIL, value="zzqanderepost@kanarie.example", user=boss
    )
    asked = confirmations.ask_again(address=other, user=boss)
    hook, _secret = add_webhook(
        organisation=made.organisation, url="https://zzqhaak.example/in", actor=boss
    )
    try_webhook(address=hook, actor=boss)
    Preference.objects.create(user=boss, kind=ALERT.key, channel=Channel.WEBHOOK, wanted=False)
    made.keys |= {
        "phone": first.pk, "stopped": stopped.pk, "unasked": other.pk, "webhook": hook.pk,
        "confirmation token": confirmations.confirmation_token(asked),
        "stop token": stopping.token(first.pk, LIST),
    }  # fmt: skip


def _wishes(made: Canary, advisory: Advisory) -> None:
    wish = subscribe(
        subscriber=subscriber_of(user=made.boss), organisation=made.organisation, actor=made.boss,
        words=["zzqproduct"], keywords=["zzqwoord"],
    )  # fmt: skip
    subscribe(subscriber=subscriber_of(user=made.boss), organisation=made.organisation)
    made.keys["subscription"] = wish.pk
    raise_alert(revision_id=advisory.revisions.latest("pk").pk)


def _talk(made: Canary, advisory: Advisory) -> None:
    sent = Delivery.objects.get(
        message__kind=ALERT.key, channel=Channel.SMS, address_id=made.keys["phone"]
    )
    Delivery.objects.filter(pk=sent.pk).update(
        state=State.FAILED, error_code="30005", error="zzqfout"
    )
    calls = Delivery.objects.filter(address_id=made.keys["webhook"])
    calls.update(state=State.FAILED, error="zzqhaakfout")
    DeliveryEvent.objects.create(delivery=sent, event="callback", detail="zzqvoorval")
    put(
        delivery_id=sent.pk, message_id=sent.message_id, user_id=made.boss.pk, title="zzqmelding",
        text="zzqmeldtekst", url="/qrc/waarschuwingen/", kind=ALERT.key,
    )  # fmt: skip
    made.keys |= {
        "delivery": sent.pk,
        "notification": made.boss.notifications.latest("pk").pk,
        "twilio token": status_callback_url(sent.pk).rstrip("/").rpartition("/")[2],
        "picture": "zzqgezicht.png",
    }


def _traces(made: Canary, advisory: Advisory) -> None:
    record(
        ROLES_CHANGED, organisation=made.organisation, actor=made.boss, subject=made.boss,
        note="zzqspoor",
    )  # fmt: skip
    Client().post(
        "/account/login/", {"login": made.boss.email, "password": PASSWORD},
        headers={"user-agent": "zzqtoestel"}, REMOTE_ADDR="198.51.100.77",
    )  # fmt: skip
