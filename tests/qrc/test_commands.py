"""What every `qrc_*` command says to scripts, and to people who mistype."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from community.messaging.enums import State
from community.messaging.models import Delivery
from qrc.alerts.services import raise_alert
from qrc.management.base import in_dutch
from tests.factories import messaging
from tests.factories import qrc as make

STATES = ("queued", "sending", "sent", "delivered", "failed", "unknown", "suppressed", "held")


def run(*args: str) -> str:
    out = io.StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def status() -> Any:
    return json.loads(run("qrc_status", "--json"))


@pytest.mark.django_db
def test_status_of_an_empty_house_has_every_name_of_the_contract():
    now = status()

    assert now["sources"] == {"total": 0, "failing": 0}
    assert (now["advisories"], now["alerts"], now["oldest_waiting_seconds"]) == (0, 0, 0)
    for channel in ("email", "sms", "web"):
        assert now["deliveries"][channel] == dict.fromkeys(STATES, 0)


@pytest.mark.django_db
def test_status_counts_what_is_in_the_ledger():
    make.source(failures=1)
    make.source(gone_at="2026-01-01T00:00:00Z")
    make.source(failures=2, enabled=False)
    make.subscriber("a@gent.example", "+32470111222")
    make.subscriber("b@gent.example")
    raise_alert(revision_id=make.revision().pk)
    rows = list(Delivery.objects.filter(channel="email").order_by("pk"))
    Delivery.objects.filter(pk=rows[0].pk).update(state=State.SENT)
    Delivery.objects.filter(channel="sms").update(state=State.UNKNOWN)

    now = status()

    assert now["sources"] == {"total": 4, "failing": 2}
    assert (now["advisories"], now["alerts"]) == (1, 1)
    counts = {
        channel: {state: n for state, n in states.items() if n}
        for channel, states in now["deliveries"].items()
    }
    assert counts == {
        "email": {"sent": 1, "queued": 1}, "sms": {"unknown": 1}, "web": {}, "webhook": {},
        "teams": {},
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_status_says_how_long_the_oldest_waits():
    message = messaging.say(messaging.mail_address(), messaging.mail_address())
    first = message.deliveries.earliest("pk")
    Delivery.objects.filter(pk=first.pk).update(not_before="2026-01-01T00:00:00Z")
    assert status()["oldest_waiting_seconds"] > 24 * 3600

    Delivery.objects.update(not_before="2030-01-01T00:00:00Z")
    assert status()["oldest_waiting_seconds"] == 0


@pytest.mark.django_db
def test_status_for_people():
    make.source(failures=1)

    assert run("qrc_status").splitlines() == [
        "1 bronnen, waarvan 1 falen", "0 waarschuwingen, 0 verspreid", "email: niets",
        "sms: niets", "web: niets", "webhook: niets", "teams: niets", "langst wachtend: 0 s",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_deliver_once_and_until_empty(smtp):
    make.subscriber("a@gent.example")
    revision = make.revision()
    raise_alert(revision_id=revision.pk)

    said = run("qrc_deliver", "--until-empty")

    assert said.endswith("1 zendingen verwerkt.\n")
    assert smtp.count == 1
    assert run("qrc_deliver") == "0 reacties betaald, 0 zendingen verwerkt.\n"


@pytest.mark.django_db
def test_first_command_fills_an_empty_database_and_keeps_its_output_clean():
    tables = [name for name in connection.introspection.table_names() if name.startswith("qrc_")]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {', '.join(tables)} CASCADE")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'qrc'")
    out, said = io.StringIO(), io.StringIO()

    for _turn in range(2):
        call_command("qrc_status", "--json", stdout=out, stderr=said, skip_checks=False)

    assert [json.loads(line)["advisories"] for line in out.getvalue().splitlines()] == [0, 0]
    assert said.getvalue().count("De database wordt klaargezet") == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("qrc_source",), "Dit ontbreekt nog: add|list|enable|disable|remove."),
        (("qrc_source", "add"), "Dit ontbreekt nog: --name, --url, --kind."),
        (("qrc_source", "add", "--name"), "--name: geef er een waarde bij."),
        (
            ("qrc_source", "add", "--name=a", "--url=b", "--kind=rss", "--interval=snel"),
            "--interval: “snel” is geen getal.",
        ),
        (
            ("qrc_source", "add", "--name=a", "--url=b", "--kind=rss", "--identity=naam"),
            "--identity: “naam” bestaat niet. Kies uit: guid, link, link-title, advisory-id, content.",
        ),
        (("qrc_source", "list", "--snel"), "Dit kennen we niet: --snel."),
        (("qrc_subscriber", "add"), "Dit ontbreekt nog: --email."),
        (
            ("qrc_subscriber", "add", "--email", "a@b.example", "--min-severity", "hoog"),
            "--min-severity: “hoog” bestaat niet. Kies uit: low, medium, high, critical.",
        ),
        (("qrc_subscriber", "import"), "Dit ontbreekt nog: file."),
        (("qrc_poll", "--source"), "--source: geef er een waarde bij."),
        (("qrc_deliver", "--alles"), "Dit kennen we niet: --alles."),
        (("qrc_status", "--xml"), "Dit kennen we niet: --xml."),
    ],
)
def test_mistyped_command_is_refused_in_dutch(args, said):
    with pytest.raises(CommandError) as caught:
        call_command(*args)

    assert str(caught.value) == said


def test_message_nobody_foresaw_stays_as_it_is():
    assert in_dutch("something else: 'x'") == "something else: 'x'"
