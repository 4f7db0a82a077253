from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

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


class Receiver(ThreadingHTTPServer):
    """Somebody's own system: remembers what it got, answers what the test says."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.url = f"http://127.0.0.1:{self.server_port}/in"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def receiver(settings):
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.WEBHOOK_ALLOWED_PRIVATE_HOSTS = f"127.0.0.1:{server.server_port}"
        yield server
        server.shutdown()
        thread.join()


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
    assert {name: said[name] for name in ("id", "kind", "subject", "text", "url")} == {
        "id": delivery.key,
        "kind": "messaging.webhook_test",
        "subject": "Proefbericht van VlaVirGem",
        "text": "Uw webhook werkt: dit bericht kwam aan.",
        "url": "http://127.0.0.1:8000",
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


@pytest.mark.parametrize(("status", "asked", "wait"), [(503, "", 30), (429, "900", 900)])
def test_busy_is_tried_again_later(receiver, webhook, alice, status, asked, wait):
    receiver.status = status
    receiver.headers = {"Retry-After": asked} if asked else {}

    delivery = send(webhook[0], alice)

    assert (delivery.state, delivery.error_code) == (State.QUEUED, str(status))
    left = (delivery.not_before - timezone.now()).total_seconds()
    assert wait - 5 < left <= wait


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


def test_an_address_serves_one_organisation(webhook, receiver, aalst, charlie):
    with pytest.raises(ValidationError, match="bestaat al"):
        add_webhook(organisation=aalst, url=receiver.url, actor=charlie)


def test_the_page_shows_the_secret_once(gent, alice, client_of):
    client = client_of(alice)

    page = client.post(reverse("community:webhooks"), {"url": "https://gent.example/in"})

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
    for act in ("try", "remove"):
        path = reverse(f"community:webhook-{act}", args=[webhook[0].pk])
        assert client_of(charlie).post(path).status_code == 404
        assert client_of(bob).post(path).status_code == 404
    assert Address.objects.filter(channel="webhook").count() == 1
    assert Delivery.objects.count() == 0
