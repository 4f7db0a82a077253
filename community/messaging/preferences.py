"""Which kinds of message a person wants, and on which channels."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import models, transaction

from community.activity.services import record
from community.messaging.enums import Channel
from community.messaging.kinds import Kind, kinds
from community.messaging.models import Preference
from community.messaging.verbs import PREFERENCES_CHANGED

PERSONAL = (Channel.EMAIL, Channel.SMS, Channel.WEB)
"""The channels that reach a person; a webhook belongs to an organisation."""

Choice = tuple[str, str]
"""(key of a kind, channel)"""


def wants(user: models.Model, kind: Kind | str, channel: str) -> bool:
    """Whether a user wants this kind on this channel; who never chose, wants it."""
    return user.pk in wanting([user.pk], kind, channel)


def wanting(user_ids: Collection[int], kind: Kind | str, channel: str) -> set[int]:
    """Those of the users who want this kind on this channel: one query for any number."""
    chosen = kinds.get(kind) if isinstance(kind, str) else kind
    if not user_ids or not chosen.can_be_disabled:
        return set(user_ids)
    refused = Preference.objects.filter(kind=chosen.key, channel=channel, wanted=False)
    return set(user_ids) - set(
        refused.filter(user_id__in=user_ids).values_list("user_id", flat=True)
    )


def choosable(user: models.Model) -> list[Kind]:
    """The kinds that can reach a person and that he can switch off, in the order of the page."""
    offered = [kind for kind in kinds if kind.can_be_disabled and _channels(kind)]
    return [kind for kind in offered if kind.audience(user)]


def choices_of(kind: Kind) -> list[Choice]:
    return [(kind.key, channel) for channel in _channels(kind)]


def refused_by(user: models.Model) -> set[Choice]:
    rows = Preference.objects.filter(user_id=user.pk, wanted=False)
    return set(rows.values_list("kind", "channel"))


def save_preferences(*, user: models.Model, wanted: Iterable[Choice]) -> None:
    """Keep what a person ticked on the page: all he saw and left out is unwanted."""
    ticked = set(wanted)
    shown = [choice for kind in choosable(user) for choice in choices_of(kind)]
    before = refused_by(user)
    after = {choice for choice in shown if choice not in ticked}
    changed = [choice for choice in shown if (choice in before) != (choice in after)]
    if not changed:
        return
    with transaction.atomic():
        for choice in changed:
            _set(user, choice, wanted=choice not in after)
        record(
            PREFERENCES_CHANGED, actor=user, subject=user,
            refused=sorted("/".join(choice) for choice in after),
        )  # fmt: skip


def set_wanted(*, user: models.Model, choices: Iterable[Choice], wanted: bool) -> None:
    """Switch these on or off for a person, from a link in a message."""
    with transaction.atomic():
        for choice in choices:
            _set(user, choice, wanted=wanted)


def _set(user: models.Model, choice: Choice, *, wanted: bool) -> None:
    Preference.objects.update_or_create(
        user_id=user.pk, kind=choice[0], channel=choice[1], defaults={"wanted": wanted}
    )


def _channels(kind: Kind) -> list[str]:
    return [str(channel) for channel in PERSONAL if channel in kind.channels]
