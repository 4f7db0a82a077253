"""A contest from its seal to its result: nothing late, nothing changed, nothing drawn."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from catalogue.portfolio.models import PortfolioItem
from community.activity.models import Activity
from community.contests.judging import judge, seal, written
from community.contests.models import Contest, ContestEntry, ContestResult
from community.contests.services import (
    Refused,
    change_contest,
    close_due,
    enter,
    judge_again,
    judge_contest,
    open_contest,
    publish,
    withdraw,
)
from community.messaging.models import Delivery
from tests.community.forum.killing import fails_at
from tests.factories import achievements as make
from tests.people import GENT_OCMW, government, make_member, make_user

pytestmark = pytest.mark.django_db
DEADLINE = datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)
"""30 November 23:59:59 in Brussels."""
BEFORE = DEADLINE - timedelta(days=10)


def send(
    contest: Contest, user: Any, organisation: Any, guess: str, answer: str = "Brussel"
) -> Any:
    return enter(
        contest=contest, user=user, organisation=organisation, answers=[answer],
        tie_answer=Decimal(guess),
    )  # fmt: skip


@pytest.fixture
def contest(db: None) -> Contest:
    with time_machine.travel(BEFORE, tick=False):
        return make.contest(deadline=DEADLINE)


@pytest.fixture
def ended(contest, alice, charlie, gent, aalst) -> Contest:
    """Gent sits 5 above the number, Aalst 5 below, and the OCMW of Gent is nearer with a wrong answer."""
    ocmw = government(GENT_OCMW)
    dirk = make_user("dirk@ocmw.example", "Dirk")
    make_member(dirk, ocmw)
    with time_machine.travel(BEFORE, tick=False):
        send(contest, alice, gent, "105")
        send(contest, charlie, aalst, "95")
        send(contest, dirk, ocmw, "100", "Luik")
    with time_machine.travel(DEADLINE, tick=False):
        assert close_due() == 1
    contest.refresh_from_db()
    return contest


def names(result: ContestResult) -> list[str]:
    winners = json.loads(result.judgement)["winners"]
    rows = ContestEntry.objects.filter(pk__in=winners).order_by("pk")
    return [str(each.organisation) for each in rows]


@pytest.mark.parametrize(
    ("moment", "is_in_time"),
    [
        (DEADLINE - timedelta(seconds=1), True), (DEADLINE - timedelta(microseconds=1), True),
        (DEADLINE, False), (DEADLINE + timedelta(seconds=1), False),
    ],
)  # fmt: skip
def test_the_deadline_is_the_first_moment_too_late(contest, alice, gent, moment, is_in_time):
    with time_machine.travel(moment, tick=False):
        if is_in_time:
            send(contest, alice, gent, "1")
            assert close_due() == 0
        else:
            with pytest.raises(Refused):
                send(contest, alice, gent, "1")
            assert close_due() == 1
    assert ContestEntry.objects.count() == int(is_in_time)


def test_it_opens_when_it_says(alice, gent):
    with time_machine.travel(BEFORE, tick=False):
        found = make.contest(opens_at=BEFORE + timedelta(hours=1), deadline=DEADLINE)
        with pytest.raises(Refused):
            send(found, alice, gent, "1")


def test_a_government_has_one_entry_that_its_people_change(
    contest, alice, bob, charlie, gent, aalst
):
    with time_machine.travel(BEFORE, tick=False):
        first = send(contest, alice, gent, "1")
        second = send(contest, bob, gent, "2")
        withdraw(entry=second, actor=bob)
        third = send(contest, alice, gent, "3")
        with pytest.raises(Refused):
            send(contest, charlie, gent, "4")

    assert first.pk == second.pk == third.pk
    kept = ContestEntry.objects.get()
    assert (kept.user, kept.tie_answer, kept.withdrawn_at) == (alice, Decimal(3), None)


def test_suppliers_and_the_house_itself_keep_out(contest, editor, platform, supplier):
    sofie = make_user("sofie@softwarehuis.example", "Sofie")
    make_member(sofie, supplier)
    with time_machine.travel(BEFORE, tick=False):
        for user, organisation in ((editor, platform), (sofie, supplier), (sofie, None)):
            with pytest.raises(Refused):
                send(contest, user, organisation, "1")


def test_equally_near_win_both_though_there_is_one_prize(ended, editor):
    result = judge_contest(contest=ended, value=Decimal(100), source="Telling.", actor=editor)

    assert names(result) == ["Gent", "Aalst"]
    rows = json.loads(result.judgement)["entries"]
    assert [(each["rank"], each["distance"], each["wins"]) for each in rows] == [
        (1, "5.00", True), (1, "5.00", True), (None, "0.00", False),
    ]  # fmt: skip


def test_the_nearest_wins_alone(ended, editor):
    result = judge_contest(contest=ended, value=Decimal("100.50"), source="Telling.", actor=editor)

    assert names(result) == ["Gent"]


def test_conditions_count_as_they_stood_at_the_deadline(alice, charlie, gent, aalst, editor):
    with time_machine.travel(BEFORE, tick=False):
        contest = make.contest(deadline=DEADLINE, conditions=make.asks(2))
        send(contest, alice, gent, "1")
        send(contest, charlie, aalst, "1")
        kept = make.items(gent, 2)
        late = make.items(aalst, 2)
    PortfolioItem.objects.filter(pk=late[1].pk).update(created_at=DEADLINE + timedelta(hours=1))
    PortfolioItem.objects.filter(pk=kept[0].pk).update(ended_at=DEADLINE + timedelta(hours=1))
    with time_machine.travel(DEADLINE + timedelta(days=2), tick=False):
        close_due()
    contest.refresh_from_db()
    result = judge_contest(contest=contest, value=Decimal(1), source="Telling.", actor=editor)

    assert names(result) == ["Gent"]
    gents, aalsts = json.loads(result.frozen)["entries"]
    assert gents["conditions"] == [
        {
            "metric": "catalogue.portfolio_items", "asked": 2, "within": "", "found": 2, "met": True,
            "evidence": sorted(f"catalogue.portfolioitem:{each.pk}" for each in kept),
        }
    ]  # fmt: skip
    assert (aalsts["fits"], aalsts["conditions"][0]["found"]) == (False, 1)


def test_judging_again_from_the_frozen_list_gives_the_same_bytes(ended, editor):
    result = judge_contest(contest=ended, value=Decimal(100), source="Telling.", actor=editor)
    # What becomes of the rows afterwards changes nothing.
    ContestEntry.objects.update(tie_answer=Decimal(0), answers=["Parijs"])
    again = judge(
        result.frozen, questions=ended.questions, value=Decimal("100.00"), prizes=ended.prize_count
    )

    assert again.encode() == result.judgement.encode()
    assert judge_again(result=ContestResult.objects.get())
    call_command("contest_judge", str(ended.pk))


@pytest.mark.parametrize("what", ["frozen", "judgement", "answers", "value"])
def test_whoever_touches_list_answers_or_judgement_is_found_out(ended, editor, what):
    judge_contest(contest=ended, value=Decimal(100), source="Telling.", actor=editor)
    if what == "answers":
        Contest.objects.update(questions=[{"text": "?", "options": [], "answers": ["Luik"]}])
    elif what == "value":
        Contest.objects.update(tie_value=Decimal(95))
    else:
        old = getattr(ContestResult.objects.get(), what)
        ContestResult.objects.update(**{what: old.replace("5", "6")})

    assert not judge_again(result=ContestResult.objects.get())
    with pytest.raises(CommandError):
        call_command("contest_judge", str(ended.pk))
    with pytest.raises(Refused):
        publish(contest=ended, actor=editor)


def test_the_answers_are_sealed_when_it_opens(editor):
    draft = make.contest(state="ontwerp")
    found = open_contest(contest=draft, actor=editor)

    assert found.key_sha256 == seal(found.questions, found.key_salt)
    with pytest.raises(Refused):
        change_contest(contest=found, actor=editor, questions=[])
    with pytest.raises(Refused):
        change_contest(contest=found, actor=editor, prizes="Minder.")


def test_changing_the_rules_gives_them_a_version(editor):
    draft = make.contest(state="ontwerp")
    found = change_contest(contest=draft, actor=editor, rules_text="Anders.")
    again = change_contest(contest=found, actor=editor, rules_text="Anders.")

    assert (draft.rules_version, found.rules_version, again.rules_version) == (1, 2, 2)


def test_every_step_stands_in_the_audit_trail_and_happens_once(ended, editor, alice, charlie):
    with pytest.raises(Refused):
        publish(contest=ended, actor=editor)
    judge_contest(contest=ended, value=Decimal(105), source="Telling.", actor=editor)
    for _ in range(2):
        publish(contest=ended, actor=editor)
        close_due()
    with pytest.raises(Refused):
        judge_contest(contest=ended, value=Decimal(95), source="Telling.", actor=editor)

    rows = Activity.objects.filter(verb__startswith="community.contest.").order_by("pk")
    assert [each.verb.rpartition(".")[2] for each in rows] == [
        "changed", "opened", "entered", "entered", "entered", "closed", "judged", "published",
    ]  # fmt: skip
    mails = Delivery.objects.filter(message__kind="community.contest", channel="email")
    keys = dict(mails.values_list("user", "message__key"))
    assert keys[alice.pk] == f"contest:{ended.pk}:won"
    assert keys[charlie.pk] == f"contest:{ended.pk}:ended"
    assert len(keys) == 3


def test_the_same_facts_are_written_the_same():
    assert written({"b": "é", "a": [1]}) == '{"a":[1],"b":"é"}'


def test_nothing_in_the_room_is_left_to_chance():
    room = Path(__file__).resolve().parents[3] / "community/contests"
    # The salt of a seal decides nothing; it is the only thing that nobody can foretell.
    chance = re.compile(
        r"\brandom\b|\bshuffle\b|\bsample\(|\bchoice\(|uuid4|order_by\(\"\?\"\)|secrets\.(?!token_hex)"
    )
    found = [
        f"{path.name}: {match[0]}"
        for path in sorted(room.rglob("*.py"))
        for match in chance.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []
    assert "secrets" not in (room / "judging.py").read_text(encoding="utf-8")


def test_who_reads_the_right_answers_keeps_out_of_it(contest, editor, gent):
    """Also when he works for a bestuur beside the platform."""
    make_member(editor, gent)
    with time_machine.travel(BEFORE, tick=False), pytest.raises(Refused, match="beheert"):
        send(contest, editor, gent, "100")
    assert ContestEntry.objects.count() == 0


def test_no_list_is_frozen_while_a_condition_cannot_be_weighed(alice, gent):
    with time_machine.travel(BEFORE, tick=False):
        made = make.contest(deadline=DEADLINE, conditions=make.asks())
        make.items(gent, 1)
        send(made, alice, gent, "100")
    Contest.objects.update(conditions=make.asks(metric="app.gone"))
    with time_machine.travel(DEADLINE, tick=False):
        assert close_due() == 0
    assert ContestResult.objects.count() == 0
    Contest.objects.update(conditions=make.asks())
    with time_machine.travel(DEADLINE + timedelta(days=1), tick=False):
        assert close_due() == 1
    assert [each["fits"] for each in json.loads(ContestResult.objects.get().frozen)["entries"]] == [
        True
    ]


def test_a_contest_that_fails_holds_up_no_other():
    with time_machine.travel(BEFORE, tick=False):
        first, second = (make.contest(title=f"C{n}", deadline=DEADLINE) for n in range(2))
    with (
        time_machine.travel(DEADLINE, tick=False),
        fails_at('UPDATE "community_contest"', first.pk),
    ):
        assert close_due() == 1
    assert dict(Contest.objects.values_list("pk", "state")) == {
        first.pk: "open", second.pk: "afgesloten",
    }  # fmt: skip
