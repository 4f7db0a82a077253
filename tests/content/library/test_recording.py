"""The recording of an event: in the library for its readers, and on its page, in one go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from community.activity.services import pay_owed
from community.events.models import Material
from content.library.models import LibraryDocument
from content.library.rules import visible_to
from content.library.services import approve, shelve_recording
from tests.content.library.shelf import stored
from tests.factories import events as make
from tests.factories.films import CAPTIONS, webm
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(alice, bob):
    """For members; Bob is the host, Alice was there."""
    made = make.event(title="Logboeken lezen")
    made.hosts.set([bob])
    make.seat(made, alice)
    make.take_place_before(made)
    return made


def film(name: str = "opname.webm") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, webm(2))


def words_file(name: str = "opname.vtt", text: str = CAPTIONS) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def send(client, event, **given):
    data = {"title": "Opname van de workshop", "file": film(), "captions": words_file()} | given
    given = {name: value for name, value in data.items() if value or name == "title"}
    return client.post(f"/agenda/{event.pk}/opname/", given)


def main(response):
    assert response.status_code == 200, response.status_code
    return html.fromstring(response.content.decode()).xpath("//main")[0]


def said(response) -> str:
    return " ".join(main(response).text_content().split())


def links(response) -> list[str]:
    return main(response).xpath(".//section[@aria-labelledby='left']//a/@href")


def test_an_editor_puts_it_in_the_library_and_on_the_page(event, editor, alice, client_of):
    answer = send(client_of(editor), event)
    pay_owed()
    document = LibraryDocument.objects.select_related("current").get()
    material = Material.objects.get()

    assert answer["Location"] == f"/agenda/{event.pk}/materiaal/"
    assert (document.title, document.kind, document.audience, document.status) == (
        "Opname van de workshop", "opname", "leden", "gepubliceerd",
    )  # fmt: skip
    assert (document.author, document.year) == (event.organisation, event.starts_at.year)
    assert (document.form, document.current.captions.form) == ("video", "captions")
    assert (material.kind, material.captions, material.document) == (
        "opname", "ondertiteld", f"content.document:{document.pk}",
    )  # fmt: skip
    shown = client_of(alice).get(f"/agenda/{event.pk}/")
    assert links(shown) == [f"/bibliotheek/{document.pk}/"]
    page = main(client_of(alice).get(f"/bibliotheek/{document.pk}/"))
    assert page.xpath(".//video/track/@src") == [f"/bibliotheek/{document.pk}/ondertitels/"]
    kept = client_of(alice).get(f"/bibliotheek/{document.pk}/ondertitels/")
    assert b"".join(kept).decode() == CAPTIONS


def test_a_host_proposes_it_and_the_link_follows_the_editors(event, bob, alice, editor, client_of):
    assert "wacht op de redactie" not in said(client_of(bob).get(f"/agenda/{event.pk}/materiaal/"))
    send(client_of(bob), event)
    pay_owed()
    document = LibraryDocument.objects.get()
    assert (document.status, links(client_of(alice).get(f"/agenda/{event.pk}/"))) == (
        "voorgesteld", [],
    )  # fmt: skip

    approve(document=document, actor=editor)
    pay_owed()
    assert links(client_of(alice).get(f"/agenda/{event.pk}/")) == [f"/bibliotheek/{document.pk}/"]


@pytest.mark.parametrize("audience", ["publiek", "leden", "besturen"])
def test_it_is_for_the_readers_of_the_event(audience, event, editor, alice, newcomer, supplier):  # fmt: skip
    maker = make_user("maker@leverancier.example", "Maarten")
    make_member(maker, supplier)
    event.audience = audience
    event.save(update_fields=("audience",))
    file = stored(editor, "opname.vtt", CAPTIONS)
    made = shelve_recording(
        event=event, actor=editor, title="Opname", file=file, exception_reason="Bezig",
        exception_until=timezone.localdate() + timedelta(days=9),
    )  # fmt: skip
    readers = {
        name for name, user in (("alice", alice), ("newcomer", newcomer), ("supplier", maker))
        if visible_to(user).filter(pk=made.pk).exists()
    }  # fmt: skip

    assert readers == {
        "publiek": {"alice", "newcomer", "supplier"}, "leden": {"alice", "supplier"},
        "besturen": {"alice"},
    }[audience]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "field", "why"),
    [
        ({"captions": ""}, "captions", "Kies de ondertitels, of zeg onderaan waarom"),
        ({"captions": "", "exception_reason": "Bezig"}, "exception_until", "in de toekomst"),
        ({"captions": "", "exception_until": "2031-01-01"}, "exception_reason", "Zeg waarom"),
        ({"captions": "", "exception_reason": "x", "exception_until": "2020-01-01"},
         "exception_until", "in de toekomst"),
        ({"file": ""}, "file", "Kies het bestand met de opname."),
        ({"title": ""}, "title", "Geef de opname een titel."),
    ],
)  # fmt: skip
def test_what_is_missing_stands_beside_its_field(given, field, why, event, editor, client_of):
    page = main(send(client_of(editor), event, **given))
    (beside,) = page.xpath(f".//*[@id='id_{field}_error']")

    assert why in " ".join(beside.text_content().split())
    assert (LibraryDocument.objects.count(), Material.objects.count()) == (0, 0)


def test_a_text_is_no_recording_and_a_film_no_captions(event, editor, client_of):
    client = client_of(editor)
    assert "Dit is geen video" in said(send(client, event, file=words_file("a.vtt")))
    assert "een .vtt-bestand" in said(send(client, event, captions=film("b.webm")))
    assert LibraryDocument.objects.count() == 0


def test_what_was_taken_in_stays_when_another_field_is_wrong(event, editor, client_of):
    page = main(send(client_of(editor), event, title=""))
    keys = {name: page.xpath(f".//input[@type='hidden'][@name='{name}']/@value") for name in ("file", "captions")}  # fmt: skip
    assert [len(each) for each in keys.values()] == [1, 1]

    send(client_of(editor), event, file=keys["file"][0], captions=keys["captions"][0])
    assert LibraryDocument.objects.get().current.captions is not None


def test_sending_it_twice_makes_one_recording(event, editor, client_of):
    client = client_of(editor)
    page = main(send(client, event, title=""))
    keys = {name: page.xpath(f".//input[@type='hidden'][@name='{name}']/@value")[0] for name in ("file", "captions")}  # fmt: skip
    answers = [send(client, event, **keys)["Location"] for _ in range(2)]

    assert answers == [f"/agenda/{event.pk}/materiaal/"] * 2
    assert (LibraryDocument.objects.count(), Material.objects.count()) == (1, 1)
    again = said(send(client, event, captions=keys["captions"]))
    assert "Deze ondertitels horen bij een andere opname." in again


def test_only_who_keeps_the_list_and_not_before_it_began(event, alice, bob, editor, client_of):
    assert client_of(alice).get(f"/agenda/{event.pk}/opname/").status_code == 404
    assert client_of(bob).get(f"/agenda/{event.pk}/opname/").status_code == 200
    ahead = make.event(title="Nog niet")
    assert client_of(editor).get(f"/agenda/{ahead.pk}/opname/").status_code == 404
    assert "Opname toevoegen" not in said(client_of(editor).get(f"/agenda/{ahead.pk}/materiaal/"))
    assert "Opname toevoegen" in said(client_of(bob).get(f"/agenda/{event.pk}/materiaal/"))


def test_more_recordings_ask_no_more_questions(event, editor, client_of):
    client, counts = client_of(editor), []
    for number in (1, 2):
        for _ in range(number):
            send(client, event)
        pay_owed()
        client.get(f"/agenda/{event.pk}/materiaal/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/agenda/{event.pk}/materiaal/")
        counts.append(len(asked))

    assert (Material.objects.count(), counts[0]) == (3, counts[1])
