"""Mail in is kept once, looked at once, and never lost, whatever is in it."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.mail_in import services
from community.mail_in.enums import Fate, Reason
from community.mail_in.handlers import MailHandler, Verdict, mail_handlers
from community.mail_in.models import IncomingMail
from community.mail_in.reading import header, read, recipients_in, text_of
from community.mail_in.reports import status_of
from community.mail_in.services import handle, handle_waiting, has_room_for, prune, receive
from tests.community.mail_in.conftest import DOMAIN, ledger, take_in
from tests.community.mail_in.letters import away, crlf, dsn, path_of

pytestmark = pytest.mark.django_db

UNTOUCHED = ("sent", "", "bevestigd", [])


class TestWhatever:
    """Nothing breaks on it, and it changes nothing."""

    def cases(self, path: str, to: str) -> dict[str, bytes]:
        whole = dsn(to=path, recipient=to)
        deep = "".join(
            f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(3000)
        )
        report = "Content-Type: multipart/report; report-type=delivery-status"
        return {
            "nothing": b"",
            "no head": b"\r\n\r\nalleen tekst",
            "no body": b"Subject: leeg",
            "nul bytes": b"Subject: \0\0\r\nFrom: \0@\0\r\n\r\n\0",
            "8-bit": "Subject: É\udcff\r\n\r\n".encode("latin-1", "ignore") + bytes(range(256)),
            "strange charset": crlf(
                "Subject: =?x-bestaat-niet?Q?abc?=\nFrom: =?utf-8?B?%%%?= <a@b>\n"
                "Content-Type: text/plain; charset=x-bestaat-niet\n\nTekst\n"
            ),
            "strange encoding": crlf(
                "Content-Transfer-Encoding: base64\nContent-Type: text/plain\n\n!!!geen base64!!!\n"
            ),
            "report without a boundary": crlf(f"{report}\n\n--x\n\n"),
            "report without parts": crlf(f'{report}; boundary="x"\n\n'),
            "report without fields": crlf(
                f'{report}; boundary="x"\n\n--x\nContent-Type: message/delivery-status\n\n\n--x--\n'
            ),
            "cut in half": whole[: whole.index(b"Final-Recipient")],
            "deep": deep.encode(),
            "many parts": b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n' + b"--x\r\n\r\n" * 50_000,
            "long header": b"Subject: " + b"x" * 1_000_000 + b"\r\n\r\n",
            "many headers": b"X-A: b\r\n" * 50_000 + b"\r\n",
            "huge": b"Subject: groot\r\n\r\n" + b"A" * 76 * 60_000,
        }  # fmt: skip

    def test_nothing_breaks_and_nothing_changes(self, sent):
        delivery = sent()
        path = path_of(delivery.pk)
        for name, raw in self.cases(path, delivery.address.value).items():
            fate = take_in(raw, to=path)
            assert fate in (Fate.UNPLACED, Fate.NOTHING), name

        assert ledger(delivery) == UNTOUCHED
        assert Reason.FAULT not in IncomingMail.objects.values_list("reason", flat=True)

    def test_a_report_that_is_bent_anywhere_changes_at_most_what_the_whole_would(self, sent):
        delivery = sent()
        path = path_of(delivery.pk)
        whole, lot = dsn(to=path, recipient=delivery.address.value), random.Random(5)
        for _n in range(60):
            raw = bytearray(whole)
            for _place in range(lot.randint(1, 40)):
                raw[lot.randrange(len(raw))] = lot.randrange(256)
            take_in(bytes(raw), to=path)

        state, code, address, events = ledger(delivery)
        assert Reason.FAULT not in IncomingMail.objects.values_list("reason", flat=True)
        assert (state, address) in {
            ("sent", "bevestigd"),
            ("failed", "bevestigd"),
            ("failed", "teruggekeerd"),
        }
        assert events.count("undelivered") <= 1
        assert code in ("", "5.1.1", "5.0.0")


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=2000))
def test_any_bytes_can_be_read(raw):
    message = read(raw)
    for text in (header(message, "Subject"), text_of(message), *recipients_in(message)):
        text.encode("utf-8")
        assert "\0" not in text


@pytest.mark.parametrize(
    ("status", "diagnostic", "code"),
    [
        ("5.1.1", "", "5.1.1"),
        ("5.1.1 (geen postbus)", "smtp; 550 5.7.1", "5.1.1"),
        ("5.0.0", "smtp; 550-5.1.1 weg", "5.1.1"),
        ("5.0.0", "smtp; 450 4.2.2 vol", "5.0.0"),
        ("", "smtp; 550 host 5.6.7.8 said 5.2.1.", "5.2.1"),
        ("", "smtp; host 5.6.7.8 said no", ""),
        ("", "smtp; 421 busy", "4.0.0"),
        ("9.9.9", "", ""),
        ("", "", ""),
    ],
)
def test_the_surest_code_counts(status, diagnostic, code):
    assert status_of(status, diagnostic) == code


def test_who_writes_to_nobody_is_kept_for_a_person():
    raw = away(to=f"info@{DOMAIN}", more="")

    assert take_in(raw, to=f"info@{DOMAIN}") == Fate.UNPLACED
    row = IncomingMail.objects.get()
    assert (row.reason, row.subject, row.recipient) == (
        Reason.NO_TAKER,
        "Afwezig",
        f"info@{DOMAIN}",
    )
    assert row.excerpt == "Ik ben er maandag weer. Groeten, Zoë\n"


class TestHandlers:
    def handler(self, handle) -> MailHandler:
        return MailHandler("community.test", lambda mail: mail.local == "proef", handle, order=5)

    def test_a_room_takes_the_mail_for_its_own_address(self):
        seen = []

        def read_it(mail):
            seen.append((mail.recipient, header(mail.message, "Subject")))
            return Verdict(Fate.NOTHING)

        with mail_handlers.temporarily(self.handler(read_it)):
            assert take_in(away(to="x"), to=f"Proef@{DOMAIN}") == Fate.NOTHING
            take_in(away(to="x"), to=f"proefje@{DOMAIN}")

        assert seen == [(f"Proef@{DOMAIN}", "Afwezig")]

    def test_a_fault_of_ours_leaves_the_mail_waiting_and_gives_up_in_the_end(self):
        def break_down(mail):
            receive(raw=b"Subject: half werk\r\n\r\n", recipient="x")
            raise RuntimeError("stuk")

        with mail_handlers.temporarily(self.handler(break_down)):
            row = receive(raw=away(to="x"), recipient=f"proef@{DOMAIN}")
            waits = []
            for _n in range(services.MOST_TRIES):
                IncomingMail.objects.update(not_before=timezone.now() - timedelta(hours=1))
                assert handle_waiting() == 1
                row.refresh_from_db()
                waits.append(round((row.not_before - timezone.now()).total_seconds(), -1))

        assert (row.fate, row.reason) == (Fate.UNPLACED, Reason.FAULT)
        # What the handler did in vain is undone with it.
        assert IncomingMail.objects.count() == 1
        assert waits[:4] == [30, 60, 120, 240]

    def test_a_mail_that_ends_its_reader_is_read_no_more(self):
        read_by = []
        with mail_handlers.temporarily(self.handler(read_by.append)):
            row = receive(raw=away(to="x"), recipient=f"proef@{DOMAIN}")
            # As the claims of readers that were killed leave it.
            IncomingMail.objects.update(attempts=services.MOST_TRIES)
            assert handle_waiting() == 1

        row.refresh_from_db()
        assert (row.fate, row.reason, bytes(row.raw)) == (Fate.UNPLACED, Reason.FAULT, b"")
        assert read_by == []

    def test_what_was_looked_at_is_looked_at_no_more(self):
        seen = []
        with mail_handlers.temporarily(
            self.handler(lambda mail: seen.append(mail) or Verdict(Fate.NOTHING))
        ):
            row = receive(raw=away(to="x"), recipient=f"proef@{DOMAIN}")
            assert [handle(pk=row.pk), handle(pk=row.pk)] == [Fate.NOTHING] * 2
            assert handle_waiting() == 0

        assert len(seen) == 1


def test_a_flood_of_nonsense_does_not_keep_reports_out(sent, monkeypatch):
    delivery = sent()
    monkeypatch.setattr(services, "FLOOD", 3)
    for n in range(3):
        assert has_room_for(f"wie{n}@{DOMAIN}")
        take_in(crlf(f"Subject: koop {n}\n\nNu!\n"), to=f"wie{n}@{DOMAIN}")

    assert (has_room_for(f"wie@{DOMAIN}"), has_room_for(path_of(delivery.pk))) == (False, True)
    IncomingMail.objects.update(received_at=timezone.now() - timedelta(hours=2))
    assert has_room_for(f"wie@{DOMAIN}")


def test_who_has_an_address_of_ours_does_not_fill_the_disk_with_it(sent, monkeypatch):
    path = path_of(sent().pk)
    monkeypatch.setattr(services, "MOST_WAITING", 2)
    for n in range(2):
        assert has_room_for(path)
        receive(raw=crlf(f"Subject: {n}\n\nNu!\n"), recipient=path)

    assert not has_room_for(path)
    handle_waiting()
    assert has_room_for(path)


def test_what_came_in_is_forgotten_after_thirty_days_but_not_before_it_was_read(sent):
    for n in range(3):
        take_in(crlf(f"Subject: {n}\n\nTekst\n"), to=f"wie@{DOMAIN}")
    waiting = receive(raw=b"Subject: later\r\n\r\n", recipient=f"wie@{DOMAIN}")
    old, young, _third = IncomingMail.objects.order_by("pk")[:3]
    IncomingMail.objects.filter(pk__in=(old.pk, waiting.pk)).update(
        received_at=timezone.now() - timedelta(days=31)
    )
    IncomingMail.objects.filter(pk=young.pk).update(received_at=timezone.now() - timedelta(days=29))

    assert (prune(), prune()) == (1, 0)
    assert not IncomingMail.objects.filter(pk=old.pk).exists()
    assert IncomingMail.objects.count() == 3
