"""The worker is killed again and again in the middle of sending; nothing is lost, and what may
have gone twice is known."""

from __future__ import annotations

import os
from collections import Counter
from datetime import timedelta

import pytest

from community.messaging.bodies import message_id
from community.messaging.channels.sms import client
from community.messaging.enums import State
from community.messaging.models import Delivery
from community.messaging.reconciling import reconcile_unknown
from tests.chaos.fate import CHILDREN, PER_LIFE, Fate, live_and_die
from tests.factories import messaging as make
from tests.standins.smtp_sink import Accepted, SmtpSink
from tests.standins.twilio import TwilioStandIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]

KILLS = int(os.environ.get("CHAOS_KILLS", "10"))


def test_mail_is_never_lost_and_doubles_are_known(site_with):
    total = KILLS * PER_LIFE
    make.say(*[make.mail_address() for _ in range(total)])
    fate = Fate(KILLS, ("envelope", "data", "accepted"))

    def hook(stage: str, message: Accepted) -> None:
        # Our own 250 is what makes it the server's: until then nobody has it.
        fate.heard(stage, message.message_id, is_handed=stage == "accepted")

    with SmtpSink(hook=hook) as sink:
        site = site_with(EMAIL_URL=sink.url)
        live_and_die(fate, site, "email")

    rows = list(Delivery.objects.values_list("key", "state", "maybe_double"))
    wanted = {message_id(key) for key, _state, _maybe in rows}
    marked = {message_id(key) for key, _state, maybe in rows if maybe}
    times = Counter(each.message_id for each in sink.accepted)
    assert len(fate.ended) == KILLS
    assert {state for _key, state, _maybe in rows} == {State.SENT}
    assert set(times) == wanted
    assert set(fate.twice()) <= marked
    check_lives(fate)
    assert len(marked) <= CHILDREN * KILLS
    print(
        f"\n{total} mails, {KILLS} kills in {fate.lives} lives: 0 lost, "
        f"{sum(times.values()) - total} doubled, {len(marked)} marked"
    )


def check_lives(fate: Fate) -> None:
    """What came twice came in two lives, the first of them killed: once a line at most."""
    for life, handed in fate.handed.items():
        later = {each for other, more in fate.handed.items() if other > life for each in more}
        again = [each for each in handed if each in later]
        assert len(again) <= (CHILDREN if life in fate.ended else 0)
        assert len(set(handed)) == len(handed)
    # A life that was ended had sent something, or was sending it.
    assert all(fate.handed[life] for life in fate.ended)


def test_sms_is_handed_over_once_or_is_unknown(site_with, settings):
    total = KILLS * PER_LIFE
    make.say(*[make.phone() for _ in range(total)], text="QRC: werk bij")
    fate = Fate(KILLS, ("data", "accepted"), seed=11)

    def hook(stage: str, params: dict[str, str]) -> None:
        # Once the request was read the provider has it, answered or not.
        fate.heard(stage, params["To"], is_handed=stage == "data")

    with TwilioStandIn(hook=hook) as twilio:
        live_and_die(fate, site_with(**twilio.environment), "sms")
        taken = Counter(message["to"] for message in twilio.messages)
        rows = dict(Delivery.objects.values_list("address__value", "state"))
        assert len(fate.ended) == KILLS
        assert set(taken.values()) == {1}
        assert set(rows.values()) <= {State.SENT, State.UNKNOWN}
        unknown = {number for number, state in rows.items() if state == State.UNKNOWN}
        assert set(rows) - unknown <= set(taken)
        assert len(unknown) <= CHILDREN * KILLS
        print(
            f"\n{total} sms, {KILLS} kills in {fate.lives} lives: none twice, {len(unknown)} unknown, "
            f"{len(unknown & set(taken))} of them taken"
        )
        settings.TWILIO = twilio.settings
        client.cache_clear()
        asked = reconcile_unknown(settle=timedelta(0), limit=10_000)
        client.cache_clear()

    found = dict(Delivery.objects.values_list("address__value", "state"))
    assert asked == len(unknown)
    assert {n for n in unknown if found[n] == State.SENT} == unknown & set(taken)
    assert {n for n in unknown if found[n] == State.QUEUED} == unknown - set(taken)
