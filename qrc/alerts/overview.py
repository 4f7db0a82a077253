"""What the weekly overview has to tell: what each reader was sent, and how the sources did."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypedDict

from django.db.models import Q

from community.activity.models import Activity
from community.messaging.enums import Channel, State
from community.messaging.models import Delivery
from qrc.advisories.enums import Tlp
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.alerts.models import Alert, WeeklyOverview
from qrc.bundles.queries import told_between
from qrc.feeds.enums import TROUBLE
from qrc.feeds.models import Fetch, Source
from qrc.subscriptions.models import Subscriber
from qrc.verbs import SOURCE_FAILED, SOURCE_GONE, SOURCE_SILENT

ARRIVED = (State.SENT, State.DELIVERED)
ALARMED = {SOURCE_GONE.key: "gone", SOURCE_FAILED.key: "failing", SOURCE_SILENT.key: "silent"}


@dataclass(slots=True)
class Sent:
    """One revision of a warning as one reader was sent it: by channel, what became of it."""

    revision: AdvisoryRevision
    at: datetime
    channels: dict[str, str] = field(default_factory=dict)

    @property
    def advisory(self) -> Advisory:
        return self.revision.advisory

    @property
    def arrived(self) -> bool:
        return any(state in ARRIVED for state in self.channels.values())

    @property
    def spoken_channels(self) -> str:
        """ "e-mail: afgeleverd, sms: mislukt", in the reader's language."""
        return ", ".join(
            f"{Channel(channel).label}: {State(state).label}".lower()
            for channel, state in sorted(self.channels.items())
        )


class Sources(TypedDict):
    """How the sources did in a week. `troubled` names only what everybody may know of."""

    total: int
    polls: int
    troubled: list[dict[str, str]]
    unnamed: int


def sent_to(
    recipients: Collection[str], *, since: datetime, until: datetime
) -> dict[str, list[Sent]]:
    """By recipient, the warnings he was sent in this time, each by itself or in a bundle, oldest
    first: four queries for any number."""
    told = Alert.objects.filter(message__isnull=False, raised_at__gte=since, raised_at__lt=until)
    alerts = {each.message_id: each for each in told.select_related("revision__advisory")}
    rows = Delivery.objects.filter(message__in=alerts, recipient__in=recipients)
    found: dict[str, dict[int, Sent]] = {}
    for message, recipient, channel, state, at in rows.order_by("message", "pk").values_list(
        "message_id", "recipient", "channel", "state", "queued_at"
    ):
        revision = alerts[message].revision
        mine = found.setdefault(recipient, {})
        mine.setdefault(message, Sent(revision, at)).channels[channel] = state
    _add_bundled(found, recipients, since, until)
    return {
        recipient: sorted(mine.values(), key=lambda each: each.at)
        for recipient, mine in found.items()
    }


def _add_bundled(
    found: dict[str, dict[int, Sent]], recipients: Collection[str], since: datetime,
    until: datetime,
) -> None:  # fmt: skip
    entries = list(told_between(recipients, since=since, until=until))
    states: dict[int, dict[str, str]] = {}
    messages = {each.bundle.message_id for each in entries}
    rows = Delivery.objects.filter(message__in=messages) if messages else Delivery.objects.none()
    for message, channel, state in rows.values_list("message_id", "channel", "state"):
        states.setdefault(message, {})[channel] = state
    for each in entries:
        mine = found.setdefault(f"subscriber:{each.bundle.subscriber_id}", {})
        went = states.get(each.bundle.message_id or 0, {})
        asked = {channel: went[channel] for channel in each.channels if channel in went}
        # Negative, for the others are known by their message.
        mine[-each.pk] = Sent(each.revision, each.bundle.closed_at or each.at, asked)


def last_overview(subscriber: Subscriber) -> WeeklyOverview | None:
    """The newest overview of a week in which this reader already was one."""
    return WeeklyOverview.objects.filter(until__gt=subscriber.created_at).first()


def sent_in(overview: WeeklyOverview, subscriber: Subscriber) -> list[Sent]:
    """What one reader was sent in the week of an overview."""
    me = subscriber.recipient
    return sent_to([me], since=overview.since, until=overview.until).get(me, [])


def sources_in(*, since: datetime, until: datetime) -> Sources:
    """How the sources that are on did: those in trouble now, and those of which an alarm was given."""
    alarms = Activity.objects.filter(verb__in=ALARMED, at__gte=since, at__lt=until)
    given = {
        int(subject): ALARMED[verb] for subject, verb in alarms.values_list("subject_id", "verb")
    }
    rows: Any = Source.objects.with_health().filter(enabled=True)
    troubled = [
        (source, source.health if source.health in TROUBLE else given[source.pk])
        for source in rows.filter(Q(health__in=TROUBLE) | Q(pk__in=given)).order_by("name")
    ]
    named = [
        {"name": source.name, "health": str(health)}
        for source, health in troubled if source.tlp == Tlp.CLEAR
    ]  # fmt: skip
    return {
        "total": rows.count(),
        "polls": Fetch.objects.filter(at__gte=since, at__lt=until, source__in=rows).count(),
        "troubled": named,
        "unnamed": len(troubled) - len(named),
    }
