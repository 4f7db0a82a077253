from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings

LIVE, READY = "/health/live", "/health/ready"
IN_ORDER = {"status": "ok", "checks": {"database": "ok", "cache": "ok", "migrations": "ok"}}


def test_live_asks_nothing_of_the_servers(client):
    response = client.get(LIVE)

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_database_redis_and_tables_are_in_order(client):
    response = client.get(READY)

    assert (response.status_code, response.json()) == (200, IN_ORDER)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_names_a_lost_redis_without_saying_why(client):
    nowhere = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    with override_settings(CACHES={"default": nowhere}):
        response = client.get(READY)

    assert response.status_code == 503
    assert response.json() == {
        "status": "failing", "checks": IN_ORDER["checks"] | {"cache": "failing"},
    }  # fmt: skip
    assert b"127.0.0.1" not in response.content


@pytest.mark.django_db(transaction=True)
def test_ready_waits_for_migrations():
    recorder = MigrationRecorder(connection)
    applied = recorder.migration_qs.filter(app="qrc").order_by("-pk").first()
    recorder.record_unapplied("qrc", applied.name)
    try:
        response = Client().get(READY)
    finally:
        recorder.record_applied("qrc", applied.name)

    assert response.status_code == 503
    assert response.json()["checks"] == IN_ORDER["checks"] | {"migrations": "failing"}


@pytest.mark.django_db
@pytest.mark.parametrize("url", [LIVE, READY])
def test_health_takes_no_post(url, client):
    assert client.post(url).status_code == 405
