"""What people and organisations are measured by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.events.enums import STANDING, EventKind
from community.events.models import Event
from community.kpi.indicators import Indicator, register_indicator
from community.organisations.models import Membership, Organisation

ACTIVE_DAYS = 30


def governments(day: date) -> int:
    """Governments with at least one member at the end of the day."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    members = Membership.objects.filter(Q(left_at=None) | Q(left_at__gte=end), joined_at__lt=end)
    return Organisation.objects.governments().filter(pk__in=members.values("organisation")).count()


def active_users(day: date) -> int:
    """People seen in the thirty days up to and including this one.

    Only the last day a person was seen is kept, so for a day gone by it counts those who came
    back later as absent: measure on the day itself.
    """
    return User.objects.filter(
        last_seen_on__gt=day - timedelta(days=ACTIVE_DAYS), last_seen_on__lte=day
    ).count()


def trainings(day: date) -> int:
    return _held(EventKind.TRAINING, day)


def workshops(day: date) -> int:
    return _held(EventKind.WORKSHOP, day)


def _held(kind: str, day: date) -> int:
    """Those that ended on that day and were not called off; days gone by can be measured."""
    begin = timezone.make_aware(datetime.combine(day, time.min))
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    rows = Event.objects.filter(kind=kind, state__in=STANDING)
    return int(rows.filter(ends_at__gte=begin, ends_at__lt=min(end, timezone.now())).count())


register_indicator(
    Indicator(
        "community.governments", _("Betrokken besturen"), _("besturen"), governments,
        definition=_("Besturen waarvan minstens één medewerker lid is."), order=10,
    )
)  # fmt: skip
register_indicator(
    Indicator(
        "community.active_users", _("Actieve gebruikers per maand"), _("gebruikers"), active_users,
        definition=_("Mensen die de voorbije dertig dagen aangemeld langskwamen."), order=20,
    )
)  # fmt: skip
register_indicator(
    Indicator(
        "community.trainings", _("Opleidingen"), _("opleidingen"), trainings, kind="flow",
        definition=_("Opleidingen die plaatsvonden."), order=70,
    )
)  # fmt: skip
register_indicator(
    Indicator(
        "community.workshops", _("Workshops"), _("workshops"), workshops, kind="flow",
        definition=_("Workshops die plaatsvonden."), order=71,
    )
)  # fmt: skip
