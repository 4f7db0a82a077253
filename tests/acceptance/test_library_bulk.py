"""Two hundred documents in one heap: sent as a browser sends them, read by a real worker that is killed
in the middle, published for different readers. Each word is found by exactly those who may read it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.test import Client
from django.utils.timezone import now

from community.accounts.models import User
from community.activity.models import Owed
from community.files.enums import TextState
from community.files.models import FileText, StoredFile
from community.organisations.models import Organisation
from community.search.models import SearchEntry
from content.library.models import DocumentPage, DocumentVersion, LibraryDocument
from tests.acceptance.heap import FORMS, Paper, groups, papers, send
from tests.standins.site import Life, Site, on_test_database, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]

COUNT, HALF, PLACED = 200, 99, 190
"""The browser closes when this many are set out: the others wait for their owner."""
READ_BEFORE_KILL = 25
AT_ONCE = 3
WORDS = 12
"""As many as one question may have."""
SHELF, HEAP, GRID = "/bibliotheek/", "/bibliotheek/opladen/", "/bibliotheek/opladen/raster/"
EVERYBODY = ("walks by", "newcomer", "supplier", "charlie", "alice", "editor")
MAY_READ = {
    "publiek": set(EVERYBODY), "leden": {"supplier", "charlie", "alice", "editor"},
    "besturen": {"charlie", "alice", "editor"}, "gent": {"alice", "editor"}, "klad": {"editor"},
}  # fmt: skip


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Iterator[Site]:
    settings.FILES_ROOT = tmp_path / "files"
    with Site(on_test_database(tmp_path), tmp_path / "site.log") as site:
        yield site


@pytest.fixture
def clients(
    newcomer: User, supplier_editor: User, charlie: User, alice: User, editor: User
) -> dict[str, Client]:
    people = (None, newcomer, supplier_editor, charlie, alice, editor)
    found = {}
    for name, person in zip(EVERYBODY, people, strict=True):
        found[name] = Client()
        if person is not None:
            found[name].force_login(person)
    return found


def test_two_hundred_documents(site: Site, clients: dict[str, Client], gent: Organisation):
    heap, editor = papers(COUNT), clients["editor"]
    reader = site.start("worker")
    bring(editor, heap[:HALF])
    kill(reader)
    readers = [site.start("worker"), site.start("worker")]
    bring(editor, heap[HALF:])
    set_out_the_rest(editor)
    assert Counter(LibraryDocument.objects.values_list("title", flat=True)) == Counter(
        each.title for each in heap
    )
    numbers = {each.title: each.number for each in heap}
    keys = {numbers[each.title]: each.pk for each in LibraryDocument.objects.all()}
    read_all(readers)
    publish(editor, heap, keys, gent)
    second = [each for each in heap if each.has_words and each.number % 11 == 0]
    for each in second:
        sent = {"upload": send(editor, each.newer), "note": "Met een ander woord"}
        assert editor.post(f"{SHELF}{keys[each.number]}/versie/", sent).status_code == 302
    read_all(readers)

    before = counts()
    assert before["documents"] == COUNT
    assert before["versions"] == before["files"] == COUNT + len(second)
    assert before["texts"] == sum(each.has_words for each in heap) + len(second)
    # Whoever runs twice, and whatever is told twice, changes nothing.
    StoredFile.objects.filter(text_state=TextState.DONE, pk__in=first_files(20)).update(
        text_state=TextState.WAITING, not_before=now()
    )
    Owed.objects.filter(activity__verb__startswith="content.document").update(paid_at=None)
    read_all(readers)
    assert counts() == before
    end(readers)

    replaced = {each.number for each in second}
    now_says = [each.newer if each.number in replaced else each for each in heap]
    for name, client in clients.items():
        finds_its_own(name, client, now_says, keys)
        finds_nothing(client, [each.word for each in second])
        shelf_has_its_own(name, client, now_says, keys)
    types_each_word(clients["charlie"], "charlie", now_says)
    keeps_to_itself(clients, now_says, keys)
    opens_its_own(clients, second, keys)


# ── What people do ──────────────────────────────────────────────────────────────────────


def bring(editor: Client, heap: list[Paper]) -> None:
    """As the uploader does: three at a time, each set out when it is there."""
    for some in groups(heap, AT_ONCE):
        sent = [send(editor, each) for each in some]
        if some[-1].number < PLACED:
            # Now and then a page asks again: its line was cut before it heard the answer.
            for _time in range(1 + (some[0].number % 5 == 0)):
                placed = editor.post(HEAP, {"upload": sent, "place": "1"})
                assert placed.status_code == 204


def set_out_the_rest(editor: Client) -> None:
    """What came in but was set out by nobody, since the browser closed."""
    page = editor.get(HEAP)
    loose = [str(each.key) for each in page.context["loose"]]
    assert len(loose) + page.context["drafts"] == COUNT
    assert loose
    assert editor.post(HEAP, {"upload": loose}).status_code == 302
    assert not editor.get(HEAP).context["loose"]


def publish(editor: Client, heap: list[Paper], keys: dict[int, int], gent: Organisation) -> None:
    """Whoever is named is named on the document's own page; the rest happens in the grid."""
    by_key = {keys[each.number]: each for each in heap}
    for each in heap:
        if each.circle == "gent":
            told = {"audience": "gekozen", "readers": [gent.pk], "title": each.title,
                    "kind": "beleid", "licence": "cc0", "collection": 1}  # fmt: skip
            answer = editor.post(f"{SHELF}{keys[each.number]}/wijzigen/", told)
            assert answer.status_code == 302, answer.context["form"].errors
    drafts = sum(each.circle == "klad" for each in heap)
    page = 1
    while LibraryDocument.objects.filter(status="klaargezet").count() > drafts:
        shown = list(editor.get(GRID, {"page": page}).context["drafts"])
        picked = [each for each in shown if by_key[each.pk].circle != "klad"]
        page = 1 if picked else page + 1
        sent: dict[str, Any] = {"publish": "1", "pick": [each.pk for each in picked]}
        for each in shown:
            said = by_key[each.pk]
            circle = {"gent": "gekozen", "klad": "publiek"}.get(said.circle, said.circle)
            sent |= {
                f"d{each.pk}-title": said.title, f"d{each.pk}-kind": "beleid",
                f"d{each.pk}-licence": "cc0", f"d{each.pk}-audience": circle,
            }  # fmt: skip
        if picked:
            assert editor.post(GRID, sent).status_code == 302


