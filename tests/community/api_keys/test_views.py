from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from community.activity.models import Activity
from community.api_keys import services
from community.api_keys.models import ApiKey
from community.api_keys.services import make_key

pytestmark = pytest.mark.django_db
PAGE = "/koppelingen/sleutels/"
WISH = {"name": "Ons SIEM", "owner": "mij", "scopes": ["qrc.read"], "days": "30"}


def token_in(page: Any) -> str:
    found = html.fromstring(page.content.decode()).xpath("//code[@data-copy-text]/text()")
    return str(found[0]) if found else ""


def test_a_key_is_shown_once_and_only_its_hash_is_kept(bob, client_of):
    client = client_of(bob)
    page = client.post(PAGE, WISH)
    token = token_in(page)

    assert (token[:4], page["Cache-Control"]) == ("vvg_", "no-store")
    key = ApiKey.objects.get()
    assert (key.user, key.organisation, key.scopes) == (bob, None, ["qrc.read"])
    assert (key.expires_at - key.created_at).days in (29, 30)
    assert token not in str(ApiKey.objects.values().get())
    again = client.get(PAGE).content.decode()
    assert (token in again, "Ons SIEM" in again, key.hint in again) == (False, True, True)
    trail = Activity.objects.get(verb="community.api_key.made")
    assert (trail.actor, trail.data) == (bob, {"scopes": ["qrc.read"]})


def test_an_administrator_makes_a_key_of_the_organisation_and_others_cannot(
    gent, alice, bob, client_of
):
    wish = WISH | {"owner": "organisatie", "scopes": ["qrc.read", "qrc.concerning"]}
    refused = client_of(bob).post(PAGE, wish).content.decode()
    assert (ApiKey.objects.count(), "Ons SIEM" in refused) == (0, True)

    assert token_in(client_of(alice).post(PAGE, wish))
    key = ApiKey.objects.get()
    assert (key.organisation, key.user, key.created_by) == (gent, None, alice)


def test_a_wrong_wish_says_why_and_loses_nothing(alice, client_of):
    page = client_of(alice).post(PAGE, WISH | {"scopes": ["qrc.concerning"]}).content.decode()
    assert "Alleen een sleutel van een organisatie" in page
    assert 'value="Ons SIEM"' in page
    for bad in ({"name": ""}, {"scopes": []}, {"scopes": ["alles"]}, {"days": "9999"}):
        assert token_in(client_of(alice).post(PAGE, WISH | bad)) == ""
    assert ApiKey.objects.count() == 0


def test_too_many_keys_are_refused(bob, client_of, monkeypatch):
    monkeypatch.setattr(services, "MOST", 1)
    make_key(name="een", scopes=["qrc.read"], days=30, actor=bob)

    page = client_of(bob).post(PAGE, WISH).content.decode()
    assert "U hebt al 1 sleutels" in page
    assert ApiKey.objects.count() == 1


def test_revoking_is_for_who_manages_the_key(gent, alice, bob, charlie, client_of):
    own, _t = make_key(name="van Bob", scopes=["qrc.read"], days=30, actor=bob)
    ours, _t = make_key(
        name="van Gent", scopes=["qrc.read"], days=30, actor=alice, organisation=gent
    )

    assert "van Bob" not in client_of(alice).get(PAGE).content.decode()
    assert "van Gent" not in client_of(bob).get(PAGE).content.decode()
    for who, key in ((charlie, own), (charlie, ours), (alice, own), (bob, ours)):
        assert client_of(who).post(f"{PAGE}{key.pk}/intrekken/").status_code == 404
    assert ApiKey.objects.standing().count() == 2

    client_of(bob).post(f"{PAGE}{own.pk}/intrekken/")
    client_of(alice).post(f"{PAGE}{ours.pk}/intrekken/")
    assert ApiKey.objects.standing().count() == 0
    assert Activity.objects.filter(verb="community.api_key.revoked").count() == 2


def test_page_asks_as_much_with_one_key_as_with_three(bob, client_of, django_assert_num_queries):
    client = client_of(bob)
    make_key(name="een", scopes=["qrc.read"], days=30, actor=bob)
    client.get(PAGE)
    with django_assert_num_queries(7):
        client.get(PAGE)
    for name in ("twee", "drie"):
        make_key(name=name, scopes=["qrc.read"], days=30, actor=bob)
    with django_assert_num_queries(7):
        client.get(PAGE)
