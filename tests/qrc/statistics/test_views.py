"""The screen of the statistics: what it counts, and what it tells to whom."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.messaging.models import Address, Delivery, DeliveryEvent
from community.messaging.quiet import save_quiet_hours
from community.organisations.models import Organisation
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.advisories.services import take_in
from qrc.advisories.values import Report
from qrc.alerts.services import raise_alert
from qrc.cases.models import Case
from qrc.desk.services import approve
from qrc.feeds.enums import ReleasePolicy
from qrc.feeds.models import Source
from qrc.releases.models import Release
from qrc.statistics.periods import period_of
from qrc.statistics.queries import news
from tests.factories import qrc as make
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db
WHERE = "/qrc/cijfers/"
NAMED = (
    "Waarschuwingen per week, naar ernst", "Waarschuwingen per bron",
    "Zendingen per kanaal, naar wat ervan werd", "Bevestigingen per maand",
)  # fmt: skip
KEYS = ("weken", "bronnen", "van-bron", "naar-u", "zendingen", "bevestigd")


def told(source: Source | None = None, **fields: Any) -> AdvisoryRevision:
    """A warning that came in an hour ago and was told at once."""
    an_hour_ago = timezone.now() - timedelta(hours=1)
    advisory = make.advisory(source=source, first_seen_at=an_hour_ago, **fields)
    revision = make.revision(advisory, at=an_hour_ago)
    raise_alert(revision_id=revision.pk)
    return revision


def arrive(revision: AdvisoryRevision, seconds: float, **which: Any) -> None:
    rows = Delivery.objects.filter(message__alert__revision=revision, **which)
    rows.update(state="sent", sent_at=revision.at + timedelta(seconds=seconds))


def readers(n: int) -> list[Any]:
    """Somebody at each of `n` besturen, who reads mail."""
    found = []
    for here in Organisation.objects.filter(kind="gemeente").order_by("kbo")[:n]:
        user = make_user(f"lezer{here.pk}@stad.example")
        make_member(user, here)
        reader = make.subscriber(f"post{here.pk}@stad.example", channels=["email", "web"])
        type(reader).objects.filter(pk=reader.pk).update(user=user)
        found.append(user)
    return found


def rows_of(client: Client, key: str, **query: Any) -> list[list[str]]:
    reply = client.get(f"{WHERE}{key}.csv", query)
    text = b"".join(reply.streaming_content).decode().lstrip("\ufeff")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


def page_of(client: Client, **query: Any) -> str:
    return client.get(WHERE, query).content.decode()


def everything(client: Client) -> str:
    return page_of(client) + str([rows_of(client, key) for key in KEYS])


# ── What it counts ──────────────────────────────────────────────────────────────────────


def test_warnings_are_counted_by_week_severity_and_source(client_of, alice):
    source = make.source(name="Bron A")
    told(source, severity="critical")
    told(source, severity="low", title="Nog iets")
    told(make.source(name="Bron B"))

    weeks, sources = (rows_of(client_of(alice), key) for key in ("weken", "bronnen"))

    assert [sum(int(row[n]) for row in weeks) for n in range(1, 7)] == [1, 1, 0, 1, 0, 3]
    assert sources == [["Bron A", "2"], ["Bron B", "1"]]
    assert "3 waarschuwingen, waarvan 1 kritieke." in page_of(client_of(alice))


def test_what_a_source_had_before_us_is_no_news(client_of, alice):
    source = make.source()
    report = Report("CVE-2026-77777", "Oud nieuws", severity="high")
    take_in(source=source, reports=[report], fetch=None, complete=False, silent=True)

    assert "Nog geen cijfers" in page_of(client_of(alice))


def test_after_ten_sources_the_rest_is_told_together(client_of, alice):
    for n in range(12):
        told(make.source(name=f"Bron {n:02}"))

    rows = rows_of(client_of(alice), "bronnen")

    assert [row[0] for row in rows] == [f"Bron {n:02}" for n in range(10)] + ["Andere bronnen"]
    assert rows[-1][1] == "2"


def test_from_the_source_to_us_leaves_out_what_says_nothing_of_our_speed(client_of, alice):
    long_ago = timezone.now() - timedelta(days=50)
    source = make.source(imported_at=long_ago)
    now = timezone.now().replace(minute=30, second=7)

    def said(published: Any, **fields: Any) -> None:
        told(published_at=published, **{"source": source} | fields)
        newest = Advisory.objects.latest("pk")
        Advisory.objects.filter(pk=newest.pk).update(first_seen_at=now)

    for minutes in (10, 20, 60):
        said(now - timedelta(minutes=minutes))
    said(long_ago - timedelta(days=1))
    said(now + timedelta(minutes=5))
    said((now - timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0))
    said(None)
    said(now - timedelta(minutes=5), source=make.source(kind="manual", imported_at=long_ago))

    assert rows_of(client_of(alice), "van-bron") == [["Hoog", "3", "1200,0", "3120,0", "3360,0"]]
    assert "20 minuten" in page_of(client_of(alice))


def test_from_us_to_the_reader_leaves_out_who_chose_to_wait(client_of, qrc_editor):
    asleep, resent, *_others = readers(5)
    first, second = told(), told(title="Nog iets")
    arrive(first, 10, channel="email")
    arrive(second, 30, channel="email")
    rows = Delivery.objects.filter(channel="email")
    save_quiet_hours(user=asleep, starts=timezone.now().time(), weekend=False, passes=1,
                     ends=(timezone.now() + timedelta(hours=1)).time(), channels=["email"])  # fmt: skip
    rows.filter(user=asleep).update(sent_at=timezone.now())
    late = rows.filter(user=resent)
    late.update(sent_at=timezone.now())
    for each in late:
        DeliveryEvent.objects.create(delivery=each, event="resent")

    assert rows_of(client_of(qrc_editor), "naar-u") == [["E-mail", "6", "20,0", "30,0", "30,0"]]


def test_what_passed_the_desk_is_not_timed_and_a_card_for_teams_is(client_of, gent, qrc_editor):
    make.subscriber("post@stad.example", organisation=gent)
    teams = Address.objects.create(
        channel="teams", value="https://teams.example/1", organisation=gent, state="bevestigd"
    )
    revision = told()
    cards = Delivery.objects.filter(address=teams)
    cards.update(state="sent", sent_at=revision.at + timedelta(seconds=4))
    held = told(make.source(release_policy=ReleasePolicy.REVIEW), title="Wacht")
    approve(release=Release.objects.get(revision=held), actor=qrc_editor)
    raise_alert(revision_id=held.pk)
    Delivery.objects.exclude(channel="teams").update(state="sent", sent_at=timezone.now())
    cards.exclude(message__key__endswith=f":{revision.advisory_id}:teams#1").update(
        state="sent", sent_at=timezone.now()
    )

    assert cards.count() == 2
    found = {row[0]: row[1:] for row in rows_of(client_of(qrc_editor), "naar-u")}
    assert found["Microsoft Teams"] == ["1", "4,0", "4,0", "4,0"]
    assert found["E-mail"][0] == "1"


def test_a_wait_for_the_desk_is_in_no_other_figure(client_of, charlie):
    told(make.source(release_policy=ReleasePolicy.REVIEW), title="Wacht")

    assert "Nog geen cijfers" in page_of(client_of(charlie))


def test_the_period_is_chosen_and_begins_on_a_monday(client_of, alice):
    revision = told()
    Advisory.objects.filter(pk=revision.advisory_id).update(
        first_seen_at=timezone.now() - timedelta(days=60)
    )
    client = client_of(alice)

    assert "Nog geen cijfers" in page_of(client, dagen=30)
    for asked in ("90", "365", "", "duizend", "-1"):
        assert "1 waarschuwing, waarvan 0 kritieke." in page_of(client, dagen=asked)
    period = client.get(WHERE).context["period"]
    assert (period.since.weekday(), period.since.hour, period.days) == (0, 0, 90)


# ── To whom ─────────────────────────────────────────────────────────────────────────────


def test_what_waits_at_the_desk_is_counted_for_its_editors_alone(
    client_of, alice, bob, charlie, qrc_editor
):
    source = make.source(name="Nazichtbron", release_policy=ReleasePolicy.REVIEW)
    readers(6)
    held = told(source, severity="critical")
    clients = [client_of(each) for each in (alice, bob, charlie)]

    assert [("Nazichtbron" in everything(each)) for each in clients] == [False] * 3
    assert ["Nog geen cijfers" in page_of(each) for each in clients] == [True] * 3
    assert "Nazichtbron" in everything(client_of(qrc_editor))
    approve(release=Release.objects.get(revision=held), actor=qrc_editor)
    raise_alert(revision_id=held.pk)
    assert [("Nazichtbron" in everything(each)) for each in clients] == [True] * 3


def test_a_graver_state_that_waits_is_counted_as_it_was_told(alice, qrc_editor):
    source = make.source(release_policy=ReleasePolicy.REVIEW)
    held = told(source, severity="medium")
    approve(release=Release.objects.get(revision=held), actor=qrc_editor)
    raise_alert(revision_id=held.pk)
    advisory = Advisory.objects.get()
    Advisory.objects.update(severity="critical")
    advisory.severity = "critical"
    make.revision(advisory, kind="escalated")
    period = period_of("90", timezone.now())

    assert [news(each, period).of("critical") for each in (alice, qrc_editor)] == [0, 1]
    assert news(alice, period).of("medium") == 1
    Release.objects.filter(revision=held).update(severity="low")
    assert news(alice, period).of("low") == 1


def test_a_circle_counts_for_who_may_read_it(client_of, alice, newcomer, qrc_editor, supplier):
    readers(6)
    for tlp, name in (("RED", "Rode bron"), ("AMBER", "Oranje bron")):
        revision = told(make.source(name=name, tlp=tlp))
        arrive(revision, 5, channel="email")
        # As if they were told in a narrower circle than the readers of this test are in.
        Advisory.objects.filter(pk=revision.advisory_id).update(tlp=tlp)
    seller = make_user("sofie@softwarehuis.example")
    make_member(seller, supplier)
    seen = {
        user.email: [name for name in ("Rode bron", "Oranje bron") if name in everything(client_of(user))]
        for user in (seller, alice, qrc_editor)
    }  # fmt: skip

    assert list(seen.values()) == [[], ["Oranje bron"], ["Rode bron", "Oranje bron"]]
    assert client_of(newcomer).get(WHERE).status_code == 403
    told_of = [
        [rows_of(client_of(user), key) for key in ("zendingen", "naar-u")]
        for user in (seller, alice, qrc_editor)
    ]
    assert told_of[0] == [[], []]
    assert told_of[1] == [[["E-mail", "6", "", ""]], [["E-mail", "6", "5,0", "5,0", "5,0"]]]
    assert told_of[2][1] == [["E-mail", "12", "5,0", "5,0", "5,0"]]


def test_a_source_one_may_not_know_is_not_named_by_its_open_warning(client_of, alice, qrc_editor):
    told(make.source(name="Stille bron", tlp="RED"), tlp="CLEAR")

    assert rows_of(client_of(alice), "bronnen") == [["Andere bronnen", "1"]]
    assert rows_of(client_of(qrc_editor), "bronnen") == [["Stille bron", "1"]]


def test_channels_are_told_to_members_from_five_besturen(client_of, alice, qrc_editor):
    users = readers(4)
    arrive(told(), 5)
    member, editor = client_of(alice), client_of(qrc_editor)

    for key in ("zendingen", "naar-u"):
        assert rows_of(member, key) == []
        assert [row[:2] for row in rows_of(editor, key)] == [["E-mail", "4"], ["Scherm", "4"]]
    here = users[0].memberships.get().organisation
    colleague = make_user("vijfde@stad.example")
    make_member(colleague, here)
    reader = make.subscriber("vijfde.post@stad.example", channels=["email"])
    type(reader).objects.filter(pk=reader.pk).update(user=colleague)
    arrive(told(title="Nog iets"), 5)
    assert rows_of(member, "zendingen") == []
    make_member(colleague, Organisation.objects.filter(kind="gemeente").order_by("-kbo")[0])
    assert rows_of(member, "zendingen") == [["E-mail", "9", "", ""]]
    Delivery.objects.filter(user=colleague).update(state="failed")
    assert rows_of(member, "zendingen") == [["E-mail", "", "", ""]]
    assert rows_of(editor, "zendingen")[0] == ["E-mail", "8", "1", "0"]


def answers(revision: AdvisoryRevision, *, quick: int, late: int = 0, never: int = 0) -> None:
    """So many besturen were asked two months ago, and answered or not."""
    asked = timezone.now() - timedelta(days=40)
    when = [2] * quick + [50] * late + [None] * never
    places = Organisation.objects.filter(kind="gemeente").order_by("kbo")
    for here, hours in zip(places, when, strict=False):
        Case.objects.create(
            organisation=here, advisory=revision.advisory, asked_at=asked,
            acknowledged_at=asked + timedelta(hours=hours) if hours else None,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("quick", "late", "never", "member"),
    [
        (4, 0, 0, None),
        (5, 0, 0, ["5", "", ""]),
        (5, 5, 0, ["10", "5", ""]),
        (6, 4, 0, ["10", "", ""]),
        (5, 1, 5, ["11", "5", ""]),
        (5, 5, 5, ["15", "5", "10"]),
        (1, 5, 6, ["12", "", "6"]),
    ],
)
def test_answers_are_split_for_members_where_five_stand_behind_each_part(
    client_of, alice, qrc_editor, quick, late, never, member
):
    answers(told(), quick=quick, late=late, never=never)
    found = rows_of(client_of(alice), "bevestigd")
    exact = [[str(quick + late + never), str(quick), str(quick + late)]]

    assert [row[1:] for row in found] == ([member] if member else [])
    assert [row[1:] for row in rows_of(client_of(qrc_editor), "bevestigd")] == exact


def test_answers_on_what_one_may_not_read_do_not_count(client_of, alice):
    answers(told(tlp="RED"), quick=6, late=6, never=6)

    assert rows_of(client_of(alice), "bevestigd") == []


def test_provinces_are_for_the_desk(client_of, alice, qrc_editor):
    answers(told(), quick=3, late=1, never=1)

    assert client_of(alice).get(f"{WHERE}provincies.csv").status_code == 404
    assert "per provincie" not in page_of(client_of(alice))
    rows = rows_of(client_of(qrc_editor), "provincies")
    assert [sum(int(row[n]) for row in rows) for n in range(1, 5)] == [5, 5, 3, 4]
    assert "Bevestigd per provincie" in page_of(client_of(qrc_editor))


def test_few_subscribers_are_not_counted_for_members(client_of, alice, qrc_editor):
    for _each in range(4):
        make.subscriber()
    source = make.source()

    def figures(user: Any) -> tuple[Any, Any]:
        context = client_of(user).get(WHERE).context
        return context["subscribers"], context["sources"]

    active = Source.objects.active().count()
    assert source in Source.objects.active()
    assert [figures(each) for each in (alice, qrc_editor)] == [(None, active), (4, active)]
    make.subscriber()
    assert figures(alice) == (5, active)


# ── The page ────────────────────────────────────────────────────────────────────────────


def test_each_drawing_has_a_name_a_table_and_a_file(client_of, qrc_editor):
    readers(5)
    revision = told()
    arrive(revision, 5)
    answers(revision, quick=5, late=5, never=5)
    client = client_of(qrc_editor)
    page = client.get(WHERE)
    sections = page.context["sections"]
    text = page.content.decode()

    drawn = [each for each in sections if each.chart is not None]
    assert [each.key for each in drawn] == ["weken", "bronnen", "zendingen", "bevestigd"]
    assert all(f'aria-label="{each}"' in text for each in NAMED)
    for each in sections:
        if each.rows:
            assert f'<caption class="visually-hidden">{each.title}</caption>' in text
            assert f'href="{WHERE}{each.key}.csv?dagen=90"' in text
            assert len(rows_of(client, each.key)) == len(each.rows)
    assert client.get(f"{WHERE}niets.csv").status_code == 404


def test_a_name_that_is_a_formula_does_not_run_in_the_file(client_of, alice):
    told(make.source(name="=1+1"))

    assert rows_of(client_of(alice), "bronnen") == [["'=1+1", "1"]]


def test_the_screen_costs_the_same_for_one_and_for_three(client_of, costs, alice, qrc_editor):
    readers(5)
    first = told()
    arrive(first, 5)
    clients = [client_of(each) for each in (alice, qrc_editor)]
    one = [costs(each, WHERE) for each in clients]
    for title in ("Twee", "Drie"):
        revision = told(title=title)
        arrive(revision, 6)
        answers(revision, quick=2, late=1)

    assert [costs(each, WHERE) for each in clients] == one
