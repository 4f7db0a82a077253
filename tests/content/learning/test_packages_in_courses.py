"""Packages as lessons, and as things that stand on the page *Leren*."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from community.activity.services import pay_owed
from content.learning.models import Statement
from content.learning.queries.outlines import outline_of
from content.learning.services import finish_package, start_course
from content.packages.attempts import keep_state, open_package
from content.packages.models import PackageAttempt
from tests.factories import learning as make
from tests.factories.packages import package

pytestmark = pytest.mark.django_db
DONE = {"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "80"}


@pytest.fixture(autouse=True)
def packages_root(settings, tmp_path):
    settings.PACKAGES_ROOT = tmp_path / "packages"


def piece(made: Any) -> dict[str, Any]:
    return make.piece("package", {"title": made.title, "package": str(made.uuid)})


def complete(made: Any, user: Any) -> None:
    """As the player saves it, the last word of the package."""
    attempt, item = open_package(package=made, user=user)
    keep_state(
        attempt=attempt, session=attempt.session, seq=1, item=item["id"], values=DONE, ended=True
    )


def done(course: Any, user: Any) -> list[bool]:
    return [each.is_done for each in outline_of(course, user).lines]


def test_a_lesson_of_packages_is_read_with_the_last_of_them(bob, gent):
    first, second = package(title="Een"), package(title="Twee")
    course = make.course()
    make.lesson(make.module(course), "Allebei", piece(first), make.text("En dan:"), piece(second))
    enrolment = start_course(user=bob, course=course, organisation=gent)
    complete(first, bob)
    pay_owed()
    assert done(course, bob) == [False]
    complete(second, bob)
    pay_owed()
    enrolment.refresh_from_db()

    assert (done(course, bob), enrolment.progress) == ([True], 1.0)
    assert enrolment.completed_at is not None
    told = Statement.objects.filter(enrolment=enrolment).order_by("at")
    assert list(told.values_list("verb", flat=True)) == [
        "initialized", "progressed", "completed", "passed",
    ]  # fmt: skip


def test_a_lesson_that_also_has_a_quiz_is_not_read_by_its_package(bob, gent):
    made, test = package(), make.quiz()
    course = make.course()
    page = make.lesson(make.module(course), "Les", piece(made), make.piece("quiz", test.pk))
    start_course(user=bob, course=course, organisation=gent)
    finish_package(user_id=bob.pk, package=str(made.uuid))
    line = outline_of(course, bob).line_of(page)

    assert (line.is_read, line.tests_left) == (False, 1)


def test_a_package_that_was_completed_before_counts_in_a_course_begun_later(bob, alice, gent):
    made, other = package(), package(title="Niet gedaan")
    complete(made, bob)
    open_package(package=other, user=bob)
    complete(other, alice)
    pay_owed()
    course = make.course()
    part = make.module(course)
    for each in (made, other):
        make.lesson(part, each.title, piece(each))
    start_course(user=bob, course=course, organisation=gent)
    assert done(course, bob) == [False, False]
    pay_owed()

    assert done(course, bob) == [True, False]


def main(response: Any) -> Any:
    assert response.status_code == 200
    return html.fromstring(response.content.decode()).xpath("//main")[0]


def offered(response: Any) -> list[str]:
    rows = main(response).xpath(".//section[@aria-labelledby='packages']//*[@class='list-title']")
    return [" ".join(each.text_content().split()) for each in rows]


def test_the_page_leren_offers_packages_with_what_one_is_busy_with_first(
    client_of, client, alice, newcomer, editor
):
    made = {name: package(title=name) for name in ("Gedaan", "Bezig", "Nieuw")}
    package(title="Gesloten", is_open=False)
    complete(made["Gedaan"], alice)
    open_package(package=made["Bezig"], user=alice)

    assert offered(client_of(alice).get("/leren/")) == ["Bezig", "Nieuw"]
    assert offered(client_of(newcomer).get("/leren/")) == []
    assert offered(client.get("/leren/")) == []
    links = {
        user: "/leren/beheer/pakketten/" in main(client_of(user).get("/leren/")).xpath(".//a/@href")
        for user in (alice, editor)
    }
    assert links == {alice: False, editor: True}


def test_more_packages_ask_no_more_questions(client_of, alice):
    client, counts = client_of(alice), []
    for number in (1, 2):
        for each in range(number):
            open_package(package=package(title=f"{number}.{each}"), user=alice)
        client.get("/leren/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/leren/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("said", "leads_to"),
    [
        ("/leren/veilig/les/", "/leren/veilig/les/"), ("", "/leren/pakketten/"),
        ("https://elders.example/leren/", "/leren/pakketten/"),
        ("//elders.example/leren/", "/leren/pakketten/"),
        ("/account/logout/", "/leren/pakketten/"), ("javascript:alert(1)", "/leren/pakketten/"),
    ],
)  # fmt: skip
def test_closing_the_player_leads_back_to_the_lesson_and_nowhere_else(
    said, leads_to, client_of, alice
):
    made = package()
    page = main(client_of(alice).get(f"/leren/pakket/{made.uuid}/", {"terug": said}))

    assert page.xpath(".//*[@data-controller='package-player']/@data-back") == [leads_to]
    assert page.xpath(".//a[@data-player='close']/@href") == [leads_to]
    assert PackageAttempt.objects.count() == 0


def test_the_lesson_opens_its_package_with_the_way_back(client_of, bob, gent):
    made, course = package(), make.course()
    page = make.lesson(make.module(course), "Oefenen", piece(made))
    start_course(user=bob, course=course, organisation=gent)
    (link,) = main(client_of(bob).get(page.get_url())).xpath(
        ".//section[contains(@class, 'piece-package')]//a/@href"
    )
    shown = main(client_of(bob).get(link))

    assert shown.xpath(".//a[@data-player='close']/@href") == [page.get_url()]