# ── What the house does meanwhile ───────────────────────────────────────────────────────


def kill(reader: Life) -> None:
    """In the middle of its work. What it held comes free when its lease is over: at once, here."""
    going(lambda: read() >= READ_BEFORE_KILL, [reader])
    assert reader.alive(), reader.said()
    end([reader])
    assert waiting()
    StoredFile.objects.filter(not_before__gt=now()).update(not_before=now())


def end(readers: list[Life]) -> None:
    for each in readers:
        each.kill()
    assert wait_until(lambda: not any(each.alive() for each in readers), 30)


def read_all(readers: list[Life]) -> None:
    """Until nothing waits any more, with two of them at the same work."""
    going(lambda: not waiting(), readers)
    assert all(each.alive() for each in readers)


def going(is_done: Callable[[], bool], readers: list[Life]) -> None:
    """Something must go forward within each minute, however busy the machine is."""
    last, quiet = waiting(), 0
    while not is_done():
        for task in ("files.tasks.work", "activity.tasks.pay"):
            current_app.send_task(f"community.{task}", ignore_result=True)
        wait_until(is_done, 1, pause=0.1)
        quiet = quiet + 1 if waiting() == last else 0
        last = waiting()
        assert quiet < 60, [each.said() for each in readers]


def waiting() -> int:
    return (
        StoredFile.objects.filter(text_state__in=(TextState.WAITING, TextState.RUNNING)).count()
        + Owed.objects.filter(paid_at=None).count()
    )


def read() -> int:
    return StoredFile.objects.filter(text_state=TextState.DONE).count()


def first_files(most: int) -> list[int]:
    return list(FileText.objects.order_by("pk").values_list("file", flat=True)[:most])


def counts() -> dict[str, int]:
    return {
        "documents": LibraryDocument.objects.count(),
        "versions": DocumentVersion.objects.count(), "files": StoredFile.objects.count(),
        "texts": FileText.objects.count(), "pages": DocumentPage.objects.count(),
        "entries": SearchEntry.objects.filter(kind="content.document").count(),
        "failed": StoredFile.objects.filter(text_state=TextState.FAILED).count(),
    }  # fmt: skip


# ── What each of them finds ─────────────────────────────────────────────────────────────


def shown_to(name: str, heap: list[Paper], *, drafts: bool = False) -> list[Paper]:
    return [
        each for each in heap if name in MAY_READ[each.circle] and (drafts or each.circle != "klad")
    ]


