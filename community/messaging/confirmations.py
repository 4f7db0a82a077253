"""Is this address yours? A link with a button for mail, six digits for a phone."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.messaging.addresses import confirm, register_address, restart
from community.messaging.bodies import render
from community.messaging.budgets import spend, today
from community.messaging.enums import AddressState, Channel
from community.messaging.models import Address, Confirmation
from community.messaging.own_kinds import CONFIRM_EMAIL, CONFIRM_PHONE
from community.messaging.services import notify
from community.messaging.tokens import make_token, read_token
from community.messaging.values import Recipient

PURPOSE = "messaging.confirm"
PATH = "bevestigen/"
MAIL, SMS = "community/messaging/confirm_email", "community/messaging/confirm_phone"
VALID = {Channel.EMAIL: timedelta(days=7), Channel.SMS: timedelta(minutes=10)}
ATTEMPTS = 5
PAUSE = timedelta(seconds=60)
PER_ADDRESS, PER_USER = 5, 10
"""Questions a day: to one address, and asked by one person. All SMS together: SMS_CODES_DAILY_CAP."""


def add_address(
    *, user: models.Model, channel: str, value: str, language: str = "nl"
) -> Confirmation:
    """Ask the holder of an address to confirm that it is this user's; ValidationError in Dutch.

    The address becomes his only once he proves it, also when it is known to us already.
    """
    with transaction.atomic():
        address = register_address(channel=channel, value=value, user=user, language=language)
        if address.state == AddressState.STOPPED:
            raise ValidationError(
                _("De houder van dit adres wil geen berichten van ons."), "stopped"
            )
        if address.state in (AddressState.BOUNCED, AddressState.DISABLED):
            # Numbers change hands, and the question must be able to leave.
            restart(address=address, actor=user)
        return ask_again(address=address, user=user)


def ask_confirmation(*, address: Address, user: models.Model | None = None) -> Confirmation | None:
    """Send the question unless one is out already; None when the day's budget is spent.

    For callers that import many: never raises for a limit, and asking twice sends once.
    """
    user_id = user.pk if user is not None else address.user_id
    asked = _open(address, user_id)
    if asked is not None:
        return asked
    with transaction.atomic():
        return _send(address, user_id) if _within_budget(address, user_id) else None


def ask_again(*, address: Address, user: models.Model | None = None) -> Confirmation:
    """Send the question anew, at a person's wish; ValidationError (Dutch) when it is too soon."""
    user_id = user.pk if user is not None else address.user_id
    with transaction.atomic():
        # The row lock lets one of two quick clicks wait and then see the other's question.
        Address.objects.select_for_update().get(pk=address.pk)
        last = address.confirmations.order_by("-created_at").first()
        wait = last.created_at + PAUSE - timezone.now() if last else timedelta(0)
        if wait > timedelta(0):
            seconds = max(1, round(wait.total_seconds()))
            raise ValidationError(
                ngettext(
                    "Wacht nog %(n)s seconde voor u een nieuwe vraagt.",
                    "Wacht nog %(n)s seconden voor u een nieuwe vraagt.",
                    seconds,
                )
                % {"n": seconds},
                "too-soon",
            )
        if not _within_budget(address, user_id):
            raise ValidationError(
                _("Wij stuurden vandaag al te veel bevestigingen. Probeer het morgen opnieuw."),
                "too-many",
            )
        return _send(address, user_id)


def _open(address: Address, user_id: int | None) -> Confirmation | None:
    asked = _of(address, user_id).filter(attempts__lt=ATTEMPTS)
    return asked.order_by("-created_at").first()


def _of(address: Address, user_id: int | None) -> models.QuerySet[Confirmation]:
    """The questions that are out for one address at one person's wish, or at nobody's."""
    asked = address.confirmations.filter(used_at=None, expires_at__gt=timezone.now())
    return asked.filter(user_id=user_id) if user_id is not None else asked.filter(user=None)


def _within_budget(address: Address, user_id: int | None) -> bool:
    limits = [(f"confirm:address:{address.pk}", PER_ADDRESS)]
    if user_id is not None:
        limits.append((f"confirm:user:{user_id}", PER_USER))
    if address.channel == Channel.SMS:
        limits.append(("confirm:sms", settings.SMS_CODES_DAILY_CAP))
    try:
        with transaction.atomic():
            for scope, cap in limits:
                if not spend(scope=scope, period=today(), amount=1, cap=cap):
                    raise SpentError
    except SpentError:
        return False
    return True


