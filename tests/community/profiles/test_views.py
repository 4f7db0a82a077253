from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.profiles.services import save_profile
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/overzicht/")
    return client


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_asks_as_much_for_many_as_for_few(alice, gent):
    client = signed_in(alice)
    client.get("/leden/")
    few = questions(client, "/leden/")
    for n in range(4):
        user = make_user(f"meer{n}@gent.example", f"Meer{n}")
        make_member(user, gent)
        save_profile(user=user, function=f"Dienst {n}")

    assert questions(client, "/leden/") == few
    assert "Dienst 3" in client.get("/leden/?q=dienst").content.decode()


def test_no_mail_address_stands_anywhere(alice, bob, charlie):
    client = signed_in(alice)
    pages = ("/leden/", f"/leden/{charlie.pk}/", "/leden/zoek/?q=charlie", "/leden/?q=charlie")

    said = "".join(client.get(each).content.decode() for each in pages)
    assert "Charlie Proef" in said
    assert charlie.email not in said


def test_who_is_not_found_is_not_there(alice, bob):
    save_profile(user=bob, is_listed=False)

    assert signed_in(alice).get(f"/leden/{bob.pk}/").status_code == 404
    assert signed_in(bob).get(f"/leden/{bob.pk}/").status_code == 200


def test_an_error_stands_beside_its_field_and_nothing_is_lost(alice):
    client = signed_in(alice)
    given = {"function": "ICT", "function_for": "leden", "bio": "Ik.", "bio_for": "leden",
             "phone": "nee", "phone_for": "leden", "contact": "leden"}  # fmt: skip
    said = client.post("/mijn-profiel/", given).content.decode()

    assert "Vul een telefoonnummer in" in said
    assert 'value="ICT"' in said
    assert client.post("/mijn-profiel/", given | {"phone": "09 1234567"}).status_code == 302
    assert "09 1234567" in client.get("/mijn-profiel/").content.decode()


def test_ones_profile_leads_to_all_that_is_ones_own_once_one_belongs_somewhere(
    client_of, alice, newcomer
):
    ways = [
        "/berichten/", "/groepen/", "/voorkeuren/", "/experts/mijn/", "/mijn-niveau/",
        "/mijn-account/gegevens/",
    ]  # fmt: skip

    def found(user) -> list[str]:
        page = client_of(user).get("/mijn-profiel/").content.decode()
        return [each for each in ways if f'<h3><a href="{each}">' in page]

    assert (found(alice), found(newcomer)) == (ways, [])
