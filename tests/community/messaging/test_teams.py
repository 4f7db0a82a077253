from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from community.kit.secrets import unseal
from community.messaging.channels.teams import MOST_BYTES, payload
from community.messaging.delivering import deliver
from community.messaging.enums import AddressState, State
from community.messaging.jobs import Job
from community.messaging.models import Address, Body, Delivery
from community.messaging.webhooks import MOST, add_teams, try_webhook
from tests.standins.receiver import Receiver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def channel(receiver: Receiver, gent, alice) -> Address:
    receiver.status = 202
    return add_teams(organisation=gent, url=f"{receiver.url}?api-version=1&sig=geheim", actor=alice)


def send(address: Address, alice: Any) -> Delivery:
    try_webhook(address=address, actor=alice)
    deliver("teams")
    return Delivery.objects.latest("pk")


def job(**fields: Any) -> Job:
    body = Body(pk=1, channel="teams", language="nl", subject="Nieuw: PoortWacht lekt",
                text="Werk bij.", url="https://qrc.example/7/", headers={"Ernst": "Kritiek"})  # fmt: skip
    for name in ("subject", "text", "url", "headers"):
        setattr(body, name, fields.pop(name, getattr(body, name)))
    return Job(
        id=1, key="k", kind="qrc.alert", recipient="teams:1", address_id=1, address="", secret="",
        user_id=None, language="nl", parts={}, reply_to="", attempts=1, priority=1, is_demo=False,
        body=body, **fields,
    )  # fmt: skip


def test_a_card_says_title_text_facts_and_where_to_read_on():
    assert json.loads(payload(job())) == {
        "type": "message",
        "attachments": [
            {
                "contentType": "application/vnd.microsoft.card.adaptive",
                "contentUrl": None,
                "content": {
                    "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                    "type": "AdaptiveCard",
                    "version": "1.4",
                    "lang": "nl",
                    "msteams": {"width": "Full"},
                    "body": [
                        {
                            "type": "RichTextBlock",
                            "inlines": [
                                {
                                    "type": "TextRun", "text": "Nieuw: PoortWacht lekt",
                                    "size": "Large", "weight": "Bolder",
                                }
                            ],
                        },
                        {
                            "type": "RichTextBlock",
                            "inlines": [{"type": "TextRun", "text": "Werk bij."}],
                        },
                        {"type": "FactSet", "facts": [{"title": "Ernst", "value": "Kritiek"}]},
                    ],
                    "actions": [
                        {
                            "type": "Action.OpenUrl", "title": "Bekijk in VlaVirGem",
                            "url": "https://qrc.example/7/",
                        }
                    ],
                },
            }
        ],
    }  # fmt: skip


def test_a_fact_makes_no_link():
    said = json.loads(payload(job(headers={"Bron": "[klik](https://kwaad.example) *nu*"})))
    (facts,) = said["attachments"][0]["content"]["body"][2:]
    assert facts["facts"] == [{"title": "Bron", "value": "(klik)(https://kwaad.example)  nu "}]


@pytest.mark.parametrize("sign", ["x", "☃", '"', "\\", "a\n", "😀"])
def test_a_card_fits_in_what_teams_takes(sign):
    body = payload(
        job(
            text=sign * 60_000, subject=sign * 300, headers={f"F{n}": sign * 900 for n in range(20)}
        )
    )
    assert len(body) <= MOST_BYTES
    assert sign in json.loads(body)["attachments"][0]["content"]["body"][1]["inlines"][0]["text"]


def test_the_card_arrives_at_the_whole_address_which_is_sealed(receiver, channel, alice):
    delivery = send(channel, alice)

    assert (delivery.state, delivery.provider_status) == (State.SENT, "202")
    headers, body = receiver.got[0]
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert receiver.paths == ["/in?api-version=1&sig=geheim"]
    card = json.loads(body)["attachments"][0]["content"]
    assert card["body"][0]["inlines"][0]["text"] == "Proefbericht van VlaVirGem"
    kept = Address.objects.get(pk=channel.pk)
    assert (kept.value, "geheim" in kept.secret) == (receiver.url, False)
    assert unseal(kept.secret) == f"{receiver.url}?api-version=1&sig=geheim"


def test_busy_is_tried_again_when_teams_asks(receiver, channel, alice):
    receiver.status, receiver.headers = 429, {"Retry-After": "600"}

    delivery = send(channel, alice)

    assert (delivery.state, delivery.error_code) == (State.QUEUED, "429")
    assert 590 < (delivery.not_before - timezone.now()).total_seconds() <= 600


def test_a_workflow_that_is_gone_three_times_is_closed_and_a_test_message_opens_it(
    receiver, channel, alice
):
    receiver.status = 404
    for _ in range(3):
        assert send(channel, alice).state == State.FAILED
    assert Address.objects.get(pk=channel.pk).state == AddressState.BOUNCED

    receiver.status = 202
    assert send(Address.objects.get(pk=channel.pk), alice).state == State.SENT
    assert Address.objects.get(pk=channel.pk).state == AddressState.CONFIRMED


def test_a_private_address_is_never_called(receiver, channel, alice, settings):
    settings.WEBHOOK_ALLOWED_PRIVATE_HOSTS = ""

    delivery = send(channel, alice)

    assert (delivery.state, delivery.error_code, receiver.got) == (State.FAILED, "forbidden", [])


def test_what_may_not_be_added(channel, receiver, gent, alice):
    for url, words in (
        ("http://teams.example/x", "https://"),
        ("teams", "geen webadres"),
        (f"{receiver.url}?sig=ander", "bestaat al"),
    ):
        with pytest.raises(ValidationError, match=words):
            add_teams(organisation=gent, url=url, actor=alice)
    for n in range(MOST - 1):
        add_teams(organisation=gent, url=f"https://teams.example/{n}", actor=alice)
    with pytest.raises(ValidationError, match="al 10"):
        add_teams(organisation=gent, url="https://teams.example/meer", actor=alice)


def test_the_screen_adds_a_channel_and_never_shows_its_key(gent, alice, client_of):
    client = client_of(alice)
    url = "https://prod.westeurope.logic.azure.com/workflows/1/paths/invoke?sig=zeergeheim"

    page = client.post(reverse("community:webhooks"), {"channel": "teams", "url": url}, follow=True)

    shown = page.content.decode()
    assert "https://prod.westeurope.logic.azure.com/workflows/1/paths/invoke" in shown
    assert "zeergeheim" not in shown
    assert "Stuur een proefbericht" in shown
    address = Address.objects.get(channel="teams")
    assert client.post(reverse("community:webhook-secret", args=[address.pk])).status_code == 404
    client.post(reverse("community:webhook-try", args=[address.pk]))
    assert Delivery.objects.filter(channel="teams", address=address).count() == 1


def test_a_wrong_address_loses_nothing(gent, alice, client_of):
    page = (
        client_of(alice)
        .post(reverse("community:webhooks"), {"channel": "teams", "url": "http://teams.example/x"})
        .content.decode()
    )
    assert "Het adres moet met https:// beginnen." in page
    assert 'value="http://teams.example/x"' in page
