"""Handing out: once for each, dated by the event, the same whichever way it comes."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.services import add_item
from community.achievements.models import Achievement, AchievementRule, Award, Look, Round
from community.achievements.previewing import preview
from community.achievements.services import (
    Refused,
    activate,
    begin_sweep,
    evaluate,
    give,
    owe_look,
    pay_looks,
    save_rule,
    step_rounds,
    stop,
    take_back,
)
from community.achievements.services.rounds import step
from community.activity.models import Activity
from community.activity.services import pay_owed
from community.messaging.models import Delivery
from community.organisations.models import Organisation
from tests.community.forum.racing import until_somebody_waits
from tests.factories import achievements as make

pytestmark = pytest.mark.django_db


def earned() -> list[tuple[Any, ...]]:
    rows = Award.objects.standing().order_by("user", "organisation", "period")
    return list(rows.values_list("user", "organisation", "period"))


def rule_of(achievement: Achievement) -> AchievementRule:
    return (
        AchievementRule.objects.running().select_related("achievement").get(achievement=achievement)
    )


def test_back_filling_dates_by_the_event_and_stays_silent(alice, gent, aalst):
    last = make.items(gent, 3)[1]
    make.items(aalst, 1)
    found = make.achievement(rule=make.asks(2))

    assert step_rounds() > 0

    award = Award.objects.get()
    assert (award.organisation, award.earned_at, award.is_announced) == (
        gent,
        last.created_at,
        False,
    )
    assert award.evidence == [
        f"catalogue.portfolioitem:{last.pk}",
        f"catalogue.portfolioitem:{last.pk - 1}",
    ]
    assert Delivery.objects.count() == 0
    assert Round.objects.get().made == 1
    assert Activity.objects.get(verb="community.award.earned").data == {
        "achievement": found.pk, "period": "eenmalig", "rule": rule_of(found).pk,
    }  # fmt: skip


def test_an_event_hands_out_and_is_told_once(alice, bob, gent):
    make.achievement(rule=make.asks(2))
    step_rounds()
    for name in ("Kruispunt", "Loket", "Balie"):
        add_item(organisation=gent, actor=bob, name=name)
    pay_owed()

    assert Look.objects.count() == 1
    assert pay_looks() == 1
    assert pay_looks() == 0
    assert earned() == [(None, gent.pk, "eenmalig")]
    # The administrator hears it by mail and bell, her colleague does not.
    told = Delivery.objects.filter(message__kind="community.award")
    assert sorted(told.values_list("user", "channel")) == [(alice.pk, "email"), (alice.pk, "web")]


def test_looks_at_one_subject_are_one_row(gent):
    for _ in range(3):
        owe_look(kind="bestuur", subjects=[gent.pk, gent.pk])

    assert Look.objects.count() == 1


def test_a_round_killed_halfway_gives_the_same(alice, gent, aalst):
    for organisation in (gent, aalst):
        make.items(organisation, 2)
    make.achievement()
    round_ = Round.objects.get()
    governments = list(
        Organisation.objects.active().governments().order_by("pk").values_list("pk", flat=True)
    )
    while step(pk=round_.pk, number=70):
        # Somebody pulls the plug in the middle of the next step.
        try:
            with transaction.atomic():
                step(pk=round_.pk, number=70)
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
    round_.refresh_from_db()

    assert earned() == sorted([(None, gent.pk, "eenmalig"), (None, aalst.pk, "eenmalig")])
    assert (round_.looked, round_.made) == (len(governments), 2)
    assert round_.finished_at is not None


def test_evaluating_twice_changes_nothing(gent):
    make.items(gent, 1)
    rule = rule_of(make.achievement())

    assert len(evaluate(rule=rule, subjects=[gent.pk])) == 1
    assert evaluate(rule=rule, subjects=[gent.pk]) == []
    assert Award.objects.count() == 1


def test_the_preview_counts_what_would_be_handed_out_and_writes_nothing(gent, aalst):
    make.items(gent, 2)
    make.items(aalst, 1)
    found = make.achievement(state="ontwerp")
    said = preview(found.rules.get())

    assert said.number == 2
    assert [each.subject for each in said.examples] == [aalst, gent]
    assert said.looked == Organisation.objects.active().governments().count()
    assert Award.objects.count() == 0
    activate(achievement=found, actor=None)
    step_rounds()
    assert Award.objects.count() == said.number


def test_the_sweep_finds_what_no_event_told(gent):
    found = make.achievement()
    step_rounds()
    make.items(gent, 1)
    assert begin_sweep() == 0
    Round.objects.update(started_at=timezone.now() - timedelta(days=1))

    assert begin_sweep() == 1
    step_rounds()

    assert earned() == [(None, gent.pk, "eenmalig")]
    assert rule_of(found).rounds.count() == 2


def test_a_rule_takes_back_only_when_it_says_so(gent):
    make.items(gent, 1)
    strict = make.achievement(name="Streng", auto_revoke=True)
    mild = make.achievement(name="Mild")
    step_rounds()
    PortfolioItem.objects.update(ended_at=timezone.now())
    for each in (strict, mild):
        evaluate(rule=rule_of(each), subjects=[gent.pk])

    assert [each.achievement for each in Award.objects.standing()] == [mild]
    PortfolioItem.objects.update(ended_at=None)
    evaluate(rule=rule_of(strict), subjects=[gent.pk])
    assert Award.objects.standing().count() == 2


def test_what_lapsed_is_renewed_while_it_holds(gent):
    make.items(gent, 1, days=100)
    found = make.achievement(valid_months=1)
    step_rounds()
    award = Award.objects.get()
    assert (award.earned_at < award.valid_until - timedelta(days=99), award.is_lapsed) == (
        True,
        False,
    )

    Award.objects.update(valid_until=timezone.now() - timedelta(days=1))
    evaluate(rule=rule_of(found), subjects=[gent.pk])
    assert not Award.objects.get().is_lapsed
    Award.objects.update(valid_until=timezone.now() - timedelta(days=1))
    PortfolioItem.objects.update(ended_at=timezone.now())
    evaluate(rule=rule_of(found), subjects=[gent.pk])
    assert Award.objects.get().is_lapsed


def test_given_by_hand_and_taken_back_stays_so(editor, alice, gent):
    make.items(gent, 1)
    found = make.achievement(state="ontwerp")
    with pytest.raises(Refused):
        give(achievement=found, to=gent, reason="Mooi.", actor=editor)
    activate(achievement=found, actor=editor)
    step_rounds()
    award = Award.objects.get()
    take_back(award=award, reason="Vergissing.", actor=editor)
    take_back(award=award, reason="Nog eens.", actor=editor)
    evaluate(rule=rule_of(found), subjects=[gent.pk])

    award.refresh_from_db()
    assert award.revoked_reason == "Vergissing."
    assert Activity.objects.filter(verb="community.award.revoked").count() == 1
    with pytest.raises(Refused):
        give(achievement=found, to=gent, reason="Toch.", actor=editor)
    with pytest.raises(Refused):
        give(achievement=found, to=alice, reason="Ze is geen bestuur.", actor=editor)


def test_what_a_person_takes_back_stays_so_when_the_rule_was_first(editor, gent):
    make.items(gent, 1)
    found = make.achievement(auto_revoke=True)
    step_rounds()
    PortfolioItem.objects.update(ended_at=timezone.now())
    evaluate(rule=rule_of(found), subjects=[gent.pk])
    take_back(award=Award.objects.get(), reason="Niet eerlijk behaald.", actor=editor)
    PortfolioItem.objects.update(ended_at=None)
    evaluate(rule=rule_of(found), subjects=[gent.pk])

    assert Award.objects.standing().count() == 0
    assert Award.objects.get().revoked_reason == "Niet eerlijk behaald."


@pytest.mark.django_db(transaction=True)
def test_weighing_writes_nothing_over_that_is_taken_back_meanwhile(editor, gent):
    make.items(gent, 1)
    found = make.achievement()
    step_rounds()
    award = Award.objects.get()

    def by_hand() -> None:
        try:
            take_back(award=award, reason="Vergissing.", actor=editor)
        finally:
            connection.close()

    other = threading.Thread(target=by_hand)
    with transaction.atomic():
        evaluate(rule=rule_of(found), subjects=[gent.pk])
        other.start()
        until_somebody_waits()
    other.join(timeout=60)
    assert Award.objects.get().revoked_reason == "Vergissing."


def test_a_new_version_replaces_the_old_and_keeps_what_was_earned(editor, gent, aalst):
    make.items(gent, 1)
    make.items(aalst, 3)
    found = make.achievement(actor=editor)
    step_rounds()
    first = rule_of(found)
    save_rule(achievement=found, actor=editor, rule=make.asks(3))
    activate(achievement=found, actor=editor)
    step_rounds()

    assert [each.version for each in found.rules.all()] == [2, 1]
    assert rule_of(found).version == 2
    assert set(Award.objects.values_list("rule", flat=True)) == {first.pk}
    with pytest.raises(Refused):
        activate(achievement=found, actor=editor)


def test_a_rule_that_was_active_cannot_be_changed_by_anybody(gent):
    rule = rule_of(make.achievement())

    with pytest.raises(IntegrityError), transaction.atomic():
        AchievementRule.objects.filter(pk=rule.pk).update(rule=make.asks(99))
    rule.refresh_from_db()
    assert rule.rule == make.asks(1)


def test_what_was_stopped_hands_out_no_more_and_may_run_again(editor, gent):
    found = make.achievement()
    rule = rule_of(found)
    stop(achievement=found, actor=editor)
    make.items(gent, 1)
    assert evaluate(rule=rule, subjects=[gent.pk]) == []

    activate(achievement=found, actor=editor)
    step_rounds()
    assert earned() == [(None, gent.pk, "eenmalig")]


@pytest.mark.django_db(transaction=True)
def test_fifty_events_at_once_award_once(gent, alice, bob):
    make.achievement(rule=make.asks(50))
    step_rounds()
    failed: list[BaseException] = []

    def work(n: int) -> None:
        try:
            add_item(organisation=gent, actor=bob, name=f"Onderdeel {n}")
            pay_owed()
            pay_looks()
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(50)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    pay_owed()
    pay_looks()

    assert failed == []
    assert earned() == [(None, gent.pk, "eenmalig")]
    assert Activity.objects.filter(verb="community.award.earned").count() == 1
    assert Delivery.objects.filter(message__kind="community.award").count() == 2
    assert Look.objects.count() == 0
