from __future__ import annotations

import hashlib
import hmac
import json
import time
from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from community.kit.secrets import unseal
from community.messaging.channels.webhook import signature
from community.messaging.delivering import deliver
from community.messaging.enums import AddressState, State
from community.messaging.models import Address, Delivery
from community.messaging.webhooks import add_webhook, try_webhook


@pytest.fixture
def webhook(receiver, gent, alice):
    return add_webhook(organisation=gent, url=receiver.url, actor=alice)


def send(address, alice):
    try_webhook(address=address, actor=alice)
    deliver("webhook")
    return Delivery.objects.latest("pk")


pytestmark = pytest.mark.django_db(transaction=True)


def test_the_message_arrives_signed(receiver, webhook, alice):
    address, secret = webhook

    delivery = send(address, alice)

    assert (delivery.state, delivery.provider_status) == (State.DELIVERED, "200")
    headers, body = receiver.got[0]
    said = json.loads(body)
    assert {name: said[name] for name in ("id", "kind", "subject", "text", "url", "data")} == {
        "id": delivery.key,
        "kind": "messaging.webhook_test",
        "subject": "Proefbericht van VlaVirGem",
        "text": "Uw koppeling werkt: dit bericht kwam aan.",
        "url": "http://127.0.0.1:8000",
        "data": {},
    }
    assert headers["content-type"] == "application/json; charset=utf-8"
    moment = headers["x-vlavirgem-timestamp"]
    assert headers["x-vlavirgem-signature"] == signature(secret, moment, body)
    assert headers["x-vlavirgem-signature"] != signature(secret, moment, body + b" ")


def test_the_secret_is_sealed_in_the_table(webhook):
    address, secret = webhook

    assert secret not in Address.objects.get(pk=address.pk).secret
    assert unseal(address.secret) == secret


def test_gone_closes_the_address(receiver, webhook, alice):
    receiver.status = 410

    delivery = send(webhook[0], alice)

    assert (delivery.state, delivery.error_code) == (State.FAILED, "410")
    assert Address.objects.get(pk=webhook[0].pk).state == AddressState.DISABLED


@pytest.mark.parametrize(
    ("status", "asked", "wait"),
    [
        (503, "", 30),
        (429, "900", 900),
        (503, "a date", 900),
        (503, "straks", 30),
        (429, "9" * 30, 21600),
    ],
)
def test_busy_is_tried_again_later(receiver, webhook, alice, status, asked, wait):
    if asked == "a date":
        asked = format_datetime(timezone.now() + timedelta(seconds=wait), usegmt=True)
    receiver.status = status
    receiver.headers = {"Retry-After": asked} if asked else {}

    delivery = send(webhook[0], alice)

    assert (delivery.state, delivery.error_code) == (State.QUEUED, str(status))
    left = (delivery.not_before - timezone.now()).total_seconds()
    assert wait - 10 < left <= wait


def test_the_second_try_carries_the_same_id(receiver, webhook, alice):
    receiver.status = 500
    send(webhook[0], alice)
    receiver.status = 200
    Delivery.objects.update(not_before=timezone.now())

    deliver("webhook")

    first, second = (json.loads(body)["id"] for _headers, body in receiver.got)
    assert first == second
    assert Delivery.objects.get().state == State.DELIVERED


@pytest.mark.parametrize("status", [302, 404])
def test_any_other_answer_is_a_failure_and_no_redirect_is_followed(
    receiver, webhook, alice, status
):
    receiver.status, receiver.headers = status, {"Location": receiver.url}

    delivery = send(webhook[0], alice)

    assert (delivery.state, delivery.error_code) == (State.FAILED, str(status))
    assert len(receiver.got) == 1


def test_a_private_address_is_never_called(receiver, webhook, alice, settings):
    settings.WEBHOOK_ALLOWED_PRIVATE_HOSTS = ""

    delivery = send(webhook[0], alice)

    assert (delivery.state, delivery.error_code) == (State.FAILED, "forbidden")
    assert receiver.got == []


def test_nobody_at_home_is_tried_again(receiver, webhook, alice):
    receiver.shutdown()
    receiver.server_close()

    delivery = send(webhook[0], alice)

    assert (delivery.state, delivery.error_code) == (State.QUEUED, "connection")


