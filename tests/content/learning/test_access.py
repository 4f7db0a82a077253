"""Who sees which course, lesson and figure: Alice and Bob of Gent, Charlie of Aalst, a visitor."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.search.queries import find
from content.learning.models import Book, BookOrganisation, Enrolment, LearningPath, PathStep
from content.learning.queries.catalogue import catalogue, lessons
from content.learning.services import finish_lesson, start_attempt, start_course
from tests.community.search.things import request_of
from tests.factories import learning as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(bob, charlie, supplier_editor, newcomer, editor):
    return {
        "visitor": AnonymousUser(), "newcomer": newcomer, "bob": bob, "charlie": charlie,
        "supplier": supplier_editor, "editor": editor,
    }  # fmt: skip


def page_of(user, client_of) -> Client:
    return client_of(user) if user.is_authenticated else Client()


EVERYBODY = {"visitor", "newcomer", "bob", "charlie", "supplier", "editor"}


@pytest.mark.parametrize(
    ("audience", "known", "followed"),
    [
        ("leden", EVERYBODY, {"bob", "charlie", "supplier", "editor"}),
        ("besturen", EVERYBODY, {"bob", "charlie", "editor"}),
        ("gekozen", {"bob", "editor"}, {"bob", "editor"}),
    ],
)
def test_one_rule_for_list_page_search_sitemap_and_lesson(
    audience, known, followed, readers, gent, client_of, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        course, (first, _second), _quiz = make.whole(
            "Zeldzame cursus", audience=audience, chosen=[gent] if audience == "gekozen" else ()
        )
        first.title = "Zeldzame les"
        for page in (course, first):
            page.save_revision().publish()
    seen: dict[str, set[str]] = {name: set() for name in (
        "list", "page", "found", "start", "lesson list", "lesson found",
    )}  # fmt: skip
    for name, user in readers.items():
        client = page_of(user, client_of)
        if "Zeldzame cursus" in client.get("/leren/").content.decode():
            seen["list"].add(name)
        if client.get(course.get_url()).status_code == 200:
            seen["page"].add(name)
        found = client.get("/zoeken/?q=zeldzame").content.decode()
        seen["found"] |= (
            {name}
            if "Zeldzame cursus</" in found or f'href="{course.get_url()}"' in found
            else set()
        )
        seen["lesson found"] |= {name} if f'href="{first.get_url()}"' in found else set()
        if lessons(user).filter(pk=first.pk).exists():
            seen["lesson list"].add(name)
        answer = client.post(f"/leren/cursus/{course.pk}/starten/")
        if answer.status_code == 302 and answer["Location"] == first.get_url():
            seen["start"].add(name)

    assert seen == {
        "list": known, "page": known, "found": known, "start": followed,
        "lesson list": followed, "lesson found": followed,
    }  # fmt: skip
    told = "".join(
        Client().get(f"/sitemap-content-{part}.xml").content.decode()
        for part in ("courses", "pages")
    )
    assert (f"{course.get_url()}</loc>" in told) is (audience != "gekozen")
    assert first.get_url() not in told


def test_a_lesson_is_read_by_who_follows_its_course(readers, gent, client_of):
    course, (first, _second), _quiz = make.whole(audience="gekozen", chosen=[gent])
    url = first.get_url()
    answers = {name: page_of(user, client_of).get(url) for name, user in readers.items()}
    assert {name: each.status_code for name, each in answers.items()} == {
        "visitor": 404, "newcomer": 404, "charlie": 404, "supplier": 404, "bob": 302, "editor": 302,
    }  # fmt: skip
    assert answers["bob"]["Location"] == course.get_url()

    start_course(user=readers["bob"], course=course, organisation=gent)
    assert client_of(readers["bob"]).get(url).status_code == 200


def test_a_visitor_of_an_open_course_is_asked_to_sign_in_for_its_lessons(client):
    _course, (first, _second), _quiz = make.whole()

    assert client.get(first.get_url())["Location"].startswith("/account/login/?next=/leren/")


def test_who_may_no_longer_follow_reads_no_more(bob, gent, client_of):
    course, (first, _second), _quiz = make.whole(audience="gekozen", chosen=[gent])
    start_course(user=bob, course=course, organisation=gent)
    course.organisations.all().delete()
    client = client_of(bob)
    answers = [client.get(first.get_url()), client.post(f"/leren/les/{first.pk}/gelezen/")]

    assert [each.status_code for each in answers] == [404, 404]


def test_drafts_and_locked_courses_are_nobodys(bob, client_of):
    draft = make.course("Ontwerp", live=False)
    locked = make.course("Achter slot")
    PageViewRestriction.objects.create(
        page=locked, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )

    assert list(catalogue(bob)) == []
    assert client_of(bob).get(draft.get_url()).status_code == 404


def test_attempts_and_steps_are_ones_own(bob, alice, charlie, gent, client_of):
    course, (first, second), quiz = make.whole()
    enrolment = start_course(user=bob, course=course, organisation=gent)
    attempt = start_attempt(
        enrolment=enrolment, quiz=quiz, lesson=second, block=make.block_of(second, "quiz")
    )
    for user in (alice, charlie):
        client = client_of(user)
        answers = [
            client.get(f"/leren/toets/{attempt.pk}/"),
            client.post(f"/leren/toets/{attempt.pk}/inleveren/"),
            client.get(f"/leren/toets/{attempt.pk}/resultaat/"),
            client.get(f"/leren/cursus/{course.pk}/getuigschrift/"),
            client.post(f"/leren/les/{first.pk}/gelezen/"),
        ]
        assert [each.status_code for each in answers] == [404] * 5


def test_an_administrator_sees_her_own_people_and_who_left_is_gone(
    alice, bob, charlie, gent, aalst, client_of
):
    course, (first, _second), _quiz = make.whole("Wachtwoorden")
    of_bob = start_course(user=bob, course=course, organisation=gent)
    start_course(user=charlie, course=course, organisation=aalst)
    finish_lesson(enrolment=of_bob, lesson=first)

    def seen(user, path: str) -> list[bool]:
        answer = client_of(user).get(f"/leren/mijn-bestuur/{path}")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return [
            str(each.pk if "json" in path else each) in body.decode() for each in (bob, charlie)
        ]

    for path in ("", "export.csv"):
        assert [seen(alice, path), seen(charlie, path)] == [[True, False], [False, True]]
    told = [
        {each["actor"]["account"]["name"] for each in client_of(user).get("/leren/mijn-bestuur/xapi.json").json()["statements"]}
        for user in (alice, charlie)
    ]  # fmt: skip
    assert told == [{str(bob.pk)}, {str(charlie.pk)}]
    assert client_of(bob).get("/leren/mijn-bestuur/").status_code == 403

    bob.memberships.update(left_at=timezone.now())
    assert seen(alice, "") == [False, False]


def test_what_one_learns_for_another_bestuur_is_not_shown(alice, bob, gent, aalst, client_of):
    from tests.people import make_member

    make_member(bob, aalst)
    start_course(user=bob, course=make.course("Geheim van Aalst"), organisation=aalst)

    assert "Geheim van Aalst" not in client_of(alice).get("/leren/mijn-bestuur/").content.decode()


def test_a_book_opens_for_who_has_access(readers, gent, client_of):
    book = Book.objects.create(title="Handboek", reader_url="https://lezer.example/boek/1")
    BookOrganisation.objects.create(book=book, organisation=gent)
    Book.objects.create(title="Verborgen", reader_url="https://lezer.example/2", is_live=False)
    seen = {}
    for name in ("newcomer", "bob", "charlie", "editor"):
        client = client_of(readers[name])
        shelf = client.get("/leren/boeken/").content.decode()
        answer = client.get(f"/leren/boeken/{book.pk}/lezen/")
        seen[name] = ("Handboek" in shelf, "Verborgen" in shelf, "lezer.example" in shelf,
                      answer.headers.get("Location", answer.status_code))  # fmt: skip

    assert seen == {
        "newcomer": (True, False, False, 404), "charlie": (True, False, False, 404),
        "bob": (True, False, False, book.reader_url),
        "editor": (True, False, False, book.reader_url),
    }  # fmt: skip


def test_a_path_shows_the_courses_one_may_know_of(bob, charlie, gent, client_of, client):
    path = LearningPath.objects.create(
        title="Start", slug="start", lead="Begin hier.", is_live=True
    )
    for at, course in enumerate(
        [make.course("Voor allen"), make.course("Voor Gent", audience="gekozen", chosen=[gent])]
    ):
        PathStep.objects.create(path=path, course=course, sort_order=at)

    def told(reader) -> list[bool]:
        html = reader.get("/leren/traject/start/").content.decode()
        return ["Voor allen" in html, "Voor Gent" in html]

    assert [told(client_of(bob)), told(client_of(charlie)), told(client)] == [
        [True, True], [True, False], [True, False],
    ]  # fmt: skip
    PathStep.objects.filter(course__title="Voor allen").delete()
    assert client_of(charlie).get("/leren/traject/start/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/leren/", "/leren/mijn/", "/leren/mijn-bestuur/", "/leren/boeken/"]
)
def test_one_row_and_three_cost_the_same(address, alice, gent, client_of):
    client = client_of(alice)

    def add(number: int) -> None:
        course, _lessons, _quiz = make.whole(f"Cursus {number}")
        make.enrolment(alice, course, gent)
        Book.objects.create(title=f"Boek {number}", reader_url="https://lezer.example/")
        path = LearningPath.objects.create(title="P", slug=f"p{number}", lead="x", is_live=True)
        PathStep.objects.create(path=path, course=course)

    add(1)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    add(2), add(3)
    # The menu is read anew after a page came; that costs as much for one as for many.
    client.get(address)
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(one) == len(three), [each["sql"][:120] for each in three]


def test_a_long_course_costs_no_more_than_a_short_one(bob, gent, client_of):
    course, (first, _second), _quiz = make.whole()
    Enrolment.objects.all().delete()
    start_course(user=bob, course=course, organisation=gent)
    client = client_of(bob)
    costs = []
    for _ in range(2):
        for url in (course.get_url(), first.get_url()):
            client.get(url)
            with CaptureQueriesContext(connection) as asked:
                client.get(url)
            costs.append(len(asked))
        for number in range(4):
            make.lesson(first.get_parent().specific, f"Nog {number}")

    assert costs[:2] == costs[2:]


def test_words_of_a_film_are_found_by_who_may_see_it(
    bob, charlie, gent, django_capture_on_commit_callbacks
):
    course = make.course(audience="gekozen", chosen=[gent])
    film = {
        "title": "Film",
        "url": "https://film.example/1",
        "transcript": "De kwantumzwam bloeit.",
    }
    page = make.lesson(make.module(course), "Kijkles", make.piece("video", film))
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    def hits(user) -> list[str]:
        return [hit.entry.title for hit in find(request_of(user, gent), "kwantumzwam").hits]

    assert [hits(bob), hits(charlie)] == [["Kijkles"], []]
