"""Whom a newsletter is for: people with a running membership, by what they are there."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from community.accounts.letters import recipients
from community.accounts.models import User
from community.messaging.enums import Channel
from community.messaging.preferences import wanting
from community.messaging.values import Recipient
from community.organisations.enums import GOVERNMENTS, Kind, Role
from community.organisations.models import Membership, Organisation
from content.newsletters.enums import Readers
from content.newsletters.models import Newsletter
from content.notifications import NEWSLETTER

SUPPLIERS = (Kind.SUPPLIER, Kind.FREELANCER)


def people_for(letter: Newsletter) -> QuerySet[User]:
    """Each person once, of however many organisations he is a member."""
    holding = Membership.objects.current().filter(_which(letter))
    holding = holding.filter(Q(organisation__ended_on=None))
    return get_user_model().objects.filter(is_active=True, pk__in=holding.values("user"))


def _which(letter: Newsletter) -> Q:
    governments = Q(organisation__kind__in=GOVERNMENTS)
    choices = {
        Readers.MEMBERS: Q(),
        Readers.GOVERNMENTS: governments,
        Readers.SUPPLIERS: Q(organisation__kind__in=SUPPLIERS),
        Readers.EDITORS: Q(organisation__kind=Kind.PLATFORM)
        & Q(roles__overlap=[Role.EDITOR, Role.PLATFORM_ADMIN]),
        Readers.PROVINCE: governments & Q(organisation__province=letter.province),
        Readers.ROLE: governments & Q(roles__contains=[letter.role]),
    }
    return choices[Readers(letter.readers)]


def recipients_of(letter: Newsletter) -> list[Recipient]:
    """Who gets it now: with a confirmed address, and not without newsletters by his own wish."""
    people = list(people_for(letter).order_by("pk"))
    willing = wanting([each.pk for each in people], NEWSLETTER, Channel.EMAIL)
    return recipients([each for each in people if each.pk in willing], channels=(Channel.EMAIL,))


def provinces() -> list[str]:
    """Those in which a bestuur lies."""
    rows = Organisation.objects.active().governments().exclude(province="")
    return list(rows.order_by("province").values_list("province", flat=True).distinct())
