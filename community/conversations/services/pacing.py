"""How much one person may send; newcomers less, so that nobody floods a house he just entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.conversations.models import Conversation, PrivateMessage
from community.conversations.services.values import Refused
from community.trust.enums import Level
from community.trust.queries import level_of

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """As many conversations begun, people in one, and messages written, in a day."""

    begun: int
    people: int
    written: int


NEWCOMER = Pace(begun=3, people=2, written=30)
OTHERS = Pace(begun=30, people=19, written=300)


def pace_of(user: User) -> Pace:
    return NEWCOMER if level_of(user) == Level.NEW else OTHERS


def demand_begin(starter: User, people: int) -> None:
    """The caller holds the person's row, so that two forms at once count each other."""
    pace = pace_of(starter)
    if people > pace.people:
        said = _("Schrijf naar hoogstens %(n)d mensen tegelijk.")
        raise Refused(said % {"n": pace.people})
    rows = Conversation.objects.filter(started_by=starter, created_at__gt=timezone.now() - DAY)
    if rows.count() >= pace.begun:
        said = _("U begon vandaag al %(n)d gesprekken. Ga morgen verder; uw tekst blijft staan.")
        raise Refused(said % {"n": pace.begun})


def demand_write(author: User) -> None:
    most = pace_of(author).written
    rows = PrivateMessage.objects.filter(author=author, created_at__gt=timezone.now() - DAY)
    if rows.count() >= most:
        said = _("U schreef vandaag al %(n)d berichten. Ga morgen verder; uw tekst blijft staan.")
        raise Refused(said % {"n": most})
