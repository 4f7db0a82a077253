"""The API as a program asks it: with a key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from vlavirgem import api

from community.api_keys.models import ApiKey
from community.api_keys.services import make_key, revoke_key
from community.organisations.models import Membership
from qrc.advisories.models import Advisory
from tests.factories import qrc

pytestmark = pytest.mark.django_db
LIST, CONCERNING = "/api/v1/advisories", "/api/v1/advisories/concerning"


def made(actor: Any, organisation: Any = None, scopes: tuple[str, ...] = ("qrc.read",)) -> str:
    return make_key(name="proef", scopes=scopes, days=30, actor=actor, organisation=organisation)[1]


def ask(path: str, token: str) -> Any:
    return Client().get(path, headers={"authorization": f"Bearer {token}"})


def titles(path: str, token: str) -> set[str]:
    answer = ask(path, token)
    assert answer.status_code == 200, answer.content
    said = answer.json()
    return {each["title"] for each in (said["items"] if isinstance(said, dict) else said)}


@pytest.fixture
def five(db) -> None:
    for tlp in ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"):
        qrc.advisory(tlp=tlp, title=tlp)


def test_a_key_reads_what_its_owner_may_and_nothing_above_green(
    five, gent, alice, newcomer, qrc_editor
):
    assert titles(LIST, made(newcomer)) == {"CLEAR"}
    for token in (made(alice), made(qrc_editor), made(alice, gent)):
        assert titles(LIST, token) == {"CLEAR", "GREEN"}


def test_a_key_of_an_organisation_without_members_reads_clear_only(five, gent, alice):
    token = made(alice, gent)
    Membership.objects.filter(organisation=gent).update(left_at=timezone.now())

    assert titles(LIST, token) == {"CLEAR"}


def test_use_is_noted(alice):
    token = made(alice)
    ask(LIST, token)

    assert ApiKey.objects.get().last_used_at is not None


def test_a_key_that_no_longer_holds_is_401(gent, alice, bob):
    keys = {name: made(bob) for name in ("expired", "revoked", "left")}
    rows = dict(zip(keys, ApiKey.objects.order_by("pk"), strict=True))
    ApiKey.objects.filter(pk=rows["expired"].pk).update(expires_at=timezone.now())
    revoke_key(key=rows["revoked"], actor=bob)
    assert ask(LIST, keys["left"]).status_code == 200

    type(bob).objects.filter(pk=bob.pk).update(is_active=False)
    ended = made(alice, gent)
    type(gent).objects.filter(pk=gent.pk).update(ended_on=timezone.localdate())
    for token in (*keys.values(), ended, "", "vvg_", "vvg_" + "x" * 500, "onzin", "é"):
        assert ask(LIST, token).status_code == 401, token


def test_a_platform_role_without_second_step_has_no_key_either(platform, qrc_editor, settings):
    settings.MFA_REQUIRED_FOR_PLATFORM = True
    token = made(qrc_editor)
    assert ask(LIST, token).status_code == 200

    qrc_editor.authenticator_set.all().delete()
    assert ask(LIST, token).status_code == 401


def test_a_scope_opens_its_own_door_only(five, gent, alice):
    row = qrc.advisory()
    qrc.subscriber(organisation=gent, words=["PoortWacht"])
    reads = made(alice, gent)
    concerns = made(alice, gent, ("qrc.concerning",))

    for path in (LIST, f"{LIST}/{row.pk}", f"{LIST}/{row.pk}/csaf"):
        assert (ask(path, reads).status_code, ask(path, concerns).status_code) == (200, 403)
    assert (ask(CONCERNING, reads).status_code, ask(CONCERNING, concerns).status_code) == (403, 200)


def test_concerning_is_what_the_organisation_subscribed_to(five, gent, aalst, alice, charlie):
    qrc.advisory(title="anders", products=[{"vendor": "Zaakpad", "product": "Z"}])
    qrc.subscriber(organisation=gent, words=["PoortWacht"])

    assert titles(CONCERNING, made(alice, gent, ("qrc.concerning",))) == {"CLEAR", "GREEN"}
    assert titles(CONCERNING, made(charlie, aalst, ("qrc.concerning",))) == set()


def test_concerning_by_session_is_the_organisation_one_works_for(gent, bob, newcomer, client_of):
    qrc.advisory(title="een")
    qrc.subscriber(organisation=gent)

    assert [each["title"] for each in client_of(bob).get(CONCERNING).json()] == ["een"]
    assert client_of(newcomer).get(CONCERNING).status_code == 403


def test_csaf_is_there_for_clear_and_green_only(five, alice):
    token = made(alice)
    answers = {row.title: ask(f"{LIST}/{row.pk}/csaf", token) for row in Advisory.objects.all()}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "CLEAR": 200, "GREEN": 200, "AMBER": 404, "AMBER+STRICT": 404, "RED": 404,
    }  # fmt: skip
    assert answers["GREEN"].json()["document"]["distribution"]["tlp"] == {"label": "GREEN"}


def test_too_many_questions_are_429(alice, monkeypatch):
    monkeypatch.setattr(api, "PACE", 2)
    token = made(alice)

    assert [ask(LIST, token).status_code for _ in range(3)] == [200, 200, 429]


def test_a_key_opens_no_page(alice):
    token = made(alice)
    for path in ("/overzicht/", "/koppelingen/sleutels/", "/qrc/waarschuwingen/"):
        assert ask(path, token).status_code == 302


def test_an_old_key_says_when_it_was_used_last_but_not_every_second(alice):
    token = made(alice)
    ask(LIST, token)
    first = ApiKey.objects.get().last_used_at
    ask(LIST, token)
    assert ApiKey.objects.get().last_used_at == first

    ApiKey.objects.update(last_used_at=timezone.now() - timedelta(hours=1))
    ask(LIST, token)
    assert ApiKey.objects.get().last_used_at > first
