"""The page of those who look after the files."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.activity.models import Activity
from community.files.enums import FileState, PictureState, TextState
from community.files.models import StoredFile
from community.files.reading import read_one
from community.files.services import try_again

pytestmark = pytest.mark.django_db
PAGE = "/platform/bestanden/"


@pytest.fixture
def four(keep):
    """One of every state, by the name of its state."""
    states = {
        "goed.txt": {},
        "wacht.txt": {"state": FileState.QUARANTINED, "error": "clamd zwijgt"},
        "virus.txt": {
            "state": FileState.REFUSED, "refused_because": "virus", "refused_detail": "Eicar",
        },
        "stuk.txt": {"text_state": TextState.FAILED, "error": "broken"},
    }  # fmt: skip
    for name, changes in states.items():
        file = keep(name, name.encode())
        StoredFile.objects.filter(pk=file.pk).update(**{"text_state": TextState.DONE} | changes)


def names(response) -> list[str]:
    return [each.name for each in response.context["page"]]


def test_it_tells_how_each_file_fares_and_why(client_of, editor, four):
    response = client_of(editor).get(PAGE)
    words = " ".join(response.content.decode().split())

    assert names(response) == ["stuk.txt", "virus.txt", "wacht.txt", "goed.txt"]
    assert "virus gevonden: Eicar" in words
    assert "beschadigd of op een onbekende wijze gemaakt" in words
    assert "clamd zwijgt" in words
    assert "1 in quarantaine, van 1 kon de tekst niet gelezen worden." in words
    assert "Er is geen virusscanner ingesteld" in words
    assert words.count("Opnieuw proberen") == 2


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("toestand=nakijken", ["wacht.txt"]),
        ("toestand=geweigerd", ["virus.txt"]),
        ("toestand=mislukt", ["stuk.txt"]),
        ("toestand=bezig", []),
        ("doel=proef.bestand&q=GOED", ["goed.txt"]),
        ("toestand=onzin", ["stuk.txt", "virus.txt", "wacht.txt", "goed.txt"]),
    ],
)
def test_it_is_filtered(client_of, editor, four, asked, found):
    assert names(client_of(editor).get(f"{PAGE}?{asked}")) == found


def test_three_rows_cost_as_many_questions_as_one(client_of, editor, keep):
    client = client_of(editor)
    keep("0.txt", b"0")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    keep("1.txt", b"1")
    keep("2.txt", b"2")
    with CaptureQueriesContext(connection) as three:
        client.get(PAGE)

    assert len(three) == len(one)


def test_only_editors_see_it(client_of, alice, charlie, helpdesk, editor):
    for other in (alice, charlie, helpdesk):
        assert client_of(other).get(PAGE).status_code == 403
    assert client_of(editor).get(PAGE).status_code == 200


def test_what_failed_is_read_again_when_asked(client_of, editor, keep):
    file = keep("a.txt", b"woord")
    StoredFile.objects.update(
        text_state=TextState.FAILED, error="time", attempts=3, picture=PictureState.FAILED
    )
    response = client_of(editor).post(
        reverse("community:stored-file-again", args=[file.key]), follow=True
    )

    assert [str(each) for each in response.context["messages"]] == [
        "Het bestand wordt opnieuw geprobeerd."
    ]
    assert Activity.objects.filter(verb="community.file.tried_again", actor=editor).count() == 1
    read_one()
    file.refresh_from_db()
    assert (file.text_state, file.error) == (TextState.DONE, "")


def test_what_is_refused_or_fine_is_not_tried_again(keep, editor):
    file = keep("a.txt", b"woord")
    read_one()

    assert not try_again(file=file, actor=editor)
    StoredFile.objects.update(state=FileState.REFUSED, refused_because="virus")
    assert not try_again(file=file, actor=editor)
    assert Activity.objects.filter(verb="community.file.tried_again").count() == 0
