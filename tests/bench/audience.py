"""Ten thousand subscribers, and the one advisory that concerns them all."""

from __future__ import annotations

import time
from itertools import count, cycle

from django.db import OperationalError, connection

from community.accounts.models import User
from community.messaging.models import Address, Budget
from community.organisations.models import Organisation
from qrc.advisories.services import take_in
from qrc.advisories.values import Report
from qrc.feeds.models import Source
from qrc.subscriptions.models import Subscriber, Subscription

TABLES = "qrc_advisory, community_message, community_activity"
TEXT = (
    "Een fout in de aanmeldpagina van PoortWacht VPN laat iedereen van buitenaf de toegangspoort "
    "overnemen, zonder wachtwoord en zonder dat iemand op een link klikt. De fout is er in alle "
    "versies vóór 7.4.3. De leverancier ziet dat ze misbruikt wordt, ook bij kleine besturen. "
)
DO = (
    "Installeer versie 7.4.3. Kan dat vandaag niet, zet dan de aanmeldpagina uit en bel uw "
    "leverancier. Kijk in het logboek naar aanmeldingen van buiten België sinds 1 november."
)
TRIES = 20
numbers = count(1)


def gather(size: int, *channels: str) -> None:
    """`size` subscribers, each with one subscription the advisory fulfils.

    Of twenty, twelve want all there is, five for their own government, and three by name. Only
    for the screen do they need an account.
    """
    mails = addresses("email", [f"lezer{n}@stad.example" for n in range(size)])
    phones: list[Address | None] = [None] * size
    if "sms" in channels:
        phones = [*addresses("sms", [f"+3247{n:07}" for n in range(size)])]
    users: list[User | None] = [None] * size
    if "web" in channels:
        users = [*User.objects.bulk_create(User(email=mail.value) for mail in mails)]
    people = Subscriber.objects.bulk_create(
        Subscriber(email=mail, phone=phone, user=user)
        for mail, phone, user in zip(mails, phones, users, strict=True)
    )
    governments = cycle(Organisation.objects.order_by("pk")[:300] or [None])
    Subscription.objects.bulk_create(
        Subscription(
            subscriber=each,
            channels=list(channels),
            organisation=next(governments) if n % 20 in range(12, 17) else None,
            words=["PoortWacht"] if n % 20 in range(17, 20) else [],
        )
        for n, each in enumerate(people)
    )
    look_over()


def addresses(channel: str, values: list[str]) -> list[Address]:
    rows = [Address(channel=channel, value=each, state="bevestigd") for each in values]
    return Address.objects.bulk_create(rows)


def look_over() -> None:
    # As on a site that runs for more than a minute: the planner knows how big its tables are.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def source() -> Source:
    return Source.objects.create(
        name=f"Proefbron {next(numbers)}", url="http://127.0.0.1/", kind="rss", enabled=False
    )


def store_advisory(source: Source) -> None:
    """What a poll does with one new item; the house does the rest by itself."""
    report = Report(
        identity=f"PROEF-{next(numbers)}", title="PoortWacht VPN: overname zonder wachtwoord",
        summary=TEXT * 3, action=DO, severity="critical", cves=["CVE-2026-10001"],
        products=[{"vendor": "PoortWacht", "product": "PoortWacht VPN"}], exploited=True,
        link="https://poortwacht.example/advies/1", language="nl",
    )  # fmt: skip
    take_in(source=source, reports=[report], fetch=None, complete=False, silent=False)


def forget_alerts() -> None:
    """Back to before the advisory: no round may be slower for what the last one left behind."""
    for left in reversed(range(TRIES)):
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {TABLES} CASCADE")
            break
        except OperationalError:
            # A worker that tidies up after the last round holds rows in another order.
            if not left:
                raise
            time.sleep(0.5)
    Budget.objects.all().delete()


def disband() -> None:
    forget_alerts()
    Subscription.objects.all().delete()
    Subscriber.objects.all().delete()
    Address.objects.all().delete()
    User.objects.filter(email__endswith="@stad.example").delete()
    Source.objects.all().delete()
