"""What waits at the desk is read by QRC editors alone, wherever warnings are shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from qrc.advisories import visibility
from qrc.advisories.enums import Tlp
from qrc.advisories.models import Advisory
from qrc.advisories.services import take_in
from qrc.advisories.told import as_told
from qrc.advisories.values import Report
from qrc.advisories.visibility import (
    open_to_all,
    readable_by,
    told_to_others,
    visible_to,
)
from qrc.alerts.concerning import concerning
from qrc.alerts.services import raise_alert
from qrc.alerts.standing import follow_items
from qrc.cases.enums import CaseState
from qrc.cases.models import Case
from qrc.cases.queries import open_count
from qrc.cases.services import open_missing
from qrc.desk.services import approve, merge
from qrc.feeds.enums import ReleasePolicy
from qrc.feeds.models import MANUAL, Source
from qrc.outlets.queries import for_organisation
from qrc.releases.enums import ReleaseState
from qrc.releases.models import Release
from qrc.releases.services import reject
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import portfolio
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
WORD, TITLE = "Wachtwoordkraker", "Wachtwoordkraker in Sluisje"


@pytest.fixture
def desk() -> Source:
    return make.source(name="Nazichtbron", release_policy=ReleasePolicy.REVIEW)


def say(source: Source, title: str = TITLE, **told: Any) -> Advisory:
    """The source says it, and the worker has had its turn."""
    report = Report("CVE-2026-44444", title, severity="high", **told)
    take_in(source=source, reports=[report], fetch=None, complete=False, silent=False)
    advisory = Advisory.objects.get(source=source)
    for revision in advisory.revisions.order_by("number"):
        raise_alert(revision_id=revision.pk)
    return advisory


def candidate(number: int = 1) -> Release:
    return Release.objects.get(revision__number=number)


def free(qrc_editor: Any, number: int = 1) -> None:
    approve(release=candidate(number), actor=qrc_editor)


WHERE = (
    "/qrc/waarschuwingen/", "/qrc/waarschuwingen/?q=Sluisje", "/qrc/waarschuwingen/export.csv",
    "/qrc/waarschuwingen/{}/", "/api/v1/advisories", "/api/v1/advisories?q=Sluisje",
    "/api/v1/advisories/{}", "/api/v1/advisories/{}/csaf", "/qrc/waarschuwingen/feed.atom",
    "/qrc/waarschuwingen/cap.atom", "/qrc/waarschuwingen/{}/cap.xml", "/waarschuwingen/",
    "/qrc/abonnement/voorproef/?min_severity=low", "/waarschuwingen/?q=Sluisje",
    "/waarschuwingen/export.csv", "/waarschuwingen/{}/",
)  # fmt: skip
FEEDS = ("/qrc/waarschuwingen/feed.atom", "/qrc/waarschuwingen/cap.atom")
OPEN = [each for each in WHERE if each.startswith("/waarschuwingen/")]
"""What anybody gets the same of, editors too."""


def places(client: Client, advisory: Advisory, word: str) -> list[str]:
    """Where this reader finds the word."""
    return [each for each in WHERE if word in shown(client, each.format(advisory.pk))]


def shown(client: Client, where: str) -> str:
    response = client.get(where)
    return (
        b"".join(response.streaming_content) if response.streaming else response.content
    ).decode()


def test_words_of_the_floors_above_are_theirs():
    assert (
        MANUAL, str(ReleasePolicy.REVIEW), str(ReleasePolicy.GRAVE),
    ) == (visibility.MANUAL, visibility.REVIEW, visibility.UNLESS_GRAVE)  # fmt: skip
    assert (
        str(ReleaseState.FREED), str(ReleaseState.MERGED),
    ) == (visibility.FREED, visibility.MERGED)  # fmt: skip


def test_what_waits_is_shown_to_editors_alone_and_when_freed_to_all(
    desk, alice, charlie, newcomer, qrc_editor, client_of
):
    advisory = say(desk)
    others = [client_of(alice), client_of(charlie), client_of(newcomer), Client()]
    editor = client_of(qrc_editor)

    assert [places(each, advisory, WORD) for each in others] == [[]] * 4
    assert places(editor, advisory, WORD) == [each for each in WHERE if each not in (*FEEDS, *OPEN)]
    free(qrc_editor)
    members = [places(each, advisory, WORD) for each in others[:3]]
    assert members == [list(WHERE)] * 3
    assert places(others[3], advisory, WORD) == [
        each for each in WHERE if each in (*FEEDS, *OPEN) or each.endswith("cap.xml")
    ]


def test_what_waits_is_counted_for_nobody_else(desk, alice, gent, qrc_editor, client_of):
    portfolio.known(gent)
    say(desk, products=[{"vendor": "PoortWacht", "product": "PoortWacht VPN"}])
    page = client_of(alice).get("/qrc/waarschuwingen/")
    kept = ("recent", "critical", "pressing")

    assert [page.context[name] for name in kept] == [0, 0, 0]
    assert page.context["page"].paginator.count == 0
    assert [readable_by(gent).count(), open_to_all().count()] == [0, 0]
    assert list(visible_to(alice)) == list(visible_to(AnonymousUser())) == []
    free(qrc_editor)
    again = client_of(alice).get("/qrc/waarschuwingen/")
    assert [again.context[name] for name in kept] == [1, 0, 1]
    assert [readable_by(gent).count(), open_to_all().count()] == [1, 1]


def test_it_is_hidden_before_the_worker_had_its_turn(desk, alice):
    report = Report("CVE-2026-44444", TITLE, severity="high")
    take_in(source=desk, reports=[report], fetch=None, complete=False, silent=False)

    assert list(visible_to(alice)) == []


def test_a_case_and_an_overview_of_a_new_item_wait_too(desk, alice, gent, qrc_editor):
    item = portfolio.known(gent)
    say(desk, products=[{"vendor": "PoortWacht", "product": "PoortWacht VPN"}])

    assert (open_missing(), Case.objects.count()) == (0, 0)
    assert follow_items(items=[item.pk], ended=[], key="proef") == 0
    free(qrc_editor)
    assert (open_missing(), Case.objects.count()) == (1, 1)


def test_history_of_a_source_with_review_is_open(desk, alice):
    report = Report("CVE-2026-44444", TITLE, severity="high")
    take_in(source=desk, reports=[report], fetch=None, complete=False, silent=True)

    assert [each.title for each in visible_to(alice)] == [TITLE]


def test_a_refused_or_withdrawn_candidate_stays_the_desks(desk, alice, qrc_editor):
    say(desk)
    reject(release=candidate(), actor=qrc_editor, reason="Niets aan de hand.")
    assert list(visible_to(alice)) == []

    say(desk, withdrawn=True)
    assert (list(visible_to(alice)), visible_to(qrc_editor).count()) == ([], 1)


def test_what_was_withdrawn_before_its_turn_stays_the_desks(desk, alice):
    """Both revisions wait for the worker: it then tells nobody, which is no freeing."""
    for withdrawn in (False, True):
        report = Report("CVE-2026-44444", TITLE, severity="high", withdrawn=withdrawn)
        take_in(source=desk, reports=[report], fetch=None, complete=False, silent=False)
    for revision in Advisory.objects.get().revisions.order_by("number"):
        raise_alert(revision_id=revision.pk)

    assert list(visible_to(alice)) == []


def test_told_in_the_same_breath_is_told(desk, alice, qrc_editor):
    other = make.source(release_policy=ReleasePolicy.REVIEW)
    say(desk)
    say(other, "Hetzelfde elders")
    first, second = Release.objects.order_by("pk")
    merge(release=second, into=first, actor=qrc_editor)
    assert list(visible_to(alice)) == []

    free_first = Release.objects.get(pk=first.pk)
    approve(release=free_first, actor=qrc_editor)
    assert {each.title for each in visible_to(alice)} == {TITLE, "Hetzelfde elders"}


def test_a_policy_that_gets_stricter_hides_nothing_that_was_told(alice):
    source = make.source()
    say(source)
    Source.objects.filter(pk=source.pk).update(release_policy=ReleasePolicy.REVIEW)

    assert [each.title for each in visible_to(alice)] == [TITLE]


def test_one_that_gets_looser_frees_nothing_that_waits(desk, alice):
    say(desk)
    Source.objects.filter(pk=desk.pk).update(release_policy=ReleasePolicy.AUTOMATIC)

    assert list(visible_to(alice)) == []


@pytest.fixture
def moved_on(desk, qrc_editor) -> Advisory:
    """The first state was freed, the next one waits."""
    advisory = say(desk, summary="Eerste woorden.")
    free(qrc_editor)
    say(desk, f"{TITLE}: Ontsnapt", summary="Geheime woorden.", cves=["CVE-2026-55555"])
    return advisory


def test_others_keep_reading_the_last_state_that_was_told(
    moved_on, alice, newcomer, qrc_editor, client_of
):
    others = [client_of(alice), client_of(newcomer), Client()]
    secrets = ("Ontsnapt", "Geheime woorden", "CVE-2026-55555")

    for word in secrets:
        assert [places(each, moved_on, word) for each in others] == [[]] * 3
    assert places(others[0], moved_on, WORD) == list(WHERE)
    api = f"/api/v1/advisories/{moved_on.pk}"
    assert [len(client_of(who).get(api).json()["revisions"]) for who in (alice, qrc_editor)] == [
        1,
        2,
    ]
    assert "Geheime woorden" in shown(client_of(qrc_editor), f"/qrc/waarschuwingen/{moved_on.pk}/")


def test_freed_it_is_read_by_all(moved_on, alice, qrc_editor, client_of):
    free(qrc_editor, 2)

    assert places(client_of(alice), moved_on, "Ontsnapt") == list(WHERE)


def test_a_withdrawal_is_told_at_once_without_what_waited(moved_on, desk, alice, client_of):
    say(desk, withdrawn=True)
    page = shown(client_of(alice), f"/qrc/waarschuwingen/{moved_on.pk}/")

    assert "De bron trok deze waarschuwing in" in page
    assert "Geheime woorden" not in page


def test_a_state_of_a_narrower_circle_is_not_read_by_a_wider(desk, alice, newcomer, qrc_editor):
    say(desk, tlp="GREEN")
    free(qrc_editor)
    assert [visible_to(each).count() for each in (alice, newcomer)] == [1, 0]
    say(desk, "Nu voor iedereen", tlp="CLEAR")

    assert list(open_to_all()) == []
    free(qrc_editor, 2)
    assert [each.title for each in open_to_all()] == ["Nu voor iedereen"]


def test_reading_costs_the_same_for_one_and_many(desk, qrc_editor, django_assert_num_queries):
    rows = [make.advisory(source=make.source()) for _number in range(3)]
    with django_assert_num_queries(1):
        assert as_told(rows) == rows
    with django_assert_num_queries(1):
        as_told(rows[:1])


def test_a_feed_of_an_organisation_and_its_links_keep_silent(desk, alice, gent):
    make.advisory(source=make.source(), title="Elders")
    subscribe(subscriber=subscriber_of(user=alice), organisation=gent)
    advisory = say(desk)

    assert advisory in concerning(gent)
    assert [each.title for each in for_organisation(gent)] == ["Elders"]
    assert advisory not in told_to_others()


def test_the_figure_in_the_menu_is_of_what_each_may_read(
    desk, alice, charlie, newcomer, gent, qrc_editor
):
    say(desk)
    open_source = make.source(name="Open bron")
    for number, circle in enumerate(Tlp, start=1):
        report = Report(f"CVE-2026-5000{number}", f"{TITLE} {circle}", severity="high", tlp=circle)
        take_in(source=open_source, reports=[report], fetch=None, complete=False, silent=False)
    for advisory in Advisory.objects.all():
        for revision in advisory.revisions.all():
            raise_alert(revision_id=revision.pk)
        Case.objects.create(organisation=gent, advisory=advisory)
    everybody = (alice, charlie, newcomer, qrc_editor, AnonymousUser())

    for each in (*everybody, *everybody):
        of_gent = Case.objects.of(gent).open()
        assert open_count(gent, each) == of_gent.visible_to(each).count()
    assert len({open_count(gent, each) for each in everybody}) > 2, "nobody saw more than another"
    Case.objects.update(state=CaseState.RESOLVED)
    assert open_count(gent, qrc_editor) == 0
    assert open_count(None, qrc_editor) == 0
