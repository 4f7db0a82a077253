"""The second step at signing in: secrets, ways round it, signed-in devices."""

from __future__ import annotations

import base64
import json
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from community.accounts.queries import is_first_second_step
from community.activity.models import Activity
from community.kit.secrets import unseal
from community.messaging.models import Body
from tests.people import PASSWORD, second_factor_of, with_second_factor

pytestmark = pytest.mark.django_db


def code_for(secret: str, ago: int = 0) -> str:
    """What the app shows now, or showed so many half minutes ago."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago))


def stored(kind: str) -> str:
    """What the table really holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator WHERE type = %s", [kind])
        return cursor.fetchone()[0]


def reauthenticated(client: Client) -> Client:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def activated(django_capture_on_commit_callbacks):
    """Sets the app up as a person would; gives the secret the screen showed."""

    def activate(client: Client) -> str:
        page = reauthenticated(client).get(reverse("mfa_activate_totp"))
        secret = page.context["form"].secret
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
        return secret

    return activate


def test_app_is_activated_and_its_secret_sealed_in_the_table(alice, client_of, activated) -> None:
    secret = activated(client_of(alice))
    kept = json.loads(stored("totp"))["secret"]
    assert secret not in stored("totp")
    assert unseal(kept) == secret
    assert Body.objects.filter(subject="Authenticator-app ingesteld", language="nl").exists()
    noted = Activity.objects.filter(verb="community.second_factor.added", actor=alice)
    assert sorted(each.data["factor"] for each in noted) == ["recovery_codes", "totp"]


def test_recovery_codes_come_along_and_their_seed_is_sealed(alice, client_of, activated) -> None:
    client = client_of(alice)
    activated(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    seed = json.loads(stored("recovery_codes"))["seed"]
    assert len(codes) == 10
    assert len(unseal(seed)) >= 20
    assert unseal(seed) not in stored("recovery_codes")
    assert all(
        code in client.get(reverse("mfa_view_recovery_codes")).content.decode() for code in codes
    )


def test_qr_code_brings_its_own_white_ground_for_dark_pages(alice, client_of) -> None:
    page = reauthenticated(client_of(alice)).get(reverse("mfa_activate_totp"))
    head, _, data = page.context["totp_svg_data_uri"].partition("base64,")
    assert head == "data:image/svg+xml;"
    assert b'fill="white"' in base64.b64decode(data)


def test_wrong_code_activates_nothing(alice, client_of) -> None:
    client = reauthenticated(client_of(alice))
    client.get(reverse("mfa_activate_totp"))
    page = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert "Deze code klopt niet" in page
    assert not Authenticator.objects.exists()


def test_sign_in_asks_for_the_code(alice, client) -> None:
    with_second_factor(alice)
    secret = unseal(second_factor_of(alice).data["secret"])
    response = client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    assert "Nog één stap" in client.get(reverse("mfa_authenticate")).content.decode()
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert client.session["_auth_user_id"] == str(alice.pk)


def test_codes_cannot_be_guessed(alice, client) -> None:
    with_second_factor(alice)
    secret = unseal(second_factor_of(alice).data["secret"])
    client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    for _try in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})

    assert "_auth_user_id" not in client.session


def test_code_works_once(alice) -> None:
    with_second_factor(alice)
    secret, signed_in = unseal(second_factor_of(alice).data["secret"]), []
    code = code_for(secret)
    for _try in range(2):
        fresh = Client()
        fresh.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
        fresh.post(reverse("mfa_authenticate"), {"code": code})
        signed_in.append("_auth_user_id" in fresh.session)
    assert signed_in == [True, False]


@pytest.mark.parametrize(("ago", "enters"), [(0, True), (1, True), (3, False)])
def test_code_of_the_half_minute_before_still_counts(alice, client, ago, enters) -> None:
    with_second_factor(alice)
    secret = unseal(second_factor_of(alice).data["secret"])
    client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret, ago)})
    assert ("_auth_user_id" in client.session) is enters


