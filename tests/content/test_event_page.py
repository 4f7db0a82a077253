"""The page that announces an event says how it stands, to who may know."""

from __future__ import annotations

import pytest

from content.founding import lay_first_stones
from content.pages.events import EventPage
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def announce(event) -> str:
    page = EventPage(title="Kom oefenen", slug="oefenen", event=event, body="<p>Breng uw team.</p>")
    lay_first_stones().add_child(instance=page)
    page.save_revision().publish()
    return page.get_url()


def test_it_leads_to_the_agenda(client):
    event = make.event(audience="publiek", title="Ransomware oefenen")
    body = client.get(announce(event)).content.decode()
    assert "Breng uw team." in body
    assert "Ransomware oefenen" in body
    assert f'href="/agenda/{event.pk}/"' in body


def test_what_is_for_members_stays_with_them(client, client_of, alice):
    event = make.event(title="Alleen voor leden", place="Geheime zaal")
    address = announce(event)
    seen = client.get(address).content.decode()
    assert "Geheime zaal" not in seen
    assert "Alleen voor leden" not in seen
    assert "Geheime zaal" in client_of(alice).get(address).content.decode()


def test_an_event_with_a_page_is_not_lost(client):
    from django.db.models import ProtectedError

    event = make.event(audience="publiek")
    announce(event)
    with pytest.raises(ProtectedError):
        event.delete()
