"""Letters of a few sentences, said in every language of the house, and who gets them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import get_language

from community.messaging.addresses import register_address
from community.messaging.bodies import render
from community.messaging.enums import Channel
from community.messaging.models import Address
from community.messaging.values import Content, Recipient

if TYPE_CHECKING:
    from community.accounts.models import User

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail or a melding says: lazy texts, so that each language gets its own."""

    subject: Text
    paragraphs: tuple[Text, ...]
    action_label: Text = ""
    why: Text = ""


def words(letter: Letter, *, url: str, channels: Iterable[str]) -> Content:
    context = {
        "letter": letter,
        "action_url": url if letter.action_label else "",
        "action_label": letter.action_label,
    }
    return render("community/accounts/mail/letter", context, channels=tuple(channels), url=url)


def recipients(users: Iterable[User], *, channels: Iterable[str]) -> list[Recipient]:
    """The same people on each channel; by mail only at the address they sign in with, if confirmed."""
    people = {user.pk: user for user in users}
    addresses = dict(
        Address.objects.confirmed()
        .filter(channel=Channel.EMAIL, user__in=people, value=Lower(F("user__email")))
        .values_list("user_id", "pk")
    )
    found = []
    for user in people.values():
        address = addresses.get(user.pk)
        for channel in channels:
            if channel == Channel.EMAIL and address is None:
                continue
            found.append(_recipient(user, channel, address))
    return found


def _recipient(user: User, channel: str, address_id: int | None) -> Recipient:
    return Recipient(
        name=f"user:{user.pk}",
        channel=str(channel),
        address_id=address_id if channel == Channel.EMAIL else None,
        user_id=user.pk,
        language=user.language,
    )


def email_only(email: str, *, language: str = "", is_demo: bool = False) -> list[Recipient]:
    """One mail address, whoever's it is, confirmed or not."""
    address = register_address(channel=Channel.EMAIL, value=email)
    if is_demo and not address.is_demo:
        Address.objects.filter(pk=address.pk).update(is_demo=True)
    return [
        Recipient(
            name=f"address:{address.pk}",
            channel=str(Channel.EMAIL),
            address_id=address.pk,
            user_id=address.user_id,
            language=language or get_language() or "nl",
        )
    ]
