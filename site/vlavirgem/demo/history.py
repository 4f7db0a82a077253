"""A year of invented warnings, told long ago, so that the figures have something to count.

What happened is written down as it would have been, and nothing is sent: to live through a year by
the same door as the stories would take minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from community.messaging.enums import Channel, State
from community.messaging.models import Body, Delivery, Message
from community.organisations.models import Organisation
from qrc.advisories.enums import RANK, Severity
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.advisories.services import take_in
from qrc.advisories.values import Report
from qrc.alerts.audience import thread_of
from qrc.alerts.models import Alert
from qrc.alerts.releasing import content
from qrc.cases.enums import CaseState, EndReason, Via
from qrc.cases.models import Case
from qrc.feeds.models import Source
from qrc.notifications import ALERT
from qrc.subscriptions.models import Subscriber
from vlavirgem.demo.portfolios import PORTFOLIOS

WEEKS = range(3, 53)
"""Weeks ago; the newest weeks are the stories' own."""
PRODUCTS = (
    "Brugwachter Poort", "Cirkelnet Router", "Leizaal Agenda", "Torenklok Server",
    "Vlaskrant Website", "Zilverdraad Mail", "Kaaimuur Firewall", "Molenaar Back-up",
    "Sluisbeheer Online", "Dijkpaal Monitor",
)  # fmt: skip
FLAWS = (
    ("aanmelden zonder wachtwoord", Severity.CRITICAL, "Wie het adres kent, wordt beheerder."),
    ("code uitvoeren van op afstand", Severity.CRITICAL, "Eén verzoek volstaat om de server over te nemen."),
    ("bestanden lezen buiten de map", Severity.HIGH, "Een bezoeker leest bestanden die niet voor hem zijn."),
    ("sessie blijft open na afmelden", Severity.HIGH, "Wie het toestel daarna gebruikt, is nog aangemeld."),
    ("te veel rechten voor gewone gebruikers", Severity.HIGH, "Een gewone gebruiker wijzigt instellingen."),
    ("script in een opmerking", Severity.MEDIUM, "Een opmerking voert code uit bij wie ze leest."),
    ("dienst valt uit bij een lang verzoek", Severity.MEDIUM, "De dienst start pas na een minuut opnieuw."),
    ("verouderde versleuteling staat nog aan", Severity.MEDIUM, "Het verkeer is af te luisteren."),
    ("versie zichtbaar voor iedereen", Severity.LOW, "Een aanvaller weet welke fouten hij kan proberen."),
    ("gemeld zonder uitleg", Severity.UNKNOWN, "De leverancier geeft nog geen details."),
)  # fmt: skip
TRIES = (1, 1, 2, 2, 1, 1)
"""Of what is invented in a week so many come from each source, at most."""
SLOW = {Channel.EMAIL: 9.0, Channel.SMS: 14.0, Channel.WEB: 3.0}
"""Seconds on average before the first of a mailing leaves."""
ASKED = (Severity.CRITICAL, Severity.HIGH)


def live_through_a_year(sources: Sequence[Source]) -> None:
    chance = Random(2026)  # noqa: S311 - the same year whenever it is invented
    told = [revision for n, each in enumerate(sources) for revision in _told(each, n, chance)]
    told.sort(key=lambda each: each.at)
    messages = Message.objects.bulk_create(_message(each) for each in told)
    Alert.objects.bulk_create(
        Alert(revision=each, message=message, recipients=30, raised_at=message.created_at)
        for each, message in zip(told, messages, strict=True)
    )
    Body.objects.bulk_create(
        Body(message=message, channel=channel, language=language, subject=said.subject[:300],
             text=said.text, html=said.html, url=said.url, headers=dict(said.headers))
        for each, message in zip(told, messages, strict=True)
        for (channel, language), said in content(each, None).items()
    )  # fmt: skip
    readers = _readers()
    Delivery.objects.bulk_create(
        (
            row for each, message in zip(told, messages, strict=True)
            for row in _deliveries(each, message, readers, chance)
        ),
        batch_size=1000,
    )  # fmt: skip
    _ask(told, chance)


def _told(source: Source, rank: int, chance: Random) -> list[AdvisoryRevision]:
    """What one source said in a year, as it was taken in at the time."""
    reports, moments = [], {}
    for week in WEEKS:
        for n in range(chance.randint(0, TRIES[rank])):
            product, (flaw, severity, summary) = chance.choice(PRODUCTS), chance.choice(FLAWS)
            identity = f"VB-H{rank}{week:02}{n}"
            moments[identity] = _moment(week, chance)
            reports.append(Report(
                identity, f"{product}: {flaw}", severity=severity, summary=summary, language="nl",
                action=f"Werk {product} bij. Lukt dat vandaag niet, zet de dienst dan uit.",
                link=f"https://voorbeeld.example/{identity.lower()}",
            ))  # fmt: skip
    take_in(source=source, reports=reports, fetch=None, complete=False, silent=True)
    rows = AdvisoryRevision.objects.filter(advisory__source=source, advisory__identity__in=moments)
    found = list(rows.select_related("advisory__source"))
    for each in found:
        advisory = each.advisory
        each.at, each.silent = moments[advisory.identity], False
        advisory.first_seen_at = advisory.changed_at = each.at
        # From some minutes to a day, by source: one is read every five minutes, another seldom.
        late = timedelta(minutes=3 + chance.expovariate(1 / (20 + 25 * rank)))
        advisory.published_at, advisory.is_demo = each.at - late, True
    AdvisoryRevision.objects.bulk_update(found, ["at", "silent"], batch_size=500)
    Advisory.objects.bulk_update(
        [each.advisory for each in found],
        ["first_seen_at", "changed_at", "published_at", "is_demo"], batch_size=500,
    )  # fmt: skip
    return found


