"""What changes about a person's own account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from community.accounts.letters import Letter, email_only, words
from community.accounts.pictures import forget_picture
from community.activity.services import record
from community.kit.validators import validate_email_address
from community.messaging.addresses import change, confirm, register_address, remove
from community.messaging.enums import AddressState, Channel
from community.messaging.models import Address
from community.messaging.services import notify
from community.notifications import ACCOUNT
from community.verbs import ACCOUNT_CHANGED, EMAIL_CONFIRMED

if TYPE_CHECKING:
    from community.accounts.models import User


def note_seen(*, user: User) -> None:
    """Remember the day, once a day: how many people are active counts on it."""
    today = timezone.localdate()
    if user.last_seen_on != today:
        get_user_model().objects.filter(pk=user.pk).update(last_seen_on=today)
        user.last_seen_on = today


def end_sessions(*, user: User, but: str) -> None:
    """Sign the person out everywhere except in the session with this key."""
    from allauth.usersessions.models import UserSession  # noqa: PLC0415 - needs the apps loaded

    for each in UserSession.objects.filter(user=user).exclude(session_key=but):
        each.end()


@transaction.atomic
def confirm_email(*, user: User, email: str) -> Address:
    """The person proved that this mail address is his: messages may go there.

    Who changed his address keeps his one Address row, so that what hangs on it (warnings
    above all) follows him. Where the new address was known already, both stay.
    """
    value = validate_email_address(email)
    given_up = _given_up(user, value)
    if given_up is None or not _is_free(value):
        address = register_address(
            channel=Channel.EMAIL, value=value, user=user, language=user.language
        )
    else:
        address = change(address=given_up, value=value, actor=user)
    address = confirm(address=address, user=user, actor=user)
    if address.is_demo != user.is_demo:
        Address.objects.filter(pk=address.pk).update(is_demo=user.is_demo)
    record(EMAIL_CONFIRMED, actor=user, subject=user, address=address.pk)
    return address


def _given_up(user: User, value: str) -> Address | None:
    """The row of the address that gives way: an account has one, and this is a new one."""
    from allauth.account.models import EmailAddress  # noqa: PLC0415 - needs the apps loaded

    held = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    others = [each.lower() for each in held if each.lower() != value]
    mine = Address.objects.select_for_update().filter(channel=Channel.EMAIL, user=user)
    return mine.filter(value__in=others).order_by("pk").first()


def _is_free(value: str) -> bool:
    """Whether no row holds this address; one made only to ask for the proof gives way."""
    known = Address.objects.filter(channel=Channel.EMAIL, value=value)
    asked = known.filter(user=None, organisation=None, state=AddressState.UNCONFIRMED).first()
    if asked is None:
        return not known.exists()
    try:
        with transaction.atomic():
            remove(address=asked)
    except ProtectedError:
        # Somebody without an account waits for warnings there.
        return False
    return True


def send_account_mail(
    *, email: str, letter: Letter, url: str, key: str, user: User | None = None
) -> None:
    """A mail about the account itself: it goes to the address as given, confirmed or not."""
    is_demo = bool(user and user.is_demo)
    language = user.language if user else ""
    notify(
        ACCOUNT,
        to=email_only(email, language=language, is_demo=is_demo),
        content=words(letter, url=url, channels=(Channel.EMAIL,)),
        key=key,
        is_demo=is_demo,
    )


@transaction.atomic
def save_profile(*, user: User, changed: Sequence[str]) -> User:
    """Keep these changed fields of the person; his mails follow his language."""
    if not changed:
        return user
    if "avatar" in changed:
        before = get_user_model().objects.values_list("avatar", flat=True)
        forget_picture(before.get(pk=user.pk))
    user.save(update_fields=tuple(changed))
    if "language" in changed:
        Address.objects.filter(user=user).update(language=user.language)
    record(ACCOUNT_CHANGED, actor=user, subject=user, fields=sorted(changed))
    return user
