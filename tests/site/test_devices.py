from __future__ import annotations

import pytest
import time_machine
from allauth.usersessions.models import UserSession

pytestmark = pytest.mark.django_db


def test_device_in_use_is_noted_once_in_five_minutes(alice, client_of):
    browser = client_of(alice)
    seen = []
    for minute in (0, 1, 4, 6):
        with time_machine.travel(f"2026-03-02T10:0{minute}:00+01:00", tick=False):
            browser.get("/overzicht/")
            seen.append(UserSession.objects.get(user=alice).last_seen_at.minute)

    assert seen == [0, 0, 0, 6]


def test_device_of_a_visitor_is_not_noted(client):
    client.get("/")

    assert UserSession.objects.count() == 0
    assert "sessionid" not in client.cookies
