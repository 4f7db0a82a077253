from __future__ import annotations

from collections.abc import Collection
from typing import Any

from community.kit.prepared import Prepared
from community.organisations import rules
from community.organisations.enums import GOVERNMENTS, Kind
from community.organisations.models import Membership
from community.organisations.rules import current_memberships
from community.trust.enums import Level
from community.trust.models import Standing

CARRIED = "_trusted_level"
KNOWN_KINDS = (*GOVERNMENTS, Kind.PLATFORM)
"""Who works for these was let in by somebody who knows him: he starts as a participant."""


def level_of(user: Any) -> Level:
    """The level that this person has now; asked once for the user of a request."""
    if not user.is_authenticated:
        return Level.NEW
    carried: Level | None = getattr(user, CARRIED, None)
    if carried is not None:
        return carried
    level = _level_of(user)
    if hasattr(user, rules.CARRIED):
        setattr(user, CARRIED, level)
    return level


def _level_of(user: Any) -> Level:
    rows = _given_to(user.pk)
    return level_at(rows[0][0] if rows else None, user)


_given_to = Prepared(lambda user: Standing.objects.filter(user=user).values_list("level"))


def level_at(given: int | None, user: Any) -> Level:
    """The level that was given, else the one at which somebody of his organisations starts."""
    if given is not None:
        return Level(given)
    known = any(each.organisation.kind in KNOWN_KINDS for each in current_memberships(user))
    return Level.PARTICIPANT if known else Level.NEW


def levels_of(users: Collection[int]) -> dict[int, Level]:
    """The same for many, by key: two queries however many they are."""
    known = Membership.objects.current().filter(user__in=users, organisation__kind__in=KNOWN_KINDS)
    found = dict.fromkeys(users, Level.NEW)
    found |= dict.fromkeys(known.values_list("user", flat=True), Level.PARTICIPANT)
    rows = Standing.objects.filter(user__in=users).values_list("user", "level")
    return found | {user: Level(level) for user, level in rows}
