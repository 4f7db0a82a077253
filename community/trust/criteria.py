"""By what one rises: openly said, the same for everybody, and none of it a race.

Tuned to some hundreds of people: ten useful answers a year are a lot here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.messaging.enums import AddressState, Channel
from community.messaging.models import Address
from community.trust.houserules import VERSION
from community.trust.models import RulesRead
from community.trust.signs import signs

YEAR = timedelta(days=365)
GRACE = timedelta(days=60)
"""As long somebody keeps his level who falls below what keeps it."""
POSTS, BEST, USEFUL, CIRCLE = (
    "community.posts_shown", "community.best_answers", "community.useful_posts",
    "community.useful_organisations",
)  # fmt: skip
EMAIL, RULES = "community.email_confirmed", "community.rules_read"


@dataclass(frozen=True, slots=True)
class Criterion:
    """`keeps` is what holds the level once one has it: less than what gives it (hysteresis)."""

    sign: str
    label: str | Promise
    wanted: int
    keeps: int


JOINING = (
    Criterion(EMAIL, _("Uw e-mailadres is bevestigd"), 1, 1),
    Criterion(RULES, _("U las de huisregels"), 1, 0),
    Criterion(POSTS, _("Een bericht van u staat in het forum"), 1, 0),
)
SHARING: tuple[tuple[Criterion, ...], ...] = (
    (Criterion(BEST, _("Antwoorden van u die als beste antwoord gelden"), 3, 2),),
    (
        Criterion(USEFUL, _("Berichten van u die anderen nuttig vinden"), 10, 7),
        Criterion(CIRCLE, _("Organisaties waarvan iemand een bericht van u nuttig vindt"), 3, 2),
    ),
)
"""Ways to become a Kennisdeler: one of them is enough. All within the last twelve months."""

Counts = Mapping[str, Mapping[int, int]]


def counted(users: Collection[int]) -> Counts:
    """Every sign for these people: one question each, however many they are."""
    since = timezone.now() - YEAR
    found: dict[str, Mapping[int, int]] = {
        each.key: each.count(users, since) for each in signs.all()
    }
    confirmed = Address.objects.filter(
        user__in=users, channel=Channel.EMAIL, state=AddressState.CONFIRMED
    )
    read = RulesRead.objects.filter(user__in=users, version=VERSION)
    return found | {
        EMAIL: dict.fromkeys(confirmed.values_list("user", flat=True), 1),
        RULES: dict.fromkeys(read.values_list("user", flat=True), 1),
    }


def value_of(counts: Counts, criterion: Criterion, user: int) -> int:
    return counts.get(criterion.sign, {}).get(user, 0)


def may_join(counts: Counts, user: int) -> bool:
    return all(value_of(counts, each, user) >= each.wanted for each in JOINING)


def shares(counts: Counts, user: int) -> bool:
    return any(all(value_of(counts, c, user) >= c.wanted for c in way) for way in SHARING)


def keeps_sharing(counts: Counts, user: int) -> bool:
    return any(all(value_of(counts, c, user) >= c.keeps for c in way) for way in SHARING)