def _moment(week: int, chance: Random) -> datetime:
    """Some working day of that week, seldom at night."""
    monday = timezone.now() - timedelta(weeks=week, days=timezone.localdate().weekday())
    day = monday.replace(hour=0, minute=0, second=0) + timedelta(days=chance.randint(0, 4))
    return day + timedelta(seconds=chance.triangular(5 * 3600, 22 * 3600, 12 * 3600))


def _message(revision: AdvisoryRevision) -> Message:
    thread = thread_of(revision.advisory)
    return Message(
        key=f"{thread}#1", kind=ALERT.key, thread=thread, priority=5 - RANK[revision.severity],
        is_demo=True, created_at=revision.at + timedelta(seconds=2),
    )  # fmt: skip


def _readers() -> list[tuple[Subscriber, int]]:
    """The demo's subscribers, and from which severity on they want to hear."""
    rows = Subscriber.objects.filter(is_demo=True, subscriptions__active=True)
    wanted = rows.values_list("pk", "subscriptions__min_severity").order_by("pk")
    least: dict[int, int] = {}
    for pk, severity in wanted:
        least[pk] = min(least.get(pk, 4), RANK[severity])
    people = Subscriber.objects.filter(pk__in=least).select_related("email", "phone", "user")
    return [(each, least[each.pk]) for each in people.order_by("pk")]


def _deliveries(
    revision: AdvisoryRevision, message: Message, readers: Sequence[tuple[Subscriber, int]],
    chance: Random,
) -> Iterator[Delivery]:  # fmt: skip
    rank = RANK[revision.severity]
    for reader, least in readers:
        if rank and rank < least:
            continue
        for channel, address in (
            (Channel.EMAIL, reader.email), (Channel.SMS, reader.phone), (Channel.WEB, None),
        ):  # fmt: skip
            grave = channel != Channel.SMS or rank >= RANK[Severity.HIGH]
            if not grave or not (address or (channel == Channel.WEB and reader.user)):
                continue
            state = _state(channel, chance)
            gone = message.created_at + timedelta(seconds=chance.expovariate(1 / SLOW[channel]))
            reached = state in (State.SENT, State.DELIVERED)
            yield Delivery(
                key=f"{message.key}|{reader.recipient}|{channel}", message=message,
                channel=channel, recipient=reader.recipient, address=address, user=reader.user,
                parts={"why": "Dit is een voorbeeld van lang geleden."}, state=state,
                priority=message.priority, queued_at=message.created_at,
                not_before=message.created_at, attempts=1, sent_at=gone if reached else None,
                delivered_at=gone + timedelta(seconds=3) if state == State.DELIVERED else None,
                provider_id="outbox" if reached and channel != Channel.WEB else "",
                error_code="" if reached else "no-answer", error="" if reached else "Geen antwoord.",
            )  # fmt: skip


def _state(channel: str, chance: Random) -> State:
    drawn = chance.random()
    if channel == Channel.WEB:
        return State.SENT
    if drawn < 0.02:
        return State.FAILED
    if channel == Channel.EMAIL:
        return State.SENT
    return State.UNKNOWN if drawn < 0.035 else State.DELIVERED


def _ask(told: Sequence[AdvisoryRevision], chance: Random) -> None:
    """Other municipalities than those whose portfolio can be looked at were hit, and answered or not."""
    shown = [each.name for each in PORTFOLIOS]
    places = Organisation.objects.active().filter(kind="gemeente").exclude(name__in=shown)
    chosen = list(places.order_by("kbo")[::7])
    Case.objects.bulk_create(
        _case(revision, here, chance)
        for revision in told if revision.severity in ASKED
        for here in chance.sample(chosen, chance.randint(5, 14))
    )  # fmt: skip


def _case(revision: AdvisoryRevision, here: Organisation, chance: Random) -> Case:
    asked, drawn = revision.at + timedelta(seconds=30), chance.random()
    case = Case(
        organisation=here, advisory=revision.advisory, opened_at=asked, asked_at=asked,
        changed_at=asked, state=CaseState.RESOLVED,
    )  # fmt: skip
    if drawn < 0.72:
        case.acknowledged_at = asked + timedelta(minutes=chance.triangular(4, 1400, 60))
    elif drawn < 0.88:
        case.acknowledged_at = asked + timedelta(hours=chance.uniform(25, 120))
    else:
        case.unanswered_at = asked + timedelta(days=2)
        case.state, case.ended_by = CaseState.NOT_APPLICABLE, EndReason.NOT_AFFECTED
    if case.acknowledged_at is not None:
        case.acknowledged_via = chance.choice((Via.EMAIL, Via.SMS, Via.SCREEN))
    return case
