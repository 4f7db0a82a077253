"""What a report about one of our mails changes, and what it does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.activity.services import pay_owed
from community.mail_in.enums import Fate, Reason
from community.mail_in.models import IncomingMail
from community.mail_in.services import handle, handle_waiting, receive
from community.messaging.addresses import confirm, mark_bounced
from community.messaging.enums import AddressState, State
from community.messaging.models import Address, Delivery, DeliveryEvent
from community.messaging.return_paths import reference
from qrc.alerts.resending import resend
from tests.community.mail_in.conftest import DOMAIN, ledger, take_in
from tests.community.mail_in.letters import away, complaint, dsn, in_words, path_of
from tests.factories.messaging import mail_address
from tests.people import make_user

OPEN, CLOSED = AddressState.CONFIRMED, AddressState.BOUNCED
UNTOUCHED = (State.SENT, "", OPEN, [])


@pytest.mark.parametrize(
    ("action", "status", "diagnostic", "after"),
    [
        ("failed", "5.1.1", "smtp; 550 5.1.1 Onbekend", ("failed", "5.1.1", CLOSED)),
        ("failed", "5.0.0", "smtp; 550 5.1.10 Onbekend", ("failed", "5.1.10", CLOSED)),
        ("failed", "5.4.1", "smtp; 550 5.4.1 Access denied", ("failed", "5.4.1", CLOSED)),
        ("Failed (expired)", "5.1.2 (domain)", "", ("failed", "5.1.2", CLOSED)),
        # Without a status, the server's own words say it.
        ("failed", "", "smtp; 550 5.1.1 Onbekend", ("failed", "5.1.1", CLOSED)),
        ("failed", "", "smtp; 550 No such user here", ("failed", "5.0.0", CLOSED)),
        ("", "", "x-notes; 552 Mail at 192.0.2.5 refused", ("failed", "5.0.0", CLOSED)),
        # A refusal of this mail or of us says nothing about the mailbox.
        ("failed", "5.7.1", "smtp; 550 5.7.1 Spam", ("failed", "5.7.1", OPEN)),
        ("failed", "5.3.4", "smtp; 552 5.3.4 Te groot", ("failed", "5.3.4", OPEN)),
        # It may pass: one of three.
        ("failed", "5.2.2", "smtp; 552 5.2.2 Vol", ("failed", "5.2.2", OPEN)),
        ("failed", "4.4.7", "smtp; 450 4.4.7 Verlopen", ("failed", "4.4.7", OPEN)),
        ("failed", "", "", ("failed", "5.0.0", OPEN)),
    ],
)
def test_a_mail_that_was_given_up_is_not_delivered(sent, action, status, diagnostic, after):
    delivery = sent()
    raw = dsn(
        to=path_of(delivery.pk), recipient=delivery.address.value, action=action, status=status,
        diagnostic=diagnostic,
    )  # fmt: skip

    assert take_in(raw, to=path_of(delivery.pk)) == Fate.BOUNCED
    assert ledger(delivery) == (*after, ["undelivered"])


@pytest.mark.parametrize(
    ("action", "status", "fate", "events"),
    [
        ("delayed", "4.4.1", Fate.DELAYED, ["delayed"]),
        ("", "4.2.1", Fate.DELAYED, ["delayed"]),
        ("delivered", "2.1.5", Fate.NOTHING, []),
        ("relayed", "2.0.0", Fate.NOTHING, []),
        ("nonsense", "", Fate.NOTHING, []),
    ],
)
def test_a_mail_that_is_under_way_stays_sent(sent, action, status, fate, events):
    delivery = sent()
    raw = dsn(to=path_of(delivery.pk), recipient=delivery.address.value, action=action,
              status=status, diagnostic="")  # fmt: skip

    assert take_in(raw, to=path_of(delivery.pk)) == fate
    assert ledger(delivery) == (State.SENT, "", OPEN, events)


def test_three_full_mailboxes_close_the_address(sent):
    address = mail_address()
    for _n in range(3):
        delivery = sent(address)
        raw = dsn(to=path_of(delivery.pk), recipient=address.value, status="5.2.2")
        take_in(raw, to=path_of(delivery.pk))

    assert ledger(delivery)[2] == CLOSED


def test_what_a_server_says_is_kept_without_the_addresses_in_it(sent):
    delivery = sent()
    take_in(
        dsn(to="x", recipient=delivery.address.value,
            diagnostic="smtp; 550 5.1.1 <thuis@elders.example> (was an@elders.example): weg"),
        to=path_of(delivery.pk),
    )  # fmt: skip

    event = DeliveryEvent.objects.get()
    assert event.detail == "5.1.1 550 5.1.1 <<…>> (was <…>): weg"
    assert event.in_words == "Niet afgeleverd"


class TestBelief:
    def test_the_address_in_small_letters_or_capitals_is_ours(self, sent):
        for shape in (str.lower, str.upper):
            delivery = sent()
            path = shape(path_of(delivery.pk))
            take_in(dsn(to=path, recipient=delivery.address.value), to=path)

            assert ledger(delivery)[0] == State.FAILED

    def test_a_head_that_comes_back_is_enough(self, sent):
        for kind in ("message/rfc822", "text/rfc822-headers"):
            delivery = sent()
            raw = dsn(to=f"noreply@{DOMAIN}", recipient=delivery.address.value, second=kind,
                      returned=delivery.pk)  # fmt: skip

            assert take_in(raw, to=f"noreply@{DOMAIN}") == Fate.BOUNCED
            assert ledger(delivery)[2] == CLOSED

    @pytest.mark.parametrize(
        "forge",
        [
            lambda pk: f"bounce+{pk}@{DOMAIN}",
            lambda pk: f"bounce+{pk}-@{DOMAIN}",
            lambda pk: f"bounce+{pk}-{'a' * 20}@{DOMAIN}",
            lambda pk: f"bounce+{pk + 1}-{reference(pk).rpartition('-')[2]}@{DOMAIN}",
            lambda pk: f"bounce+{reference(pk)[:-1]}@{DOMAIN}",
            lambda pk: f"bounce+é-{reference(pk)}@{DOMAIN}",
            lambda _pk: "",
        ],
    )
    def test_nobody_else_can_name_a_delivery(self, sent, forge):
        delivery = sent()
        for raw in (
            dsn(to=forge(delivery.pk), recipient=delivery.address.value),
            complaint(to=forge(delivery.pk), mail_from=forge(delivery.pk)),
        ):
            assert take_in(raw, to=forge(delivery.pk)) == Fate.UNPLACED

        assert ledger(delivery) == UNTOUCHED
        assert set(IncomingMail.objects.values_list("reason", flat=True)) == {Reason.NOT_OURS}

    def test_a_report_hanging_in_a_mail_of_a_person_is_no_report(self, sent):
        delivery = sent()
        inside = dsn(to="x", recipient=delivery.address.value, returned=delivery.pk)
        raw = (
            b"From: an@stad.example\r\nTo: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + inside + b"\r\n--b--\r\n"
        )

        assert take_in(raw, to=f"hulp@{DOMAIN}") == Fate.UNPLACED
        assert IncomingMail.objects.get().reason == Reason.NO_TAKER
        assert ledger(delivery) == UNTOUCHED

    def test_whom_the_mail_reached_by_way_of_another_address_may_be_one_of_many(self, sent):
        address = mail_address()
        for n in range(3):
            delivery = sent(address)
            raw = dsn(to="x", recipient=f"lid{n}@elders.example")
            assert take_in(raw, to=path_of(delivery.pk)) == Fate.BOUNCED
            assert ledger(delivery)[2] == (OPEN if n < 2 else CLOSED)


class TestTwice:
    def test_the_same_mail_is_one_row_and_one_change(self, sent):
        delivery = sent()
        raw = dsn(to="x", recipient=delivery.address.value)
        for _n in range(2):
            take_in(raw, to=path_of(delivery.pk))
        # By another road: with a trace of its own on top.
        take_in(b"Received: from elders.example\r\n" + raw, to=path_of(delivery.pk))

        assert IncomingMail.objects.count() == 1
        assert ledger(delivery) == (State.FAILED, "5.1.1", CLOSED, ["undelivered"])

    def test_another_report_about_the_same_changes_nothing_more(self, sent):
        delivery = sent()
        fates = [
            take_in(dsn(to="x", recipient=delivery.address.value, status=status, action=action),
                    to=path_of(delivery.pk))
            for action, status in [("delayed", "4.4.1"), ("delayed", "4.4.1"), ("failed", "5.1.1"),
                                   ("failed", "5.1.1"), ("delayed", "4.4.1")]
        ]  # fmt: skip

        assert fates == [Fate.DELAYED, Fate.NOTHING, Fate.BOUNCED, Fate.NOTHING, Fate.NOTHING]
        assert ledger(delivery)[3] == ["delayed", "undelivered"]

    def test_a_forger_cannot_take_the_name_of_a_report_beforehand(self, sent):
        delivery = sent()
        path = path_of(delivery.pk)
        take_in(in_words(to=path, more="X-Note: eerst\r\n"), to=path)
        name = "<zelfde@mx.stad.example>"
        false = dsn(to="x", recipient="ander@elders.example", action="delivered", status="2.0.0",
                    message_id=name)  # fmt: skip
        take_in(false, to=path)

        assert take_in(dsn(to="x", recipient=delivery.address.value, message_id=name), to=path) == (
            Fate.BOUNCED
        )

    def test_an_old_report_does_not_close_an_address_that_was_mended(self, sent):
        delivery = sent()
        address = delivery.address
        mark_bounced(address=address, reason="550")
        confirm(address=address)
        take_in(dsn(to="x", recipient=address.value), to=path_of(delivery.pk))

        assert ledger(delivery) == (State.FAILED, "5.1.1", OPEN, ["undelivered"])

    def test_a_mail_sent_anew_may_come_back_anew(self, sent, bob, smtp):
        delivery = sent()
        first = dsn(to="x", recipient=delivery.address.value, status="5.7.1")
        take_in(first, to=path_of(delivery.pk))
        delivery.refresh_from_db()
        resend(delivery=delivery, actor=bob)
        take_in(first, to=path_of(delivery.pk))
        assert ledger(delivery)[0] == State.QUEUED

        Delivery.objects.filter(pk=delivery.pk).update(state=State.SENT, sent_at=timezone.now())
        take_in(dsn(to="x", recipient=delivery.address.value), to=path_of(delivery.pk))
        assert ledger(delivery) == (
            State.FAILED, "5.1.1", CLOSED, ["undelivered", "resent", "undelivered"],
        )  # fmt: skip

    def test_a_report_that_overtakes_our_own_note_waits_for_it(self, sent):
        delivery = sent()
        Delivery.objects.filter(pk=delivery.pk).update(state=State.SENDING)
        row = receive(
            raw=dsn(to="x", recipient=delivery.address.value), recipient=path_of(delivery.pk)
        )

        assert handle_waiting() == 1
        row.refresh_from_db()
        assert (row.fate, row.attempts, row.not_before > timezone.now()) == (Fate.RECEIVED, 1, True)

        Delivery.objects.filter(pk=delivery.pk).update(state=State.SENT)
        assert handle(pk=row.pk) == Fate.BOUNCED
        assert ledger(delivery)[0] == State.FAILED


class TestQuiet:
    def test_what_machines_and_people_answer_changes_nothing(self, sent):
        delivery = sent()
        path = path_of(delivery.pk)
        quiet = [
            away(to=path), away(to=path, more="Precedence: auto_reply\n"),
            away(to=path, more="X-Autoreply: yes\n"),
            away(to=path, more="Auto-Submitted: auto-generated (vakantie)\n"),
        ]  # fmt: skip

        assert [take_in(raw, to=path) for raw in quiet] == [Fate.NOTHING] * 4
        assert ledger(delivery) == UNTOUCHED
        # Nothing was answered to anybody.
        assert Delivery.objects.count() == 1

    @pytest.mark.parametrize(
        "raw",
        [
            in_words(to="x"),
            in_words(to="x", more="Auto-Submitted: auto-replied\n"),
            in_words(to="x", more="X-Failed-Recipients: lezer@stad.example\n"),
            away(to="x", more=""),
            dsn(to="x", recipient="", action="", status="", diagnostic=""),
            dsn(to="x", recipient="", block="Geen velden, alleen woorden"),
        ],
    )
    def test_what_only_a_person_can_read_is_kept_for_a_person(self, sent, raw):
        delivery = sent()

        assert take_in(raw, to=path_of(delivery.pk)) == Fate.UNPLACED
        row = IncomingMail.objects.get()
        assert (row.reason, bytes(row.raw), bool(row.excerpt)) == (Reason.NO_REPORT, b"", True)
        assert ledger(delivery) == UNTOUCHED

    def test_the_text_of_what_was_placed_is_not_kept(self, sent):
        delivery = sent()
        take_in(dsn(to="x", recipient=delivery.address.value), to=path_of(delivery.pk))

        row = IncomingMail.objects.get()
        assert (bytes(row.raw), row.excerpt, row.delivery_id) == (b"", "", delivery.pk)


class TestComplaints:
    @pytest.mark.parametrize("kind", ["abuse", "Abuse", "fraud", "opt-out"])
    def test_who_calls_our_mail_spam_gets_no_more(self, sent, kind):
        delivery = sent()

        assert take_in(complaint(to="x", kind=kind), to=path_of(delivery.pk)) == Fate.COMPLAINT
        assert ledger(delivery) == (State.SENT, "", AddressState.STOPPED, ["complaint"])
        assert Address.objects.get().reason == "abuse-report"

    @pytest.mark.parametrize("how", ["returned", "mail_from"])
    def test_a_complaint_at_another_address_names_the_mail(self, sent, how):
        delivery = sent()
        given = (
            {"returned": delivery.pk} if how == "returned" else {"mail_from": path_of(delivery.pk)}
        )

        assert take_in(complaint(to="x", **given), to=f"fbl@{DOMAIN}") == Fate.COMPLAINT
        assert ledger(delivery)[2] == AddressState.STOPPED

    @pytest.mark.parametrize("kind", ["auth-failure", "not-spam", "virus", "onbekend"])
    def test_what_is_no_complaint_of_a_person_changes_nothing(self, sent, kind):
        delivery = sent()

        assert take_in(complaint(to="x", kind=kind), to=path_of(delivery.pk)) == Fate.NOTHING
        assert ledger(delivery) == UNTOUCHED

    def test_a_complaint_about_a_mail_that_never_left_is_no_news(self, sent):
        delivery = sent()
        Delivery.objects.filter(pk=delivery.pk).update(state=State.SUPPRESSED, sent_at=None)

        assert take_in(complaint(to="x"), to=path_of(delivery.pk)) == Fate.NOTHING
        assert ledger(delivery)[2:] == (OPEN, [])

    def test_who_came_back_after_it_is_left_alone(self, sent):
        delivery = sent()
        Address.objects.update(state_at=timezone.now() + timedelta(seconds=1))

        assert take_in(complaint(to="x"), to=path_of(delivery.pk)) == Fate.COMPLAINT
        assert ledger(delivery)[2:] == (OPEN, ["complaint"])


def test_the_holder_hears_it_elsewhere_and_nobody_else_does(sent, alice, bob, charlie):
    """Alice's mail comes back, Bob complains; Charlie hears of neither."""
    phone = {
        user: Address.objects.create(channel="sms", value=f"+3247000030{n}", user=user, state=OPEN)
        for n, user in enumerate((alice, bob, charlie))
    }
    mine = {user: sent(Address.objects.get(channel="email", user=user)) for user in phone}
    take_in(dsn(to="x", recipient=alice.email), to=path_of(mine[alice].pk))
    take_in(complaint(to="x"), to=path_of(mine[bob].pk))
    pay_owed()

    told = Delivery.objects.filter(message__kind="community.address_lost").order_by("pk")
    assert sorted(told.values_list("channel", "address", "user"), key=str) == sorted(
        [
            ("sms", phone[alice].pk, alice.pk), ("web", None, alice.pk),
            ("sms", phone[bob].pk, bob.pk), ("web", None, bob.pk),
        ], key=str,
    )  # fmt: skip
    texts = [
        row.message.bodies.get(channel="sms", language="nl").text
        for row in told.filter(channel="sms")
    ]
    assert [text.partition(": ")[2].rpartition(" ")[0] for text in texts] == [
        "Uw berichten komen niet meer aan: alice@gent.example.",
        "Wij mailen u niet meer op bob@gent.example.",
    ]


def test_one_without_another_address_hears_it_on_the_bell_alone(sent):
    user = make_user("alleen@gent.example")
    delivery = sent(Address.objects.get(user=user))
    take_in(complaint(to="x"), to=path_of(delivery.pk))
    pay_owed()

    told = Delivery.objects.filter(message__kind="community.address_lost")
    assert list(told.values_list("channel", "user")) == [("web", user.pk)]
