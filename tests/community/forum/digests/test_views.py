from __future__ import annotations

import pytest

from community.forum.enums import Rhythm
from community.forum.mail.reply_addresses import handles_of
from community.forum.models import DigestWish

pytestmark = pytest.mark.django_db
URL = "/forum/samenvatting/"


def test_one_chooses_how_often_and_reads_it_back(alice, client_of):
    browser = client_of(alice)
    answer = browser.post(URL, {"rhythm": "dagelijks", "hour": "17"}, follow=True)

    assert answer.redirect_chain == [("/voorkeuren/", 302)]
    wish = DigestWish.objects.get(user=alice)
    assert (wish.rhythm, wish.hour) == (Rhythm.DAILY, 17)
    assert "Elke dag, om 17:00." in answer.content.decode()


def test_who_never_chose_sees_what_he_gets(alice, client_of):
    page = client_of(alice).get("/voorkeuren/").content.decode()

    assert "Elke week, op maandag, om 8:00." in page
    assert not DigestWish.objects.exists()


@pytest.mark.parametrize(
    "data", [{"rhythm": "soms", "hour": "8"}, {"rhythm": "dagelijks", "hour": "24"}, {"hour": "8"}]
)
def test_what_cannot_be_chosen_is_said_beside_the_field(data, alice, client_of):
    answer = client_of(alice).post(URL, data)

    assert answer.status_code == 200
    assert 'class="field-error"' in answer.content.decode() or "error" in answer.content.decode()
    assert not DigestWish.objects.exists()


def test_addresses_are_renewed_by_post_alone(alice, client_of, settings):
    settings.REPLY_DOMAIN = "antwoord.vlavirgem.example"
    before = handles_of([alice.pk])
    browser = client_of(alice)
    assert "ongeldig maken" in browser.get(URL).content.decode()
    assert browser.get("/forum/antwoordadressen/").status_code == 405
    assert handles_of([alice.pk]) == before

    browser.post("/forum/antwoordadressen/")
    assert handles_of([alice.pk]) != before
