"""What people and organisations are measured by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.events.enums import STANDING, EventKind
from community.events.models import Event
from community.experts.enums import Sharing
from community.experts.models import ExpertProfile, MemberSkill
from community.forum.enums import PostState
from community.forum.models import BestAnswer
from community.groups.enums import GroupKind
from community.groups.models import GroupMembership
from community.kpi.indicators import Indicator, register_indicator
from community.offers.models import ServiceOffer
from community.organisations.models import Membership, Organisation

ACTIVE_DAYS = 30


def governments(day: date) -> int:
    """Governments with at least one member at the end of the day."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    members = Membership.objects.filter(Q(left_at=None) | Q(left_at__gte=end), joined_at__lt=end)
    return Organisation.objects.governments().filter(pk__in=members.values("organisation")).count()


def members(day: date) -> int:
    """People who work for an organisation of the house at the end of the day; days gone by can be
    measured."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    rows = Membership.objects.filter(Q(left_at=None) | Q(left_at__gte=end), joined_at__lt=end)
    return int(rows.values("user").distinct().count())


def best_answers(day: date) -> int:
    """Answers that were marked as the best on that day and still are; days gone by can be measured."""
    begin = timezone.make_aware(datetime.combine(day, time.min))
    rows = BestAnswer.objects.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    return int(rows.filter(post__state=PostState.SHOWN, post__topic__hidden_at=None).count())


def active_users(day: date) -> int:
    """People seen in the thirty days up to and including this one.

    Only the last day a person was seen is kept, so for a day gone by it counts those who came
    back later as absent: measure on the day itself.
    """
    return User.objects.filter(
        last_seen_on__gt=day - timedelta(days=ACTIVE_DAYS), last_seen_on__lte=day
    ).count()


def group_members(day: date) -> int:
    """People in a user group at the end of the day; days gone by can be measured."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    rows = GroupMembership.objects.filter(Q(left_at=None) | Q(left_at__gte=end), joined_at__lt=end)
    running = Q(group__ended_at=None) | Q(group__ended_at__gte=end)
    users = rows.filter(running, group__kind=GroupKind.USERS)
    return int(users.values("user").distinct().count())


def trainings(day: date) -> int:
    return _held(EventKind.TRAINING, day)


def workshops(day: date) -> int:
    return _held(EventKind.WORKSHOP, day)


def _held(kind: str, day: date) -> int:
    """Those that ended on that day and were not called off, for more than one group; days gone by
    can be measured."""
    begin = timezone.make_aware(datetime.combine(day, time.min))
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    rows = Event.objects.filter(kind=kind, state__in=STANDING, group=None)
    return int(rows.filter(ends_at__gte=begin, ends_at__lt=min(end, timezone.now())).count())


def experts(day: date) -> int:
    """People who let themselves be asked and share a skill with all members.

    Only how it is now is kept: measure on the day itself.
    """
    told = MemberSkill.objects.filter(shared=Sharing.MEMBERS)
    return int(ExpertProfile.objects.open().filter(pk__in=told.values("user")).count())


def providers(day: date) -> int:
    """Suppliers and freelancers with a service in the list, of those approved by that day."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    rows = ServiceOffer.objects.published().filter(approved_at__lt=end)
    return int(rows.order_by().values("organisation").distinct().count())


register_indicator(
    Indicator(
        "community.governments", _("Betrokken besturen"), _("besturen"), governments,
        definition=_("Besturen waarvan minstens één medewerker lid is."), order=10,
    )
)  # fmt: skip
register_indicator(
    Indicator(
        "community.members", _("Leden community"), _("leden"), members,
        definition=_("Mensen die voor een organisatie op het platform werken."), order=15,
    )
)  # fmt: skip
register_indicator(
    Indicator(
        "community.best_answers", _("Beste antwoorden"), _("antwoorden"), best_answers, kind="flow",
        definition=_("Antwoorden in het forum die als beste aangeduid werden."), order=62,
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
        "community.group_members", _("Leden gebruikersgroep"), _("leden"), group_members,
        definition=_("Mensen die in minstens één gebruikersgroep zitten."), order=60,
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
register_indicator(
    Indicator(
        "community.experts", _("Betrokken experts"), _("experts"), experts,
        definition=_("Leden die zeggen wat zij kennen en die collega’s om raad mogen vragen."), order=60,
    )
)  # fmt: skip
register_indicator(
    Indicator(
        "community.providers", _("Aanbieders van diensten"), _("aanbieders"), providers,
        definition=_("Zelfstandigen en bedrijven met een dienst in de lijst."), order=61,
    )
)  # fmt: skip