def finds_its_own(name: str, client: Client, heap: list[Paper], keys: dict[int, int]) -> None:
    """By the search box, where an editor sees his drafts too, and by the library."""
    for some in groups(heap, WORDS):
        asked = " ".join(each.word for each in some)
        box = client.get("/zoeken/", {"q": asked, "soort": "content.document"}).context["found"]
        wanted = {keys[each.number] for each in shown_to(name, some, drafts=True)}
        assert {int(hit.entry.object_id) for hit in box.hits} == wanted
        assert box.total == len(wanted)
        rows = client.get(SHELF, {"q": asked}).context["found"]
        wanted = {keys[each.number] for each in shown_to(name, some)}
        assert {each.document.pk for each in rows.rows} == wanted
        assert sum(rows.counts["form"].values()) == rows.total == len(wanted)


def finds_nothing(client: Client, words: list[str]) -> None:
    """The version that says this is no longer the one that is read."""
    for some in groups(words, WORDS):
        asked = " ".join(some)
        box = client.get("/zoeken/", {"q": asked, "soort": "content.document"}).context["found"]
        assert (box.total, client.get(SHELF, {"q": asked}).context["found"].total) == (0, 0)


def shelf_has_its_own(name: str, client: Client, heap: list[Paper], keys: dict[int, int]) -> None:
    """Without a word: every page of the list, and how many the facets say there are."""
    wanted = shown_to(name, heap)
    found: Counter[int] = Counter()
    for number in range(1, len(wanted) // 20 + 2):
        rows = client.get(SHELF, {"page": number}).context["found"].rows
        found.update({each.document.pk: 1 for each in rows})
    assert found == Counter(keys[each.number] for each in wanted)
    first = client.get(SHELF)
    (form,) = (each for each in first.context["facets"] if each["name"] == "form")
    told = {value["key"]: value["count"] for value in form["values"]}
    assert told == Counter(FORMS[each.ending].value for each in wanted)


def types_each_word(client: Client, name: str, heap: list[Paper]) -> None:
    """One word at a time, in the box of Ctrl-K."""
    for each in heap:
        hits = client.get("/zoeken/snel/", {"q": each.word}).context["hits"]
        wanted = [each.title] if shown_to(name, [each]) else []
        assert [hit.entry.title for hit in hits] == wanted


def keeps_to_itself(clients: dict[str, Client], heap: list[Paper], keys: dict[int, int]) -> None:
    """What is told to whoever asks without a word: feed, sitemap, overview and API."""
    public = {keys[each.number] for each in heap if each.circle == "publiek"}
    feed = clients["walks by"].get("/bibliotheek/nieuw.atom").content.decode()
    assert len(set(_documents(feed))) == 50
    index = clients["walks by"].get("/sitemap.xml").content.decode()
    parts = [re.sub(r"^https?://[^/]+", "", each).replace("&amp;", "&")
             for each in re.findall(r"<loc>([^<]+)</loc>", index)]  # fmt: skip
    assert parts
    told = [feed, index, *(clients["walks by"].get(each).content.decode() for each in parts)]
    assert set(_documents(" ".join(told))) <= public
    for name, client in clients.items():
        foreign = [each for each in heap if name not in MAY_READ[each.circle]]
        text = " ".join([*told, *_api(client), client.get("/", follow=True).content.decode()])
        assert not [each.title for each in foreign if each.title in text or each.word in text]
        others = {keys[each.number] for each in foreign}
        assert not others & set(_documents(text))


def _documents(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"/(?:bibliotheek|documenten)/(\d+)/", text)]


def _api(client: Client) -> Iterator[str]:
    """Every list that the API has."""
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert paths
    for path, does in paths.items():
        if "get" in does and "{" not in path:
            yield client.get(path).content.decode()


def opens_its_own(clients: dict[str, Client], second: list[Paper], keys: dict[int, int]) -> None:
    """The page, the file and its earlier version alike; a version has the rights of its document."""
    assert {each.circle for each in second} == set(MAY_READ)
    for each in second:
        page = f"{SHELF}{keys[each.number]}/"
        old, new = f"{page}versie/1/", f"{page}versie/2/"
        for name, client in clients.items():
            answers = [client.get(address) for address in (page, old, new)]
            if name in MAY_READ[each.circle]:
                assert [each.status_code for each in answers] == [200] * 3
                assert b"".join(answers[1].streaming_content) == each.content
                assert b"".join(answers[2].streaming_content) == each.newer.content
            else:
                # Who did not sign in is asked to, whether it is there or not.
                closed = 302 if name == "walks by" else 404
                assert [each.status_code for each in answers] == [closed] * 3