def test_an_open_line_is_refused(gent, alice):
    with pytest.raises(ValidationError, match="https://"):
        add_webhook(organisation=gent, url="http://stad.example/in", actor=alice)


def test_two_organisations_may_share_a_system_and_neither_learns_of_the_other(
    webhook, receiver, gent, aalst, alice, charlie
):
    theirs, secret = add_webhook(organisation=aalst, url=receiver.url, actor=charlie)

    assert (theirs.pk == webhook[0].pk, secret == webhook[1]) == (False, False)
    assert (theirs.organisation, theirs.state) == (aalst, AddressState.CONFIRMED)
    assert unseal(Address.objects.get(pk=webhook[0].pk).secret) == webhook[1]
    with pytest.raises(ValidationError, match="bestaat al"):
        add_webhook(organisation=gent, url=receiver.url, actor=alice)


def test_a_receiver_can_verify_by_the_recipe(receiver, webhook, alice):
    """The recipe of docs/features/messaging.md, in nothing but the standard library."""
    send(webhook[0], alice)
    (headers, body), secret, seen = receiver.got[0], webhook[1], set()

    def accepts(headers: dict[str, str], body: bytes, now: float) -> bool:
        moment = headers["x-vlavirgem-timestamp"]
        signed = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256)
        expected = f"sha256={signed.hexdigest()}"
        if not hmac.compare_digest(expected, headers["x-vlavirgem-signature"]):
            return False
        if abs(now - int(moment)) > 300:
            return False
        name = json.loads(body)["id"]
        return name not in seen and not seen.add(name)  # type: ignore[func-returns-value]

    now = time.time()
    later = headers | {"x-vlavirgem-timestamp": str(int(now) + 60)}
    assert not accepts(headers, body + b" ", now)
    assert not accepts(later, body, now)
    assert not accepts(headers, body, now + 400)
    assert accepts(headers, body, now)
    assert not accepts(headers, body, now)


def test_a_new_secret_signs_what_leaves_from_then_on(receiver, webhook, alice, client_of):
    address, old = webhook
    page = client_of(alice).post(reverse("community:webhook-secret", args=[address.pk]))
    new = unseal(Address.objects.get(pk=address.pk).secret)
    assert (new in page.content.decode(), page["Cache-Control"]) == (True, "no-store")

    send(address, alice)
    headers, body = receiver.got[0]
    moment, given = headers["x-vlavirgem-timestamp"], headers["x-vlavirgem-signature"]
    assert given == signature(new, moment, body) != signature(old, moment, body)


def test_the_page_shows_the_secret_once(gent, alice, client_of):
    client = client_of(alice)

    page = client.post(
        reverse("community:webhooks"), {"channel": "webhook", "url": "https://gent.example/in"}
    )

    secret = unseal(Address.objects.get(channel="webhook").secret)
    assert secret in page.content.decode()
    again = client.get(reverse("community:webhooks")).content.decode()
    assert secret not in again
    assert "https://gent.example/in" in again


def test_test_now_shows_what_became_of_it(receiver, webhook, alice, client_of):
    client = client_of(alice)
    receiver.status = 404

    client.post(reverse("community:webhook-try", args=[webhook[0].pk]))
    deliver("webhook")

    assert "Mislukt" in client.get(reverse("community:webhooks")).content.decode()


def test_removing(webhook, alice, client_of):
    client_of(alice).post(reverse("community:webhook-remove", args=[webhook[0].pk]))

    assert not Address.objects.filter(channel="webhook").exists()


def test_only_administrators_of_the_organisation_get_in(webhook, bob, charlie, client_of):
    assert client_of(bob).get(reverse("community:webhooks")).status_code == 404
    for act in ("try", "secret", "remove"):
        path = reverse(f"community:webhook-{act}", args=[webhook[0].pk])
        assert client_of(charlie).post(path).status_code == 404
        assert client_of(bob).post(path).status_code == 404
    assert Address.objects.filter(channel="webhook").count() == 1
    assert Delivery.objects.count() == 0
