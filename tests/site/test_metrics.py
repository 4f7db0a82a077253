from __future__ import annotations

import re

import pytest
from django.utils import timezone

from tests.factories import messaging, qrc

pytestmark = pytest.mark.django_db
METRICS = "/metrics"
TOKEN = "een-lang-geheim"


def figures(text: str) -> dict[str, float]:
    found = re.findall(r"^(vlavirgem_\S+) (\S+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in found}


def test_metrics_count_what_is_in_the_ledger(client):
    address = messaging.mail_address()
    messaging.say(address)
    done = messaging.say(address)
    done.deliveries.update(state="sent")
    qrc.source()
    qrc.source(failures=3)
    qrc.advisory(source=qrc.source(gone_at=timezone.now()))

    response = client.get(METRICS)

    now = figures(response.content.decode())
    assert response["Content-Type"].startswith("text/plain")
    assert now['vlavirgem_deliveries{channel="email",state="queued"}'] == 1
    assert now['vlavirgem_deliveries{channel="email",state="sent"}'] == 1
    assert now['vlavirgem_deliveries{channel="sms",state="queued"}'] == 0
    assert (now["vlavirgem_sources"], now["vlavirgem_sources_failing"]) == (3, 2)
    assert (now["vlavirgem_advisories"], now["vlavirgem_alerts"]) == (1, 0)
    assert (now["vlavirgem_files"], now["vlavirgem_files_quarantined"]) == (0, 0)
    assert 0 <= now["vlavirgem_oldest_waiting_seconds"] < 60
    assert "django_http_requests_total_by_method_total" in response.content.decode()


@pytest.mark.parametrize(
    "where",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": "10.0.0.7"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=203.0.113.9"},
    ],
)
def test_metrics_are_refused_from_elsewhere(where, client, settings):
    for token in ("", TOKEN):
        settings.METRICS_TOKEN = token
        for given in ({}, {"HTTP_AUTHORIZATION": "Bearer "}, {"HTTP_AUTHORIZATION": "Bearer mis"}):
            response = client.get(METRICS, **where, **given)
            assert (response.status_code, response.content) == (403, b"forbidden")


def test_metrics_are_refused_to_a_platform_admin_elsewhere(platform_admin, client_of):
    response = client_of(platform_admin).get(METRICS, REMOTE_ADDR="203.0.113.9")

    assert response.status_code == 403


def test_metrics_open_with_the_token_from_anywhere(client, settings):
    settings.METRICS_TOKEN = TOKEN
    outside = {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "198.51.100.4"}

    assert client.get(METRICS, **outside, HTTP_AUTHORIZATION=f"Bearer {TOKEN}").status_code == 200
    assert client.get(METRICS, **outside, HTTP_AUTHORIZATION=f"Basic {TOKEN}").status_code == 403


def test_metrics_open_on_this_machine_over_either_protocol(client):
    assert [client.get(METRICS, REMOTE_ADDR=here).status_code for here in ("127.0.0.1", "::1")] == [
        200, 200,
    ]  # fmt: skip
