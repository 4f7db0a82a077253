"""How often somebody wants a digest."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import record
from community.forum.digests.rhythms import next_due
from community.forum.enums import Rhythm
from community.forum.models import DigestWish
from community.messaging.models import Address
from community.organisations.models import Membership
from community.verbs import FORUM_DIGEST_CHOSEN

DEFAULT_HOUR = 8
BATCH = 2000


def wish_of(user: User) -> DigestWish:
    """His choice; who never chose, gets one every Monday."""
    known = DigestWish.objects.filter(user=user).first()
    return known or _first(user.pk)


def choose(*, user: User, rhythm: str, hour: int) -> None:
    """From now on so; what was told stays told, and a day has one digest at most."""
    now = timezone.now()
    with transaction.atomic():
        DigestWish.objects.bulk_create([_first(user.pk)], ignore_conflicts=True)
        wish = DigestWish.objects.select_for_update(of=("self",)).get(user=user)
        if (wish.rhythm, wish.hour) == (rhythm, hour):
            return
        if wish.rhythm == Rhythm.NEVER:
            # What was said while he wanted none is old news.
            wish.told_until = now
        wish.rhythm, wish.hour, wish.next_at = rhythm, hour, next_due(rhythm, hour, now)
        wish.save(update_fields=("rhythm", "hour", "next_at", "told_until"))
        record(FORUM_DIGEST_CHOSEN, actor=user, subject=user, rhythm=rhythm, hour=hour)


def lay_out() -> int:
    """Give who joined and never chose his row; returns how many were new."""
    known = DigestWish.objects.values("user")
    people = Membership.objects.current().filter(user__is_active=True).exclude(user__in=known)
    fresh = list(people.order_by("user").values_list("user", flat=True).distinct()[:BATCH])
    DigestWish.objects.bulk_create(map(_first, fresh), ignore_conflicts=True)
    return len(fresh)


def _first(user_id: int) -> DigestWish:
    now = timezone.now()
    return DigestWish(
        user_id=user_id, rhythm=Rhythm.WEEKLY, hour=DEFAULT_HOUR, told_until=now,
        next_at=next_due(Rhythm.WEEKLY, DEFAULT_HOUR, now),
    )  # fmt: skip


def stop_digest(*, address_id: int) -> None:
    """The link in a digest: none any more."""
    _turn(address_id, Rhythm.NEVER)


def resume_digest(*, address_id: int) -> None:
    _turn(address_id, Rhythm.WEEKLY)


def _turn(address_id: int, rhythm: str) -> None:
    address = Address.objects.select_related("user").filter(pk=address_id).first()
    if address is not None and address.user is not None:
        choose(user=address.user, rhythm=rhythm, hour=wish_of(address.user).hour)