class SpentError(Exception):
    """Takes back the budgets that had room."""


def _send(address: Address, user_id: int | None) -> Confirmation:
    now = timezone.now()
    is_phone = address.channel == Channel.SMS
    code = f"{secrets.randbelow(1_000_000):06}" if is_phone else ""
    # A new question replaces the ones before it.
    _of(address, user_id).update(expires_at=now)
    asked = Confirmation.objects.create(
        address=address, user_id=user_id, code_hash=_hash(address, code) if code else "",
        created_at=now, expires_at=now + VALID[Channel(address.channel)],
    )  # fmt: skip
    kind = CONFIRM_PHONE if is_phone else CONFIRM_EMAIL
    stem = SMS if is_phone else MAIL
    url = confirmation_url(asked)
    context = {
        "code": code, "address": address.value, "account": asked.user, "action_url": url,
        "action_label": gettext_lazy("Adres bevestigen"),
    }  # fmt: skip
    notify(
        kind,
        to=[
            Recipient(
                f"address:{address.pk}", address.channel, address.pk, language=address.language
            )
        ],
        content=render(stem, context, channels=(address.channel,), url=url),
        key=f"messaging.confirm:{asked.pk}",
        is_demo=address.is_demo,
    )
    return asked


def confirmation_url(asked: Confirmation) -> str:
    return f"{settings.SITE_URL}/{PATH}{confirmation_token(asked)}/"


def confirmation_token(asked: Confirmation) -> str:
    return make_token(PURPOSE, str(asked.pk))


def find_confirmation(token: str) -> Confirmation | None:
    """The question behind a link, open or not; None for a link that is not ours."""
    value = read_token(PURPOSE, token)
    if value is None or not value.isdigit():
        return None
    return Confirmation.objects.select_related("address", "user").filter(pk=value).first()


def is_open(asked: Confirmation) -> bool:
    fresh = asked.expires_at > timezone.now() and asked.attempts < ATTEMPTS
    return asked.used_at is None and fresh


def confirm_by_link(*, asked: Confirmation) -> Address:
    """The button behind the link in a mail. Pressing it twice is once; ValidationError (Dutch)
    when the link is too old."""
    with transaction.atomic():
        locked = Confirmation.objects.select_for_update().get(pk=asked.pk)
        if locked.used_at is not None:
            return locked.address
        if locked.address.channel != Channel.EMAIL or not is_open(locked):
            raise ValidationError(_("Deze link is verlopen. Vraag een nieuwe."), "expired")
        return _accept(locked)


def confirm_by_code(*, asked: Confirmation, code: str) -> Address:
    """The six digits from an SMS. Each try counts before it is judged, five at most, ten minutes
    long; ValidationError (Dutch) says what to do."""
    counted = Confirmation.objects.filter(
        pk=asked.pk, used_at=None, attempts__lt=ATTEMPTS, expires_at__gt=timezone.now()
    ).update(attempts=F("attempts") + 1)
    if not counted:
        raise ValidationError(_("Deze code geldt niet meer. Vraag een nieuwe."), "expired")
    asked = Confirmation.objects.select_related("address").get(pk=asked.pk)
    given = _hash(asked.address, "".join(code.split()))
    if not asked.code_hash or not constant_time_compare(given, asked.code_hash):
        left = ATTEMPTS - asked.attempts
        if left <= 0:
            raise ValidationError(_("Deze code klopt niet. Vraag een nieuwe."), "expired")
        raise ValidationError(
            ngettext(
                "Deze code klopt niet. U kunt nog %(n)s keer proberen.",
                "Deze code klopt niet. U kunt nog %(n)s keer proberen.",
                left,
            )
            % {"n": left},
            "wrong",
        )
    with transaction.atomic():
        return _accept(asked)


def _accept(asked: Confirmation) -> Address:
    asked.used_at = timezone.now()
    asked.save(update_fields=("used_at",))
    return confirm(address=asked.address, user=asked.user)


def _hash(address: Address, code: str) -> str:
    """Keyed, so that a stolen table does not give the codes away; bound to the number."""
    value = f"{address.pk}:{address.value}:{code}"
    return salted_hmac("messaging.code", value, algorithm="sha256").hexdigest()
