"""Every page and mail about the account speaks Dutch, and "Mijn account" keeps what one tells it."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import allauth
import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from community.accounts.mails import MAILS
from community.accounts.models import User
from community.accounts.services import confirm_email
from community.activity.models import Activity
from community.messaging.models import Address
from tests.people import PASSWORD, with_second_factor

pytestmark = pytest.mark.django_db

OPEN = (
    "account_login", "account_signup", "account_reset_password", "account_reset_password_done",
    "account_email_verification_sent", "account_inactive", "account_reset_password_from_key_done",
)  # fmt: skip
OWN = (
    "community:account", "account_email", "account_change_password", "account_logout",
    "account_reauthenticate", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn",
    "mfa_list_webauthn", "usersessions_list",
)  # fmt: skip
WITH_FACTOR = (
    "mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_reauthenticate", "mfa_list_webauthn",
)  # fmt: skip
ENGLISH = re.compile(
    r"\b(the|your|you|please|sign (in|up|out)|password|email|remember me|remove|delete|change|"
    r"activate|deactivate|forgot(ten)?|this|code again|already|name:|submit|cancel|required)\b",
    re.IGNORECASE,
)
LOOSE = re.compile(r"<script.*?</script>|<style.*?</style>|<[^>]+>", re.DOTALL)
SPOKEN = re.compile(r'(?:alt|title|placeholder|aria-label)="([^"]*)"')


def english_in(page: str) -> str:
    words = LOOSE.sub(" ", page).replace("English", "") + " ".join(SPOKEN.findall(page))
    return " ".join(sorted({match[0].lower() for match in ENGLISH.finditer(words)}))


def pages_of(client, names) -> dict[str, str]:
    pages = {}
    for name in names:
        response = client.get(reverse(name))
        assert response.status_code == 200, name
        pages[name] = response.content.decode()
    return pages


def test_public_pages_are_dutch(client) -> None:
    pages = pages_of(client, OPEN)
    assert {name: english_in(page) for name, page in pages.items()} == dict.fromkeys(OPEN, "")


def test_public_pages_with_errors_are_dutch(client, alice) -> None:
    wrong = {
        "account_login": {"login": "x", "password": ""},
        "account_signup": {"email": "x", "password1": "a", "password2": "b"},
        "account_reset_password": {"email": ""},
    }
    pages = {name: client.post(reverse(name), data) for name, data in wrong.items()}
    found = {name: english_in(page.content.decode()) for name, page in pages.items()}
    assert found == dict.fromkeys(wrong, "")


def test_own_pages_are_dutch(alice, client_of) -> None:
    client = client_of(alice)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    pages = pages_of(client, OWN)
    assert {name: english_in(page) for name, page in pages.items()} == dict.fromkeys(OWN, "")


def test_own_pages_with_a_second_step_are_dutch(alice, client_of) -> None:
    with_second_factor(alice)
    key = Authenticator.objects.create(
        user=alice, type=Authenticator.Type.WEBAUTHN, data={"name": "Sleutel"}
    )
    client = client_of(alice)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_generate_recovery_codes"))
    pages = pages_of(client, WITH_FACTOR)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        pages[name] = client.get(reverse(name, args=[key.pk])).content.decode()
    assert {name: english_in(page) for name, page in pages.items()} == dict.fromkeys(pages, "")


def test_messages_of_the_library_are_dutch(alice, client_of) -> None:
    client = client_of(alice)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    new = "nog een lang wachtwoord"
    page = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
        follow=True,
    ).content.decode()
    assert "Uw wachtwoord is gewijzigd." in page
    assert english_in(page) == ""


def test_there_is_a_letter_for_every_mail_the_library_sends() -> None:
    source = Path(allauth.__file__).parent
    asked = set()
    for path in [*source.glob("account/**/*.py"), *source.glob("mfa/**/*.py")]:
        asked |= set(re.findall(r"\"((?:account|mfa)/email/\w+)\"", path.read_text()))
    by_code = {"account/email/login_code", "account/email/password_reset_code"}
    assert asked - by_code <= set(MAILS)
    assert "account/email/email_confirmation_signup" in MAILS


def test_account_keeps_names_and_language_and_mails_follow(alice, client_of) -> None:
    client_of(alice).post(
        reverse("community:account"),
        {"first_name": "Alicia", "last_name": "Proef", "language": "en"},
    )
    alice.refresh_from_db()
    assert (alice.first_name, alice.language) == ("Alicia", "en")
    assert Address.objects.get(user=alice).language == "en"
    noted = Activity.objects.get(verb="community.account.changed")
    assert noted.data == {"fields": ["first_name", "language"]}


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 600)) -> SimpleUploadedFile:
    """A photo as a phone makes it: with a place in it."""
    kept, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Toestel van Alice"
    Image.new("RGB", size, "teal").save(kept, kind, exif=exif)
    return SimpleUploadedFile(f"foto.{kind.lower()}", kept.getvalue(), f"image/{kind.lower()}")


def send_picture(client, upload) -> object:
    data = {"first_name": "Alice", "last_name": "Proef", "language": "nl", "avatar": upload}
    return client.post(reverse("community:account"), data)


def test_photo_becomes_a_small_square_without_place_or_camera(alice, client_of) -> None:
    send_picture(client_of(alice), picture())
    alice.refresh_from_db()
    with alice.avatar.open() as file:
        bytes_kept = file.read()
    kept = Image.open(BytesIO(bytes_kept))
    assert (kept.format, kept.size) == ("WEBP", (256, 256))
    assert b"Toestel" not in bytes_kept
    assert "foto" not in alice.avatar.name


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", "image/jpeg"), "afbeelding"),
        (picture("GIF"), "Kies een foto in JPEG, PNG of WebP."),
        (SimpleUploadedFile("x.png", picture("PNG").read() + b"0" * 2_100_000), "2 MB"),
    ],
)
def test_photo_that_is_none_is_refused(alice, client_of, upload, words) -> None:
    page = send_picture(client_of(alice), upload).content.decode()
    assert words in page
    alice.refresh_from_db()
    assert not alice.avatar


def test_account_is_ones_own(alice, bob, client_of) -> None:
    page = client_of(bob).get(reverse("community:account")).content.decode()
    assert "bob@gent.example" in page
    assert "alice" not in page.lower()


def test_confirm_email_known_from_a_subscription_joins_the_account(db) -> None:
    waiting = Address.objects.create(channel="email", value="x@y.example")
    user = User.objects.create_user("x@y.example")
    assert confirm_email(user=user, email="X@y.example").pk == waiting.pk
    waiting.refresh_from_db()
    assert (waiting.user, waiting.is_confirmed) == (user, True)
