from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.messaging.enums import AddressState
from community.messaging.models import Address, Delivery
from qrc.subscriptions.models import Subscriber, Subscription

pytestmark = pytest.mark.django_db

MAIL, PHONE = "ict@gent.example", "+32470111222"


def run(*args: str) -> str:
    out = io.StringIO()
    call_command("qrc_subscriber", *args, stdout=out)
    return out.getvalue()


def refuses(*args: str) -> str:
    with pytest.raises(CommandError) as caught:
        run(*args)
    assert caught.value.returncode == 1
    return str(caught.value)


def sent() -> list[tuple[str, str, str]]:
    rows = Delivery.objects.values_list("message__kind", "channel", "address__value")
    return sorted(rows)


def wishes() -> list[dict[str, Any]]:
    return list(
        Subscription.objects.order_by("pk").values(
            "subscriber__email__value", "subscriber__phone__value", "organisation__kbo",
            "min_severity", "words",
        )
    )  # fmt: skip


def wish(email: str = MAIL, phone: str | None = None, kbo: str | None = None,
         minimum: str = "low", words: tuple[str, ...] = ()) -> dict[str, Any]:  # fmt: skip
    return {
        "subscriber__email__value": email, "subscriber__phone__value": phone,
        "organisation__kbo": kbo, "min_severity": minimum, "words": list(words),
    }  # fmt: skip


def test_add_verified_warns_at_once_and_sends_nothing():
    said = run("add", "--email", MAIL, "--phone", "0470 11 12 22", "--verified")

    assert said == f"{MAIL} krijgt waarschuwingen.\n{PHONE} krijgt waarschuwingen.\n"
    assert wishes() == [wish(phone=PHONE)]
    assert {each.state for each in Address.objects.all()} == {AddressState.CONFIRMED}
    assert sent() == []


def test_add_without_verified_sends_the_confirmation_only():
    said = run("add", "--email", MAIL, "--phone", PHONE)

    assert "bevestigd worden" in said
    assert "krijgt waarschuwingen" not in said
    assert sent() == [
        ("messaging.confirm_email", "email", MAIL), ("messaging.confirm_phone", "sms", PHONE),
    ]  # fmt: skip
    assert {each.state for each in Address.objects.all()} == {AddressState.UNCONFIRMED}


def test_add_with_everything(gent):
    run(
        "add", "--email", MAIL, "--organisation", "0207.451.227", "--min-severity", "high",
        "--words", "Fortinet, exchange ,,Fortinet", "--verified",
    )  # fmt: skip

    assert wishes() == [wish(kbo=gent.kbo, minimum="high", words=("exchange", "Fortinet"))]


def test_add_twice_is_one_subscription_and_asks_once():
    for _turn in range(2):
        run("add", "--email", MAIL)

    assert (Subscriber.objects.count(), Subscription.objects.count(), len(sent())) == (1, 1, 1)


def test_add_of_a_second_wish_is_the_same_subscriber():
    run("add", "--email", MAIL, "--words", "Cisco", "--verified")
    run("add", "--email", MAIL, "--words", "Fortinet", "--verified")

    assert (Subscriber.objects.count(), Subscription.objects.count()) == (1, 2)


def test_add_never_wakes_who_stopped():
    Address.objects.create(channel="email", value=MAIL, state=AddressState.STOPPED)

    assert run("add", "--email", MAIL, "--verified") == (
        f"{MAIL} krijgt niets: gestopt door de ontvanger.\n"
    )
    assert Address.objects.get().state == AddressState.STOPPED


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--email", "geen adres"), "e-mailadres"),
        (("--email", MAIL, "--phone", "12"), "Dit is geen telefoonnummer"),
        (("--email", MAIL, "--organisation", "123"), "Een KBO-nummer telt tien cijfers"),
        (("--email", MAIL, "--organisation", "0207451228"), "Dit KBO-nummer klopt niet"),
        (("--email", MAIL, "--organisation", "0403170701"), "Geen organisatie met KBO-nummer"),
        (("--email", MAIL, "--words", "x" * 81), "Een woord telt hoogstens 80 tekens"),
    ],
)
def test_add_refuses_in_dutch_and_leaves_nothing(args, said):
    assert said in refuses("add", *args)
    assert (Subscriber.objects.count(), Address.objects.count()) == (0, 0)


@pytest.fixture
def file(tmp_path: Path):
    def write(text: str, encoding: str = "utf-8") -> str:
        path = tmp_path / "abonnees.csv"
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


def test_import_of_the_contract(file, gent):
    path = file(
        "email,phone,organisation,min_severity,verified,words\n"
        f'a@gent.example,{PHONE},{gent.kbo},high,true,"Fortinet,Exchange"\n'
        "b@gent.example,,,,,\n"
        "c@gent.example,,,critical,1,Cisco;Linux\n"
    )

    assert run("import", path) == "3 abonnees ingelezen.\n"

    assert wishes() == [
        wish("a@gent.example", PHONE, gent.kbo, "high", ("Exchange", "Fortinet")),
        wish("b@gent.example"),
        wish("c@gent.example", minimum="critical", words=("Cisco", "Linux")),
    ]
    assert sent() == [("messaging.confirm_email", "email", "b@gent.example")]


def test_import_without_the_words_column(file):
    path = file("email,phone,organisation,min_severity,verified\na@gent.example,,,low,yes\n")

    assert run("import", path) == "1 abonnees ingelezen.\n"
    assert wishes() == [wish("a@gent.example")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_import_of_a_spreadsheets_own_csv(file, encoding):
    path = file("email;verified;words\r\na@gent.example;ja;Büro,Exchange\r\n", encoding)

    run("import", path)

    assert wishes() == [wish("a@gent.example", words=("Büro", "Exchange"))]


def test_import_reads_the_good_rows_and_names_the_bad_ones(file):
    path = file(
        "email,phone,min_severity,verified\na@gent.example,,low,true\nfout,,low,true\n"
        "b@gent.example,12,low,true\nc@gent.example,,hoog,true\n,,,\n"
    )

    said = refuses("import", path)

    assert [line.partition(":")[0] for line in said.splitlines()] == [
        "Niet ingelezen", "regel 3", "regel 4", "regel 5", "regel 6",
    ]  # fmt: skip
    assert "hoog: kies low, medium, high of critical." in said
    assert wishes() == [wish("a@gent.example")]


def test_import_twice_changes_nothing(file):
    path = file("email,verified\na@gent.example,true\nb@gent.example,\n")

    for _turn in range(2):
        run("import", path)

    assert (Subscription.objects.count(), len(sent())) == (2, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "kolom email"), ("naam,phone\nx,1\n", "kolom email"), ("e\u00e9n", "is niet te lezen")],
)
def test_import_of_what_is_no_list(file, text, said):
    assert said in refuses("import", file(text, "latin-1"))


def test_import_of_a_file_that_is_not_there():
    assert "is niet te lezen" in refuses("import", "/nergens/abonnees.csv")


def test_import_costs_the_same_for_each_reader_however_many(file):
    def cost(first: int, many: int) -> int:
        rows = "".join(f"lezer{first + n}@gent.example,,,low,true\n" for n in range(many))
        path = file(f"email,phone,organisation,min_severity,verified\n{rows}")
        with CaptureQueriesContext(connection) as seen:
            run("import", path)
        return len(seen)

    few, many = cost(0, 10), cost(10, 60)

    assert Subscriber.objects.count() == 70
    assert (many - few) / 50 == 30
