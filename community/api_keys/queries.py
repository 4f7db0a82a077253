"""The keys a person may see, and the key a program shows."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Q, QuerySet

from community.api_keys.models import ApiKey
from community.organisations.models import Organisation
from community.organisations.rules import must_add_second_factor

PREFIX = "vvg_"
LONGEST = 100


def keys_managed_by(user: Any, organisation: Organisation | None) -> QuerySet[ApiKey]:
    """His own, and those of the organisation when one is given: the caller knows he manages it."""
    mine = Q(user=user)
    if organisation is not None:
        mine |= Q(organisation=organisation)
    return ApiKey.objects.standing().filter(mine).select_related("organisation", "created_by")


def find_key(token: str) -> ApiKey | None:
    """The key that opens something now: not withdrawn, not expired, its owner still there."""
    if not token.startswith(PREFIX) or len(token) > LONGEST:
        return None
    rows = ApiKey.objects.standing().select_related("user", "organisation")
    key = rows.filter(token_hash=digest(token)).first()
    if key is None or key.is_expired or not _owner_stands(key):
        return None
    return key


def _owner_stands(key: ApiKey) -> bool:
    if key.organisation is not None:
        return key.organisation.ended_on is None
    return key.user is not None and key.user.is_active and not must_add_second_factor(key.user)


def digest(token: str) -> str:
    # 256 random bits need no salt and no slow hash: nobody guesses them.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
