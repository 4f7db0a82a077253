"""The weekly overview: what a subscriber can hold against his inbox, every Monday at eight.

One message a week, with the week in its key, and one delivery per reader and channel. The round
along the readers goes in batches; each is one transaction with how far it came, so it may be killed
at any line and is taken up by the next ring of the clock, or by another worker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from community.messaging.enums import Channel
from community.messaging.preferences import set_wanted
from community.messaging.services import notify, suppress_waiting_for
from community.messaging.values import Recipient
from community.organisations.models import Membership
from qrc.advisories.visibility import COMMUNITY, PUBLIC
from qrc.alerts.models import WeeklyOverview
from qrc.alerts.overview import sent_to, sources_in
from qrc.alerts.weekly_words import parts_for, words_of
from qrc.alerts.weeks import Week, week_due
from qrc.notifications import WEEKLY
from qrc.subscriptions.models import Subscriber, Subscription

BATCH = 500
BY_MAIL = (WEEKLY.key, str(Channel.EMAIL))


def tell_week(*, now: datetime | None = None, batch: int = BATCH) -> int:
    """Tell the week that is due to whoever was not told yet; returns how many readers were passed."""
    week = week_due(now or timezone.now())
    told = 0
    while number := _tell_batch(week, batch):
        told += number
    return told


def _tell_batch(week: Week, size: int) -> int:
    with transaction.atomic():
        overview = _open(week)
        if overview is None:
            return 0
        readers = list(_readers(week).filter(pk__gt=overview.told_up_to)[:size])
        if readers:
            _tell(overview, readers)
            overview.told_up_to = readers[-1].pk
        else:
            overview.finished_at = timezone.now()
        overview.save(update_fields=("told_up_to", "finished_at"))
    return len(readers)


def _open(week: Week) -> WeeklyOverview | None:
    """The week's row, locked; None when the round is over or another worker makes it now."""
    WeeklyOverview.objects.get_or_create(
        week=week.key,
        defaults={
            "since": week.since, "until": week.until,
            "sources": lambda: sources_in(since=week.since, until=week.until),
        },
    )  # fmt: skip
    rows = WeeklyOverview.objects.select_for_update(skip_locked=True)
    return rows.filter(week=week.key, finished_at=None).first()


def _readers(week: Week) -> QuerySet[Subscriber]:
    """Who runs a subscription and already did in that week: a newcomer has nothing to check yet."""
    runs = Subscription.objects.active().filter(subscriber=OuterRef("pk"))
    known = Subscriber.objects.filter(Exists(runs), created_at__lt=week.until)
    return known.select_related("email").order_by("pk")


def _tell(overview: WeeklyOverview, readers: Sequence[Subscriber]) -> None:
    to = list(_recipients(overview, readers))
    if to:
        key = f"{WEEKLY.key}:{overview.week}"
        notify(WEEKLY, to=to, content=words_of(overview), key=key)


def _recipients(overview: WeeklyOverview, readers: Sequence[Subscriber]) -> Iterator[Recipient]:
    sent = sent_to([each.recipient for each in readers], since=overview.since, until=overview.until)
    channels = _channels(readers)
    members = set(
        Membership.objects.current()
        .filter(user__in=[each.user_id for each in readers if each.user_id])
        .values_list("user_id", flat=True)
    )
    for reader in readers:
        # Who has no account was entered by an operator, who vouches for him.
        vouched = reader.user_id is None or reader.user_id in members
        parts = parts_for(
            reader.language, sent.get(reader.recipient, []), COMMUNITY if vouched else PUBLIC
        )
        yield from _by_each(reader, channels[reader.pk], parts)


def _by_each(
    reader: Subscriber, channels: set[str], parts: Mapping[str, str]
) -> Iterator[Recipient]:
    email, user = reader.email, reader.user_id
    wanted = user is not None or reader.weekly_mail
    if Channel.EMAIL in channels and wanted and email is not None and email.is_confirmed:
        yield Recipient(
            reader.recipient, str(Channel.EMAIL), email.pk, user, reader.language, parts
        )
    if Channel.WEB in channels and user is not None:
        yield Recipient(
            reader.recipient, str(Channel.WEB), None, user, reader.language,
            {"lead": parts["lead"]},
        )  # fmt: skip


def _channels(readers: Sequence[Subscriber]) -> dict[int, set[str]]:
    """By reader, the channels of any of his running subscriptions: where he wants nothing, we say nothing."""
    running = Subscription.objects.active().filter(subscriber__in=readers)
    found: dict[int, set[str]] = {}
    for pk, channels in running.values_list("subscriber", "channels"):
        found.setdefault(pk, set()).update(channels)
    return found


def leave_week(*, address_id: int) -> int:
    """The holder of this mail address wants no overview there any more; warnings go on."""
    return _turn(address_id, wanted=False)


def resume_week(*, address_id: int) -> int:
    return _turn(address_id, wanted=True)


def _turn(address_id: int, *, wanted: bool) -> int:
    """Kept where the reader can undo it: with an account in his preferences, else with himself."""
    with transaction.atomic():
        readers = list(Subscriber.objects.filter(email_id=address_id).select_related("user"))
        for reader in readers:
            if reader.user is not None:
                set_wanted(user=reader.user, choices=[BY_MAIL], wanted=wanted)
            else:
                Subscriber.objects.filter(pk=reader.pk).update(weekly_mail=wanted)
            if not wanted:
                suppress_waiting_for(
                    recipient=reader.recipient, kind=WEEKLY, channels=(Channel.EMAIL,),
                    reason="weekoverzicht gestopt",
                )  # fmt: skip
    return len(readers)