def test_forgotten_password_is_no_way_round(alice, client) -> None:
    with_second_factor(alice)
    client.post(reverse("account_reset_password"), {"email": alice.email})
    link = re.search(r"https?://[^/\s]+(/account/\S+)", Body.objects.latest("pk").text)[1]
    form = client.get(link, follow=True)
    new = "een ander lang wachtwoord"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert "_auth_user_id" not in client.session

    response = client.post(reverse("account_login"), {"login": alice.email, "password": new})

    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session


def test_no_outside_account_signs_in() -> None:
    assert settings.AUTHENTICATION_BACKENDS == [
        "allauth.account.auth_backends.AuthenticationBackend"
    ]
    assert not [each for each in settings.INSTALLED_APPS if "socialaccount" in each]


def test_first_second_step_signs_other_devices_out(alice, activated) -> None:
    """Whoever came in with a stolen password before is not let through by the new step."""
    mine, thief = sign_in(alice, "Mozilla/5.0"), sign_in(alice, "Mozilla/5.0 (iPhone)")

    activated(mine)

    assert thief.get(reverse("community:account"))["Location"].startswith(reverse("account_login"))
    assert mine.get(reverse("community:account")).status_code == 200


def test_second_key_leaves_other_devices_alone(alice, activated, rf) -> None:
    mine, other = sign_in(alice, "Mozilla/5.0"), None
    activated(mine)
    other = Client()
    other.force_login(alice)
    key = Authenticator.objects.create(user=alice, type=Authenticator.Type.WEBAUTHN, data={})

    assert not is_first_second_step(alice, key)
    assert other.get(reverse("community:account")).status_code == 200


def test_recovery_code_signs_in_once(alice, client_of, activated) -> None:
    client = client_of(alice)
    activated(client)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    signed_in = []
    for _try in range(2):
        fresh = Client()
        fresh.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
        fresh.post(reverse("mfa_authenticate"), {"code": code})
        signed_in.append("_auth_user_id" in fresh.session)
    assert signed_in == [True, False]


@pytest.mark.parametrize("door", ["/cms/login/", "/beheer/login/", "/beheer/"])
def test_no_door_knows_only_a_password(alice, client, door) -> None:
    alice.is_staff = alice.is_superuser = True
    alice.save()
    with_second_factor(alice)
    tried = client.post(
        door, {"username": alice.email, "password": PASSWORD, "login": alice.email}, follow=True
    )
    assert "_auth_user_id" not in client.session
    assert tried.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_other_peoples_keys_are_404(alice, bob, client_of) -> None:
    key = Authenticator.objects.create(
        user=alice, type=Authenticator.Type.WEBAUTHN, data={"name": "Sleutel van Alice"}
    )
    client = reauthenticated(client_of(bob))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[key.pk])).status_code == 404
        assert client.post(reverse(name, args=[key.pk]), {"name": "x"}).status_code == 404
    assert Authenticator.objects.get().data == {"name": "Sleutel van Alice"}


def test_sensitive_pages_ask_the_password_again(alice, client) -> None:
    client.force_login(alice)
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        response = client.get(reverse(name))
        assert response["Location"].startswith(reverse("account_reauthenticate"))


def sign_in(alice, agent: str) -> Client:
    client = Client(headers={"User-Agent": agent})
    client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    return client


def test_devices_are_listed_in_words_and_others_signed_out(alice, bob, client_of) -> None:
    mine = sign_in(alice, "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0")
    other = sign_in(alice, "Mozilla/5.0 (iPhone) AppleWebKit/605 Version/18 Safari/604")
    client_of(bob).get(reverse("community:account"))
    page = mine.get(reverse("usersessions_list")).content.decode()
    assert [name in page for name in ("Firefox op Windows", "Safari op iPhone", "Dit toestel")] == [
        True, True, True,
    ]  # fmt: skip
    mine.post(reverse("usersessions_list"))
    assert UserSession.objects.filter(user=alice).count() == 1
    assert other.get(reverse("community:account"))["Location"].startswith(reverse("account_login"))
    assert mine.get(reverse("community:account")).status_code == 200
    assert UserSession.objects.filter(user=bob).count() == 1
