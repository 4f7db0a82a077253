"""The search page and the box of Ctrl-K."""

from __future__ import annotations

import pytest

from community.search.audience import ACCOUNT, MEMBER
from tests.community.search.things import KEY, thing

pytestmark = pytest.mark.django_db
PAGE, PALETTE = "/zoeken/", "/zoeken/snel/"


def said(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_anybody_may_search_what_is_open_to_all(things, client):
    things.say(a="De poort", b=thing("b", "De poort voor leden", audience=(MEMBER,)))
    page = said(client.get(PAGE, {"q": "poort"}))
    assert page.count('class="hit"') == 1
    assert 'href="/open/a/"' in page
    assert "voor leden" not in page


def test_without_words_it_says_what_one_may_type(client):
    assert "Waar zoekt u naar?" in said(client.get(PAGE))


def test_nothing_found_says_what_to_do(client):
    page = said(client.get(PAGE, {"q": "kwantumzwam"}))
    assert "Niets gevonden" in page
    assert "Probeer een ander woord" in page
    assert 'value="kwantumzwam"' in page


def test_tabs_count_each_kind_and_narrow(things, alice, client_of):
    things.say(a="De poort", b="De poort")
    page = said(client_of(alice).get(PAGE, {"q": "poort", "soort": KEY}))
    assert page.count('class="hit"') == 2
    assert f"?q=poort&amp;soort={KEY}" in page
    assert (
        said(client_of(alice).get(PAGE, {"q": "poort", "soort": "zomaar"})).count('class="hit"')
        == 2
    )


def test_a_page_beyond_the_last_gives_the_last(things, client):
    things.say(**{f"n{n}": f"De poort {n}" for n in range(21)})
    page = said(client.get(PAGE, {"q": "poort", "page": "7"}))
    assert page.count('class="hit"') == 1
    assert 'aria-current="page"><span class="visually-hidden">Pagina </span>2</a>' in page


@pytest.mark.parametrize("page", ["0", "-1", "zes", "99", "9" * 30])
def test_a_page_that_is_none_gives_one(page, things, client):
    things.say(a="De poort")
    assert client.get(PAGE, {"q": "poort", "page": page}).status_code == 200


def test_the_box_finds_screens_things_and_the_search_page(things, alice, client_of):
    things.say(a=thing("a", "Mijn poort", audience=(ACCOUNT,)))
    box = said(client_of(alice).get(PALETTE, {"q": "mijn po"}))
    assert 'data-href="/catalogus/portfolio/"' in box
    assert 'data-href="/dingen/a/"' in box
    assert 'data-href="/zoeken/?q=mijn%20po"' in box


def test_a_screen_one_may_not_open_is_not_offered(bob, client, client_of):
    assert "Nazicht" not in said(client_of(bob).get(PALETTE, {"q": "nazicht"}))
    assert "data-href=" in said(client.get(PALETTE, {"q": "nazicht"}))
    assert "/qrc/" not in said(client.get(PALETTE, {"q": "nazicht"}))


def test_what_was_typed_is_no_markup(client):
    for path in (PAGE, PALETTE):
        assert "<script>x" not in said(client.get(path, {"q": "<script>x"}))


def test_a_visitor_comes_there_from_the_foot_of_every_public_page(client):
    assert f'<a href="{PAGE}">Zoeken</a>' in said(client.get("/waarschuwingen/"))


def test_the_menu_bar_leads_there(alice, client_of):
    page = said(client_of(alice).get("/overzicht/"))
    assert f'href="{PAGE}" data-controller="palette"' in page
