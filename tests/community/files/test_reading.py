"""Words and pictures taken out apart, by a process that may die."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils.timezone import now
from PIL import Image

from community.activity.models import Activity
from community.files.claiming import claim
from community.files.enums import PictureState, TextState, Unread
from community.files.models import FileText, StoredFile
from community.files.pictures import picture_response, preview_of
from community.files.processes import Limits, NotRead, run_apart
from community.files.reading import LEASE, MOST_ATTEMPTS, read_one
from community.files.working import work
from tests.community.files import makers

pytestmark = pytest.mark.django_db
SHEET = (
    b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    b"<sheetData>ROWS</sheetData></worksheet>"
)
VTT = (
    "WEBVTT\n\nNOTE van de maker\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Els>Welkom bij</v>\n\n"
    "00:00:05.000 --> 00:00:06.000 align:start\nde opleiding.\n"
)


def due() -> None:
    StoredFile.objects.update(not_before=now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("name", "content", "text", "pages"),
    [
        ("a.pdf", makers.written_pdf("Eerste blad", "Tweede blad"), "Eerste blad\fTweede blad", 2),
        ("a.docx", makers.word("Kwetsbaar", "Herstel"), "Kwetsbaar\nHerstel", None),
        (
            "a.xlsx",
            makers.sheet(("Gent", 9000), ("Aalst", 9300)),
            "Sheet\nGent 9000\nAalst 9300",
            1,
        ),
        ("a.pptx", makers.slides("Welkom", "Einde"), "Welkom\fEinde", 2),
        ("a.odt", makers.odt("Eerste", "Tweede"), "Eerste\nTweede", None),
        ("a.vtt", VTT.encode(), "Welkom bij\nde opleiding.", None),
        ("a.txt", "Geüpdatet naar .NET\r\n".encode(), "Geüpdatet naar .NET", None),
        ("a.md", b"# Kop\n\ntekst", "# Kop\n\ntekst", None),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("a.") else "",
)
def test_the_words_are_taken_out(keep, name, content, text, pages):
    file = keep(name, content)
    assert file.text_state == TextState.WAITING

    assert read_one()
    assert not read_one()

    file.refresh_from_db()
    assert (file.text_state, file.pages, file.text.text) == (TextState.DONE, pages, text)
    assert Activity.objects.filter(verb="community.file.text_read", data__file=file.pk).count() == 1


def test_what_no_database_keeps_is_left_out(keep):
    file = keep("a.txt", "voor\x01na\ufffe".encode())
    read_one()

    assert FileText.objects.get(file=file).text == "voor na"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.png", makers.picture(width=900, height=600)), ("a.pdf", makers.written_pdf("Dag"))],
)
def test_a_small_picture_is_made(keep, name, content):
    file = keep(name, content)
    assert preview_of(file) is None
    read_one()

    file.refresh_from_db()
    assert file.picture == PictureState.MADE
    with Image.open(preview_of(file)) as image:
        assert (image.format, max(image.size)) == ("WEBP", 480)
    assert picture_response(file)["Content-Type"] == "image/webp"


def test_an_image_has_no_text_and_waits_no_longer(keep):
    file = keep("a.png", makers.picture())
    read_one()

    file.refresh_from_db()
    assert (file.text_state, file.picture) == (TextState.NONE, PictureState.MADE)
    assert not read_one()


def test_no_picture_is_a_404(keep):
    with pytest.raises(Http404):
        picture_response(keep("a.txt", b"woord"))


def test_a_file_that_cannot_be_read_is_tried_again_and_then_failed(keep):
    file = keep("a.pdf", b"%PDF-1.4\nkapot\n%%EOF\n")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert read_one()
        file.refresh_from_db()
        assert file.attempts == attempt
        assert not read_one()
        due()

    assert (file.text_state, file.error) == (TextState.FAILED, Unread.BROKEN)
    assert file.picture == PictureState.FAILED
    assert not read_one()
    assert Activity.objects.filter(verb="community.file.text_failed").count() == 1


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(seconds=0.01), Unread.TIME),
        (Limits(memory=20_000_000), Unread.MEMORY),
    ],
)
def test_what_is_too_heavy_says_so(keep, limits, why):
    file = keep("a.docx", makers.word("Zwaar"))
    read_one(limits)

    file.refresh_from_db()
    assert (file.text_state, file.error) == (TextState.WAITING, why)
    due()
    read_one()
    file.refresh_from_db()
    assert (file.text_state, file.error) == (TextState.DONE, "")


def test_a_process_that_computes_too_long_is_ended(tmp_path):
    rows = b"<row><c t='n'/></row>" * 3_000_000
    path = tmp_path / "groot.xlsx"
    path.write_bytes(
        makers.replaced(
            makers.sheet((1,)), "xl/worksheets/sheet1.xml", SHEET.replace(b"ROWS", rows)
        )
    )

    with pytest.raises(NotRead) as ended:
        run_apart(
            "words", "x.spreadsheetml.sheet", path, limits=Limits(cpu=1, memory=8 << 30)
        )  # fmt: skip
    assert ended.value.code == Unread.TIME


def test_a_killed_reader_is_followed_by_another(keep):
    file = keep("a.txt", b"woord")
    claim(StoredFile.objects.to_read(), LEASE)
    StoredFile.objects.update(text_state=TextState.RUNNING)
    assert not read_one()
    due()

    assert read_one()
    file.refresh_from_db()
    assert file.text_state == TextState.DONE


def test_one_that_ends_its_readers_is_given_up(keep):
    file = keep("a.txt", b"woord")
    StoredFile.objects.update(attempts=MOST_ATTEMPTS, text_state=TextState.RUNNING)
    read_one()

    file.refresh_from_db()
    assert (file.text_state, file.error) == (TextState.FAILED, Unread.INTERRUPTED)


def test_the_process_sees_nothing_of_our_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    monkeypatch.setenv("PYTHONSTARTUP", "/nergens")
    path = tmp_path / "a.txt"
    path.write_text("dag")

    assert run_apart("words", "text/plain", path) == {"text": "dag", "pages": None}


def test_a_file_that_points_outside_is_not_followed(keep, tmp_path):
    (tmp_path / "geheim").write_text("geheim")
    content = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/geheim">]>'
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        "<text:p>voor &e; na</text:p></office:document-content>"
    )
    file = keep(
        "a.odt",
        makers.packed(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "content.xml": content.encode(),
            }
        ),
    )
    read_one()

    assert FileText.objects.filter(file=file, text__contains="geheim").count() == 0


def test_one_turn_scans_first_and_then_reads(clamd, keep):
    file = keep("a.txt", b"woord")

    assert work() == 2
    file.refresh_from_db()
    assert (file.state, file.text_state) == ("clean", "done")
