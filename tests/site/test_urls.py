"""The doors of the libraries we use: none of them leads past the second step at sign-in."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from vlavirgem.navigation import dead_entries

from content.access import keep_access
from tests.people import PASSWORD, make_user, with_second_factor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("door", "leads_to"),
    [
        ("/cms/login/?next=/cms/pages/", "/account/login/?next=/cms/pages/"),
        ("/_util/login/?next=/", "/account/login/?next=/"),
        ("/beheer/login/?next=/beheer/", "/account/login/?next=%2Fbeheer%2F"),
        ("/cms/password_reset/", "/account/password/reset/"),
        ("/cms/password_reset/confirm/MQ/set-password/", "/account/password/reset/"),
    ],
)  # fmt: skip
def test_foreign_door_leads_to_ours(door, leads_to, client):
    response = client.get(door)

    assert (response.status_code, response["Location"]) == (302, leads_to)


@pytest.mark.parametrize("door", ["/cms/login/", "/_util/login/", "/beheer/login/"])
def test_foreign_door_takes_no_password(door, client):
    user = make_user("super@platform.example", is_staff=True, is_superuser=True)
    client.post(door, {"username": user.email, "login": user.email, "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_wagtails_account_page_gives_way_to_ours(editor, client_of):
    keep_access(user_id=editor.pk)
    for method in ("get", "post"):
        response = getattr(client_of(editor), method)(
            "/cms/account/", {"name_email-email": "x@y.example"}
        )
        assert response["Location"] == "/mijn-account/"
    assert get_user_model().objects.get(pk=editor.pk).email == editor.email


def test_admin_is_for_staff(alice, editor, client_of):
    for person in (alice, editor):
        response = client_of(person).get("/beheer/", follow=True)
        assert response.status_code == 403
    boss = make_user("super@platform.example", is_staff=True, is_superuser=True)
    assert client_of(boss).get("/beheer/")["Location"] == "/account/tweestaps/"
    with_second_factor(boss)
    assert client_of(boss).get("/beheer/").status_code == 200


@pytest.fixture
def upload(settings, tmp_path):
    """A file under MEDIA_ROOT, which is this test's alone."""
    settings.MEDIA_ROOT = tmp_path

    def put(name: str) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\x89PNG proef")
        return f"/media/{name}"

    return put


def test_media_gives_pictures_to_all_and_faces_to_members(upload, client, alice, client_of):
    picture, face = upload("images/proef.png"), upload("avatars/proef.png")

    assert b"".join(client.get(picture).streaming_content) == b"\x89PNG proef"
    assert client.get(face)["Location"] == f"/account/login/?next={face}"
    assert b"".join(client_of(alice).get(face).streaming_content) == b"\x89PNG proef"


@pytest.mark.parametrize("name", ["documents/geheim.pdf", "geheim.png", "original_images/x.png"])
def test_media_gives_nothing_else(name, upload, client_of, alice):
    assert client_of(alice).get(upload(name)).status_code == 404


@pytest.mark.parametrize(
    "path", ["images/../documents/geheim.pdf", "images/%2e%2e/documents/geheim.pdf"]
)
def test_media_cannot_be_climbed(path, upload, client):
    upload("documents/geheim.pdf")

    assert client.get(f"/media/{path}").status_code == 400


def test_document_asks_to_sign_in(client):
    assert (
        client.get("/documenten/1/x.pdf")["Location"] == "/account/login/?next=/documenten/1/x.pdf"
    )


def test_menu_leads_nowhere_dead():
    assert dead_entries() == []
