"""The library in the API: what a key or a session may read of it, and no more."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from community.api_keys.services import make_key
from community.files.enums import FileState
from community.files.models import StoredFile
from community.organisations.models import Membership
from content.library.enums import Readers
from content.library.models import CollectionReaders, DownloadDay, LibraryDocument, Theme
from content.library.services import add_version, archive, bring_in, propose
from tests.content.library.shelf import WORDS, published, read, stored

pytestmark = pytest.mark.django_db
LIST = "/api/v1/documents"


@pytest.fixture(autouse=True)
def vault(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


def made(actor: Any, organisation: Any = None, *scopes: str) -> str:
    scopes = scopes or ("documents.read",)
    return make_key(name="proef", scopes=scopes, days=30, actor=actor, organisation=organisation)[1]


def ask(path: str, token: str, **headers: str) -> Any:
    return Client().get(path, headers={"authorization": f"Bearer {token}"} | headers)


def titles(path: str, token: str) -> list[str]:
    answer = ask(path, token)
    assert answer.status_code == 200, answer.content
    return [each["title"] for each in answer.json()["items"]]


@pytest.fixture
def shelf(editor, alice, gent, aalst) -> dict[str, LibraryDocument]:
    """One for each circle, and what is in no list of anybody: drafts, proposals, archived ones."""
    documents = {
        "iedereen": published(editor, "iedereen"),
        "leden": published(editor, "leden", audience=Readers.MEMBERS),
        "besturen": published(editor, "besturen", audience=Readers.GOVERNMENTS),
        "gent": published(editor, "gent", audience=Readers.CHOSEN, readers=[gent]),
        "aalst": published(editor, "aalst", audience=Readers.CHOSEN, readers=[aalst]),
        "weg": published(editor, "weg"),
        "klaar": bring_in(files=[stored(editor, "klaar.txt")], actor=editor)[0],
        "voorstel": propose(
            file=stored(alice, "voorstel.txt"), actor=alice, facts={"title": "voorstel"}
        ),
        "besloten": published(editor, "besloten"),
    }
    archive(document=documents["weg"], actor=editor)
    closed = Collection.objects.get(depth=1).add_child(instance=Collection(name="Van Aalst"))
    limit = CollectionReaders.objects.create(collection=closed, audience=Readers.CHOSEN)
    limit.organisations.add(aalst)
    LibraryDocument.objects.filter(pk=documents["besloten"].pk).update(collection=closed)
    return documents


def test_everybody_reads_what_the_library_shows_him_and_all_else_is_404(
    shelf, alice, charlie, newcomer, editor, gent, aalst, supplier, supplier_editor
):
    everything = {"iedereen", "leden", "besturen", "gent", "aalst", "besloten"}
    for token, expected in (
        (made(newcomer), {"iedereen"}),
        (made(alice), {"iedereen", "leden", "besturen", "gent"}),
        (made(alice, gent), {"iedereen", "leden", "besturen", "gent"}),
        (made(charlie, aalst), {"iedereen", "leden", "besturen", "aalst", "besloten"}),
        (made(supplier_editor, supplier), {"iedereen", "leden"}),
        (made(editor), everything),
    ):
        assert set(titles(LIST, token)) == expected
        for name, row in shelf.items():
            there = 200 if name in expected else 404
            file = f"{LIST}/{row.pk}/versions/1"
            assert ask(f"{LIST}/{row.pk}", token).status_code == there, name
            assert ask(file, token).status_code == there, name
        unknown = ask(f"{LIST}/999999", token).content
        assert ask(f"{LIST}/{shelf['weg'].pk}", token).content == unknown


def test_a_session_reads_as_its_own_and_nobody_reads_without(shelf, bob, client_of, client):
    answer = client_of(bob).get(LIST)
    found = {each["title"] for each in answer.json()["items"]}
    assert found == {"iedereen", "leden", "besturen", "gent"}
    one = f"{LIST}/{shelf['iedereen'].pk}"
    for path in (LIST, one, f"{one}/versions/1"):
        assert (client.get(path).status_code, client.get(path).json()) == (
            401, {"detail": "Unauthorized"},
        )  # fmt: skip
        assert client_of(bob).post(path).status_code == 405


def test_a_key_of_an_organisation_without_members_reads_what_everybody_reads(shelf, gent, alice):
    token = made(alice, gent)
    Membership.objects.filter(organisation=gent).update(left_at=timezone.now())

    assert titles(LIST, token) == ["iedereen"]


def test_what_a_group_may_read_no_organisation_reads(editor, alice, gent):
    row = published(editor, "Van een groep")
    here = Collection.objects.get(depth=1).add_child(instance=Collection(name="Groep"))
    LibraryDocument.objects.filter(pk=row.pk).update(collection=here)
    limit = CollectionViewRestriction.objects.create(collection=here, restriction_type="groups")
    token = made(alice, gent)
    assert titles(LIST, token) == []
    limit.restriction_type = "login"
    limit.save()
    assert titles(LIST, token) == ["Van een groep"]


def test_only_a_key_with_the_scope_opens_it(shelf, alice, gent):
    token = made(alice, gent, "qrc.read", "events.read")
    one = f"{LIST}/{shelf['iedereen'].pk}"
    for path in (LIST, one, f"{one}/versions/1"):
        answer = ask(path, token)
        assert (answer.status_code, "documents.read" in answer.json()["detail"]) == (403, True)


def test_the_librarys_own_filters(editor, alice, gent, aalst):
    theme = Theme.objects.create(name="Veiligheid", slug="veiligheid")
    published(editor, "Back-up", kind="leidraad", themes=[theme], author=gent, year=2024)
    last = published(editor, "Archief", kind="sjabloon", licence="cc0", author=aalst, year=2026)
    read(last, "voorblad", "het noodplan hangt in de gang")
    token = made(alice)

    for query, expected in {
        "kind=leidraad": ["Back-up"], "theme=veiligheid": ["Back-up"], "theme=onzin": [],
        "year=2024": ["Back-up"], f"author={aalst.pk}": ["Archief"], "licence=cc0": ["Archief"],
        "form=text": ["Archief", "Back-up"], "form=pdf": [], "q=noodplan": ["Archief"],
        "q=noodplan+zwembad": [], "q=noodplan&kind=leidraad": [], "q=%00": ["Archief", "Back-up"],
        "since=2099-01-01T00:00:00Z": [], "since=2020-01-01T00:00:00Z": ["Archief", "Back-up"],
    }.items():  # fmt: skip
        assert titles(f"{LIST}?{query}", token) == expected, query
    assert ask(f"{LIST}?kind=onzin", token).status_code == 422
    assert ask(f"{LIST}?cursor=onzin", token).status_code == 400


def test_pages_follow_one_another_without_a_gap(editor, alice):
    names = [published(editor, f"Nummer {number}").title for number in range(5)]
    moment = timezone.now()
    LibraryDocument.objects.all().update(changed_at=moment)
    token, found, address = made(alice), [], f"{LIST}?limit=2"
    while address:
        answer = ask(address, token).json()
        found += [each["title"] for each in answer["items"]]
        address = answer["next"] and f"{LIST}?limit=2&cursor={answer['next']}"
    assert found == list(reversed(names))


def test_a_document_is_told_with_its_versions_and_where_to_get_them(editor, alice, settings):
    row = published(editor, "Leidraad", tags=["back-up", "NIS2"], licence="cc-by", year=2025)
    add_version(document=row, file=stored(editor, "nieuw.txt", "nieuwer"), actor=editor, note="Af")
    third = stored(editor, "wacht.txt", "nog niet nagekeken")
    StoredFile.objects.filter(pk=third.pk).update(state=FileState.QUARANTINED)
    add_version(document=row, file=third, actor=editor)
    token = made(alice)

    told = ask(f"{LIST}/{row.pk}", token).json()
    assert (told["url"], told["keywords"], told["licence_page"][:24], told["year"]) == (
        f"{settings.SITE_URL}/bibliotheek/{row.pk}/", ["NIS2", "back-up"],
        "https://creativecommons.", 2025,
    )  # fmt: skip
    assert [each["number"] for each in told["versions"]] == [2, 1]
    assert told["version"] == told["versions"][0]
    assert (told["version"]["name"], told["version"]["note"], told["version"]["size"]) == (
        "nieuw.txt", "Af", 7,
    )  # fmt: skip
    bodies = []
    for each in told["versions"]:
        answer = ask(each["download"].removeprefix(settings.SITE_URL), token)
        bodies.append(b"".join(answer.streaming_content).decode())
    assert bodies == ["nieuwer", WORDS]
    assert ask(f"{LIST}/{row.pk}/versions/3", token).status_code == 404
    assert DownloadDay.objects.get(document=row).count == 2


def test_an_answer_that_is_known_is_not_sent_again(editor, alice):
    row, token = published(editor, "Leidraad"), made(alice)
    for path in (LIST, f"{LIST}/{row.pk}"):
        first = ask(path, token)
        again = ask(path, token, **{"if-none-match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert first["Cache-Control"] == "private, no-cache"
    LibraryDocument.objects.filter(pk=row.pk).update(title="Anders")
    for path in (LIST, f"{LIST}/{row.pk}"):
        changed = ask(path, token, **{"if-none-match": first["ETag"]})
        assert (changed.status_code, b"Anders" in changed.content) == (200, True)


def test_it_asks_as_much_for_one_as_for_three(editor, alice, gent):
    token = made(alice)
    theme = Theme.objects.create(name="Veiligheid", slug="veiligheid")

    def asked() -> list[int]:
        counts = []
        row = published(editor, "Leidraad", themes=[theme], author=gent, tags=["een"])
        for path in (LIST, f"{LIST}?q=leidraad&theme=veiligheid", f"{LIST}/{row.pk}"):
            ask(path, token)
            with CaptureQueriesContext(connection) as context:
                assert ask(path, token).status_code == 200
            counts.append(len(context))
        return counts

    one = asked()
    asked()
    assert asked() == one


def test_a_theme_that_no_database_can_hold_has_no_documents(shelf, alice):
    assert titles(f"{LIST}?theme=a%00b", made(alice)) == []
