"""The screens of the library: found, offered, described, decided and kept."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from community.activity.models import Activity
from community.activity.services import pay_owed
from community.files.enums import FileForm, FileState, PictureState, TextState
from community.files.models import FileText, StoredFile
from community.files.services import store
from content.library.enums import LIBRARY, Readers, Status
from content.library.models import CollectionReaders, DownloadDay, LibraryDocument, Theme
from content.library.services import bring_in, propose
from content.library.services.describing import apply
from tests.community.files import makers
from tests.content.library.shelf import published, read, stored

pytestmark = pytest.mark.django_db
LIST = "/bibliotheek/"


@pytest.fixture
def theme() -> Theme:
    return Theme.objects.create(name="Veiligheid", slug="veiligheid")


def titles(client: Client, query: str = "") -> list[str]:
    page = client.get(f"{LIST}{query}")
    return [each.document.title for each in page.context["found"].rows]


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def facts(**others: object) -> dict[str, object]:
    return {
        "title": "Model", "kind": "sjabloon", "licence": "cc0", "audience": "leden",
    } | others  # fmt: skip


# ── Finding ─────────────────────────────────────────────────────────────────────────────


def test_facets_narrow_and_count_what_is_found(editor, alice, client_of, theme, gent, aalst):
    published(editor, "Back-up", kind="leidraad", themes=[theme], author=gent, year=2024)
    published(editor, "Paswoorden", kind="sjabloon", themes=[theme], author=aalst, year=2026)
    published(editor, "Archief", kind="sjabloon", licence="cc0", year=2026)
    client = client_of(alice)

    assert set(titles(client, "?thema=veiligheid")) == {"Back-up", "Paswoorden"}
    assert titles(client, f"?organisatie={gent.pk}") == ["Back-up"]
    assert set(titles(client, "?soort=sjabloon&jaar=2026")) == {"Paswoorden", "Archief"}
    assert titles(client, "?soort=sjabloon&licentie=cc0") == ["Archief"]
    assert titles(client, "?vorm=text&sorteer=titel") == ["Archief", "Back-up", "Paswoorden"]
    assert len(titles(client, "?thema=onzin&jaar=x&vorm=exe&page=99&sorteer=y&tab=z")) == 3
    shown = {
        each["name"]: {value["label"]: value["count"] for value in each["values"]}
        for each in client.get(LIST).context["facets"]
    }
    assert shown["theme"] == {"Veiligheid": 2}
    assert shown["kind"] == {"Leidraad of handleiding": 1, "Sjabloon": 2}
    assert shown["year"] == {"2026": 2, "2024": 1}


def test_most_downloaded_first(editor, alice, client_of):
    first, second = published(editor, "Een"), published(editor, "Twee")
    client = client_of(alice)
    assert titles(client) == ["Twee", "Een"]
    for _n in range(2):
        list(client.get(first.url).streaming_content)

    assert titles(client, "?sorteer=gedownload") == ["Een", "Twee"]
    assert DownloadDay.objects.get(document=first).count == 2
    assert not DownloadDay.objects.filter(document=second).exists()


def test_a_word_inside_is_shown_with_its_page_and_lit_up_and_escaped(editor, alice, client_of):
    document = published(editor, "Handboek")
    read(document, "voorblad", "het <b>noodplan</b> hangt in de gang")

    html = client_of(alice).get(f"{LIST}?q=noodplan").content.decode()
    assert "p. 2" in html
    assert "&lt;b&gt;<mark>noodplan</mark>&lt;/b&gt;" in html


def test_only_some_of_the_words_is_better_than_nothing(editor, alice, client_of):
    published(editor, "Noodplan")
    page = client_of(alice).get(f"{LIST}?q=noodplan+zwembad")

    assert page.context["found"].is_loose
    assert "Niets heeft al deze woorden" in page.content.decode()


@pytest.mark.parametrize("asked", ["'", "a & b", "!!", "\x00", "\\", "(((", "%", "-", "<script>"])
def test_no_question_is_an_error(editor, alice, client_of, asked):
    published(editor)
    assert client_of(alice).get(LIST, {"q": asked}).status_code == 200


@pytest.mark.parametrize("query", ["", "?q=leidraad", "?tab=recent"])
def test_the_number_of_queries_does_not_grow(editor, alice, client_of, theme, query):
    client = client_of(alice)

    def asked() -> int:
        client.get(f"{LIST}{query}")
        with CaptureQueriesContext(
            connection,
        ) as context:
            assert client.get(f"{LIST}{query}").status_code == 200
        return len(context)

    def add(number: int) -> None:
        document = published(editor, f"Leidraad {number}", themes=[theme])
        client.get(f"{LIST}{document.pk}/")

    add(1)
    one = asked()
    add(2)
    add(3)
    assert asked() == one


def test_the_feed_tells_of_what_everybody_may_read_alone(editor):
    public = published(editor, "Open leidraad")
    for audience in (Readers.MEMBERS, Readers.GOVERNMENTS, Readers.CHOSEN):
        published(editor, f"Besloten {audience}", audience=audience)
    page = Client().get("/bibliotheek/nieuw.atom")
    feed = etree.fromstring(page.content)

    space = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("//a:entry/a:title/text()", namespaces=space) == ["Open leidraad"]
    (link,) = feed.xpath("//a:entry/a:link/@href", namespaces=space)
    assert link.endswith(f"{LIST}{public.pk}/")


def test_recent_and_favourites(editor, alice, client_of):
    document = published(editor, "Blad")
    client = client_of(alice)
    assert (titles(client, "?tab=recent"), titles(client, "?tab=favorieten")) == ([], [])
    client.get(f"{LIST}{document.pk}/")
    client.post(f"{LIST}{document.pk}/favoriet/", {"wanted": "ja"})

    assert (titles(client, "?tab=recent"), titles(client, "?tab=favorieten")) == (
        ["Blad"],
        ["Blad"],
    )
    assert "Favoriet: weghalen" in client.get(f"{LIST}{document.pk}/").content.decode()


# ── Offering ────────────────────────────────────────────────────────────────────────────


def test_a_member_proposes_and_the_editor_publishes(alice, charlie, editor, client_of):
    sent = facts(upload=upload("blad.docx", makers.word("De waterput")), description="Kort.")
    there = client_of(alice).post(f"{LIST}voorstellen/", sent)["Location"]
    assert client_of(charlie).get(there).status_code == 404
    assert "Dit is een voorstel" in client_of(alice).get(there).content.decode()
    desk = client_of(editor).get(f"{LIST}redactie/").content.decode()
    assert there in desk

    client_of(editor).post(f"{there}publiceren/")
    pay_owed()
    assert titles(client_of(charlie)) == ["Model"]


def test_a_refused_file_is_said_beside_its_field_and_nothing_typed_is_lost(alice, client_of):
    sent = facts(upload=upload("blad.docx", b"dit is geen docx"), description="Mijn woorden.")
    page = client_of(alice).post(f"{LIST}voorstellen/", sent)

    assert list(page.context["form"].errors) == ["upload"]
    assert "Mijn woorden." in page.content.decode()
    assert (LibraryDocument.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_rejecting_asks_for_a_reason(alice, editor, client_of):
    made = propose(file=stored(alice), actor=alice, facts={"title": "Blad"})
    client, there = client_of(editor), f"{LIST}{made.pk}/"

    page = client.post(f"{there}afwijzen/", {"reason": " "})
    assert "Zeg waarom" in page.content.decode()
    client.post(f"{there}afwijzen/", {"reason": "Staat er al."})
    assert "Staat er al." in client_of(alice).get(there).content.decode()


def test_a_heap_becomes_drafts_that_are_described_and_published(editor, alice, client_of, theme):
    client = client_of(editor)
    heap = [
        upload("Een_blad.docx", makers.word("een")), upload("twee.xlsx", makers.sheet(("a", 1))),
        upload("drie.exe", b"MZ\x90"),
    ]  # fmt: skip
    page = client.post(f"{LIST}opladen/", {"upload": heap}, follow=True)
    said = page.content.decode()
    assert "2 documenten staan klaar" in said
    assert "drie.exe" in said
    first, second = LibraryDocument.objects.order_by("pk")
    assert (first.title, second.title) == ("Een blad", "twee")

    rows = {f"d{each.pk}-{name}": value for each in (first, second) for name, value in
            facts(title=each.title).items()}  # fmt: skip
    every = rows | {
        "pick": [first.pk, second.pk], "apply": "1", "audience": "publiek", "theme": theme.pk,
    }  # fmt: skip
    grid = client.post(f"{LIST}opladen/raster/", every)
    assert [each.row["audience"].value() for each in grid.context["drafts"]] == ["publiek"] * 2
    assert {each.status for each in LibraryDocument.objects.all()} == {Status.DRAFT}

    chosen = rows | {"pick": [first.pk], "publish": "1", f"d{first.pk}-themes": [theme.pk]}
    client.post(f"{LIST}opladen/raster/", chosen)
    pay_owed()
    assert titles(client_of(alice)) == ["Een blad"]
    assert list(LibraryDocument.objects.drafts_of(editor)) == [second]


def test_a_row_that_is_not_right_keeps_all_as_it_was(editor, client_of):
    client = client_of(editor)
    client.post(f"{LIST}opladen/", {"upload": [upload("a.txt", b"een"), upload("b.txt", b"twee")]})
    first, second = LibraryDocument.objects.order_by("pk")
    sent = {f"d{first.pk}-{k}": v for k, v in facts(title="Goed").items()}
    sent |= {f"d{second.pk}-{k}": v for k, v in facts(title="").items()}

    page = client.post(
        f"{LIST}opladen/raster/", sent | {"pick": [first.pk, second.pk], "publish": "1"}
    )
    html = page.content.decode()
    assert ("Geef het document een titel." in html, 'value="Goed"' in html) == (True, True)
    assert LibraryDocument.objects.drafts_of(editor).count() == 2


def test_all_pages_of_the_grid_are_described_and_published_at_once(editor, client_of, theme):
    made = bring_in(
        files=[stored(editor, f"blad {n}.txt", f"{n}") for n in range(30)], actor=editor
    )
    made[3].themes.add(Theme.objects.create(name="Archief", slug="archief"))
    client, grid = client_of(editor), f"{LIST}opladen/raster/"

    def rows(page: int) -> dict[str, str]:
        shown = client.get(grid, {"page": page}).context["drafts"]
        return {f"d{each.pk}-{name}": value for each in shown for name, value in
                facts(title=f"Nieuw {each.title}").items()}  # fmt: skip

    wanted = {"kind": "bestek", "theme": theme.pk, "licence": "", "audience": "besturen"}
    wrong = client.post(grid, rows(1) | wanted | {"all": "set", f"d{made[0].pk}-title": ""})
    assert "Er staat nog iets open" in wrong.content.decode()
    assert not LibraryDocument.objects.filter(kind="bestek").exists()

    answer = client.post(f"{grid}?page=2", rows(2) | wanted | {"all": "set"})
    assert answer["Location"] == f"{grid}?page=2"
    told = LibraryDocument.objects.filter(
        kind="bestek", audience="besturen", themes=theme, status=Status.DRAFT
    )
    assert told.count() == 30
    # What was typed on this page is kept; what another page says of its own stays as it was.
    assert told.filter(title__startswith="Nieuw", licence="cc0").count() == 5
    assert set(made[3].themes.values_list("slug", flat=True)) == {"archief", "veiligheid"}

    client.post(grid, rows(1) | {"all": "publish"})
    assert LibraryDocument.objects.published().count() == 30
    assert LibraryDocument.objects.published().filter(kind="bestek").count() == 5


def test_the_grid_warns_of_what_is_there_already(editor, client_of):
    there = published(editor, "Oud blad", text="zelfde")
    client = client_of(editor)
    client.post(f"{LIST}opladen/", {"upload": [upload("nieuw.txt", b"zelfde")]})

    html = client.get(f"{LIST}opladen/raster/").content.decode()
    assert "Staat er al: „Oud blad”" in html
    assert f'href="{LIST}{there.pk}/"' in html


def test_files_that_came_in_pieces_are_taken_by_their_key_and_only_ones_own(
    editor, alice, client_of
):
    mine, others = stored(editor, "stuk.txt", "mijn"), stored(alice, "ander.txt", "haar")
    used = published(editor).current.file
    keys = [mine.key, others.key, used.key, "geen-sleutel", "x" * 36]

    client_of(editor).post(f"{LIST}opladen/", {"upload": keys})
    (draft,) = LibraryDocument.objects.drafts_of(editor)
    assert draft.current.file == mine


def test_a_heap_is_set_out_while_it_comes_and_its_form_brings_in_the_rest_once(editor, client_of):
    client = client_of(editor)
    first, second = stored(editor, "een.txt", "een"), stored(editor, "twee.txt", "twee")
    placed = client.post(f"{LIST}opladen/", {"upload": first.key, "place": "1"})
    assert (placed.status_code, placed.content) == (204, b"")
    again = client.post(f"{LIST}opladen/", {"upload": first.key, "place": "1"})
    assert again.status_code == 204
    assert [each.title for each in LibraryDocument.objects.all()] == ["een"]
    # What the page could not place itself still lies in its form.
    done = client.post(f"{LIST}opladen/", {"upload": second.key, "placed": first.key}, follow=True)
    assert "2 documenten staan klaar" in done.content.decode()
    assert [each.title for each in LibraryDocument.objects.order_by("pk")] == ["een", "twee"]

    all_there = client.post(f"{LIST}opladen/", {"placed": [first.key, second.key]})
    assert (all_there.status_code, LibraryDocument.objects.count()) == (302, 2)
    none = client.post(f"{LIST}opladen/", {})
    assert list(none.context["form"].errors) == ["upload"]
    lost = client.post(f"{LIST}opladen/", {"upload": "geen-sleutel", "place": "1"})
    assert (lost.status_code, LibraryDocument.objects.count()) == (422, 2)


def test_what_came_in_before_the_screen_closed_is_offered_again_to_its_owner(
    editor, alice, client_of
):
    stored(editor, "verweesd.txt", "los")
    stored(alice, "ander.txt", "van Alice")
    published(editor, "Staat er")
    client = client_of(editor)
    page = client.get(f"{LIST}opladen/")
    assert [each.name for each in page.context["loose"]] == ["verweesd.txt"]

    client.post(f"{LIST}opladen/", {"upload": [each.key for each in page.context["loose"]]})
    assert LibraryDocument.objects.drafts_of(editor).get().title == "verweesd"
    assert not client.get(f"{LIST}opladen/").context["loose"]


def test_two_hundred_files_in_one_form_without_script(editor, client_of):
    heap = [upload(f"blad {n}.txt", f"woord {n}".encode()) for n in range(200)]
    page = client_of(editor).post(f"{LIST}opladen/", {"upload": heap})
    assert page.status_code == 302
    assert LibraryDocument.objects.drafts_of(editor).count() == 200


def test_the_grid_keeps_a_draft_for_the_organisations_that_its_own_page_named(
    editor, client_of, gent, alice, charlie
):
    (draft,) = bring_in(files=[stored(editor)], actor=editor)
    apply(draft, {"audience": Readers.CHOSEN, "readers": [gent]})
    client = client_of(editor)
    (row,) = client.get(f"{LIST}opladen/raster/").context["drafts"]
    shown = {f"d{draft.pk}-{name}": row.row[name].value() for name in ("title", "kind", "licence")}
    html = client.get(f"{LIST}opladen/raster/").content.decode()
    assert '<option value="gekozen" selected>' in html

    sent = shown | {f"d{draft.pk}-audience": "gekozen", "pick": draft.pk, "publish": "1"}
    client.post(f"{LIST}opladen/raster/", sent)
    pay_owed()
    assert (titles(client_of(alice)), titles(client_of(charlie))) == (["leidraad"], [])


def test_a_second_click_proposes_once_and_adds_one_version(alice, editor, client_of):
    file = stored(alice, "blad.txt", "blad")
    client = client_of(alice)
    sent = facts(upload=file.key)
    first, second = (client.post(f"{LIST}voorstellen/", sent)["Location"] for _n in range(2))
    assert (first, LibraryDocument.objects.count()) == (second, 1)

    document, other = published(editor, "Een"), published(editor, "Twee")
    newer = stored(editor, "nieuw.txt", "nieuw")
    client = client_of(editor)
    for _n in range(2):
        client.post(f"{LIST}{document.pk}/versie/", {"upload": newer.key})
    page = client.post(f"{LIST}{other.pk}/versie/", {"upload": newer.key, "note": "Mijn woorden"})
    assert page.context["form"].errors == {
        "upload": ["Dit bestand is al in gebruik. Kies het opnieuw."]
    }
    assert "Mijn woorden" in page.content.decode()
    assert (document.versions.count(), other.versions.count()) == (2, 1)


def test_a_file_stays_chosen_when_something_else_is_wrong(alice, client_of):
    sent = facts(upload=upload("blad.docx", makers.word("De waterput")), title="")
    page = client_of(alice).post(f"{LIST}voorstellen/", sent)
    (kept,) = StoredFile.objects.all()

    assert list(page.context["form"].errors) == ["title"]
    assert f'name="upload" value="{kept.key}"' in page.content.decode()


# ── Keeping ─────────────────────────────────────────────────────────────────────────────


def test_chosen_organisations_must_be_named(editor, client_of, gent):
    document = published(editor)
    address = f"{LIST}{document.pk}/wijzigen/"
    sent = facts(audience="gekozen", collection=document.collection_id, tags="a, b , a")

    page = client_of(editor).post(address, sent)
    assert list(page.context["form"].errors) == ["readers"]
    assert client_of(editor).post(address, sent | {"readers": [gent.pk]}).status_code == 302
    document.refresh_from_db()
    assert set(document.tags.names()) == {"a", "b"}
    assert list(document.readers.all()) == [gent]

    client_of(editor).post(address, sent | {"audience": "leden", "readers": [gent.pk]})
    assert list(document.readers.all()) == []


def test_a_new_version_is_what_links_give(editor, alice, client_of):
    document = published(editor, text="oud")
    old = f"{LIST}{document.pk}/versie/1/"
    page = client_of(editor).post(
        f"{LIST}{document.pk}/versie/", {"upload": upload("nieuw.txt", b"nieuw"), "note": "Beter"}
    )
    assert page.status_code == 302
    document.refresh_from_db()
    client = client_of(alice)

    assert b"".join(client.get(document.url).streaming_content) == b"nieuw"
    assert b"".join(client.get(old).streaming_content) == b"oud"
    assert "Beter" in client.get(f"{LIST}{document.pk}/").content.decode()


def test_captions_are_captions(editor, client_of):
    document = published(editor)
    sent = {"upload": upload("nieuw.txt", b"x"), "captions": upload("woorden.txt", b"geen vtt")}
    page = client_of(editor).post(f"{LIST}{document.pk}/versie/", sent)

    assert list(page.context["form"].errors) == ["captions"]
    assert document.versions.count() == 1


def test_who_answers_for_it_says_that_it_still_holds_and_others_do_not(
    editor, alice, bob, client_of
):
    document = published(editor, owner=alice, review_due=timezone.localdate())
    address = f"{LIST}{document.pk}/nagekeken/"
    later = timezone.localdate() + timedelta(days=90)

    assert (
        "Klopt dit document nog?" in client_of(alice).get(f"{LIST}{document.pk}/").content.decode()
    )
    assert client_of(bob).post(address, {"again_on": later}).status_code == 404
    past = client_of(alice).post(address, {"again_on": "2001-01-01"})
    assert "Kies een dag in de toekomst." in past.content.decode()
    client_of(alice).post(address, {"again_on": later})
    document.refresh_from_db()
    assert (document.reviewed_on, document.review_due) == (timezone.localdate(), later)


def test_archiving_and_bringing_back(editor, alice, client_of):
    document = published(editor, "Blad")
    client_of(editor).post(f"{LIST}{document.pk}/archiveren/")
    assert client_of(alice).get(document.url).status_code == 404
    assert f"{LIST}{document.pk}/" in client_of(editor).get(
        f"{LIST}redactie/?stand=gearchiveerd"
    ).content.decode()  # fmt: skip
    client_of(editor).post(f"{LIST}{document.pk}/terughalen/")
    assert client_of(alice).get(document.url).status_code == 200


def test_a_failed_reading_is_seen_and_tried_again_by_editors(editor, alice, client_of):
    document = published(editor)
    file = StoredFile.objects.filter(pk=document.current.file_id)
    file.update(text_state=TextState.FAILED, attempts=5)
    there = f"{LIST}{document.pk}/"
    words = "De tekst van dit bestand is niet te lezen"

    assert words in client_of(editor).get(there).content.decode()
    assert words not in client_of(alice).get(there).content.decode()
    client_of(editor).post(f"{there}opnieuw-lezen/")
    assert file.values_list("text_state", "attempts").get() == (TextState.WAITING, 0)
    assert Activity.objects.filter(verb="community.file.tried_again", actor=editor).count() == 1


def test_the_grid_says_whose_words_could_not_be_read(editor, client_of):
    (draft,) = bring_in(files=[stored(editor)], actor=editor)
    said = "men vindt het op titel alleen"
    client = client_of(editor)
    assert said not in client.get(f"{LIST}opladen/raster/").content.decode()
    StoredFile.objects.update(text_state=TextState.FAILED)
    html = client.get(f"{LIST}opladen/raster/").content.decode()
    assert (said in html, html.count(f'href="{LIST}{draft.pk}/"')) == (True, 2)


def test_the_words_of_an_office_document_are_shown_by_page_and_a_pdf_as_a_picture(
    editor, alice, client_of
):
    file = store(
        name="dia.pptx", content=io.BytesIO(makers.slides("een")), purpose=LIBRARY, owner=editor
    )
    (draft,) = bring_in(files=[file], actor=editor)
    FileText.objects.create(file=file, text="\f".join(f"woorden {n}" for n in range(1, 13)))
    html = client_of(editor).get(f"{LIST}{draft.pk}/").content.decode()
    assert re.findall(r"Dia (\d+)</h3><p>woorden (\d+)</p>", html) == [
        (str(n), str(n)) for n in range(1, 11)
    ]
    assert "En nog 2." in html

    document = published(editor, "Plan", audience=Readers.MEMBERS)
    small = f"{LIST}{document.pk}/bekijken/?klein=1"
    assert client_of(alice).get(small).status_code == 404
    seen = StoredFile.objects.filter(pk=document.current.file_id)
    seen.update(form=FileForm.PDF, media_type="application/pdf", picture=PictureState.MADE)
    path = document.current.file.picture_path
    path.parent.mkdir(parents=True)
    path.write_bytes(makers.picture("WEBP"))
    answer = client_of(alice).get(small)
    assert (answer["Content-Type"], answer.content) == ("image/webp", makers.picture("WEBP"))
    assert f'src="{small}"' in client_of(alice).get(f"{LIST}{document.pk}/").content.decode()
    assert Client().get(small).status_code == 302


def test_a_quarantined_first_version_is_said_to_its_editor(editor, client_of):
    client = client_of(editor)
    client.post(f"{LIST}opladen/", {"upload": [upload("a.txt", b"een")]})
    StoredFile.objects.update(state=FileState.QUARANTINED)
    LibraryDocument.objects.update(current=None)

    assert "wordt nog nagekeken" in client.get(f"{LIST}opladen/raster/").content.decode()


def test_a_collection_is_closed_and_opened_by_its_screen(editor, alice, client_of, gent):
    document = published(editor)
    address = f"{LIST}verzamelingen/{document.collection_id}/"
    client = client_of(editor)

    assert "Kies minstens" in client.post(address, {"audience": "gekozen"}).content.decode()
    client.post(address, {"audience": "gekozen", "organisations": [gent.pk]})
    assert CollectionReaders.objects.get().audience == Readers.CHOSEN
    assert Client().get(f"{LIST}{document.pk}/").status_code == 302
    assert client_of(alice).get(f"{LIST}{document.pk}/").status_code == 200
    client.post(address, {"audience": ""})
    assert not CollectionReaders.objects.exists()


def test_the_overview_counts_what_is_for_me_and_what_waits(editor, alice, client_of):
    published(editor)
    propose(file=stored(alice), actor=alice, facts={"title": "Blad"})

    assert "1 nieuw document deze maand." in client_of(alice).get("/overzicht/").content.decode()
    assert (
        "1 voorstel wacht op de redactie." in client_of(editor).get("/overzicht/").content.decode()
    )
