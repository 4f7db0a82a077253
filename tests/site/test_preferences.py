from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cookie", "language"), [("", "nl"), ("en", "en"), ("nl", "nl"), ("xx", "nl"), ("../..", "nl")]
)
def test_language_is_dutch_unless_chosen(client, cookie, language):
    if cookie:
        client.cookies["django_language"] = cookie

    page = client.get("/privacy/", headers={"accept-language": "fr-BE,en;q=0.8"})

    assert f'<html lang="{language}"' in page.content.decode()
    assert page.headers["Content-Language"] == language


@pytest.mark.parametrize(("sent", "kept"), [("dark", "dark"), ("light", "light"), ("pink", "")])
def test_theme_is_kept_in_a_cookie(client, sent, kept):
    answer = client.post("/weergave/", {"theme": sent, "next": "/privacy/"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/privacy/")
    assert answer.cookies["theme"].value == kept


def test_theme_never_sends_one_elsewhere(client):
    answer = client.post("/weergave/", {"theme": "dark", "next": "https://elders.example/"})

    assert answer.headers["Location"] == "/"
