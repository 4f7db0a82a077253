"""Addresses outside the house: whose they are, and whether messages may go there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.services import record
from community.activity.verbs import Verb
from community.kit.validators import validate_email_address, validate_phone
from community.messaging.enums import SYSTEMS, AddressState, Channel, State
from community.messaging.models import Address, Delivery
from community.messaging.verbs import (
    ADDRESS_ADDED,
    ADDRESS_BOUNCED,
    ADDRESS_CHANGED,
    ADDRESS_CONFIRMED,
    ADDRESS_DISABLED,
    ADDRESS_REMOVED,
    ADDRESS_RESTARTED,
    ADDRESS_STOPPED,
    ADDRESS_VOUCHED,
)

STRIKES = 3
WINDOW = timedelta(days=10)
"""Three messages that failed in ten days, with none that arrived after them, close an address."""
VERBS: dict[str, Verb] = {
    AddressState.CONFIRMED: ADDRESS_CONFIRMED,
    AddressState.BOUNCED: ADDRESS_BOUNCED,
    AddressState.STOPPED: ADDRESS_STOPPED,
    AddressState.DISABLED: ADDRESS_DISABLED,
}


def register_address(
    *,
    channel: str,
    value: str,
    user: models.Model | None = None,
    organisation: models.Model | None = None,
    language: str = "nl",
    verified: bool = False,
) -> Address:
    """The one row of an address, made when there is none; saying it twice changes nothing.

    `verified` means that somebody vouches for it: it is confirmed at once and may lie in any
    country. An address that its holder stopped, or that died, stays so. A known address goes
    to `user` only when verified; else confirming it does that. A system's address is one row
    an organisation. ValidationError in Dutch for a value that cannot be an address, or for a
    phone in a country we send no codes to.
    """
    value = clean_value(channel, value, any_country=verified)
    owner = {"organisation_id": organisation.pk if organisation is not None else None}
    given = {"user_id": user.pk if user is not None else None, "language": language}
    with transaction.atomic():
        if channel in SYSTEMS:
            address, is_new = Address.objects.get_or_create(
                channel=channel, value=value, **owner, defaults=given
            )
        else:
            address, is_new = Address.objects.get_or_create(
                channel=channel, value=value, defaults=given | owner
            )
        if is_new:
            record(ADDRESS_ADDED, organisation=organisation, actor=user, subject=address)
        elif verified and user is not None and address.user_id is None:
            address.user_id = user.pk
            address.save(update_fields=("user",))
        if verified and address.state == AddressState.UNCONFIRMED:
            _move(address, AddressState.CONFIRMED, verb=ADDRESS_VOUCHED, actor=user)
    return address


def clean_value(channel: str, value: str, *, any_country: bool = False) -> str:
    """The one written form of an address on a channel; ValidationError in Dutch otherwise."""
    clean: dict[str, Callable[[str], str]] = {
        Channel.EMAIL: validate_email_address,
        Channel.SMS: validate_phone if any_country else _phone_we_send_to,
        Channel.WEBHOOK: _web_address,
        Channel.TEAMS: _web_address,
    }
    if channel not in clean:
        raise ValueError(f"{channel} has no addresses")
    return clean[channel](value)


def _phone_we_send_to(text: str) -> str:
    number = validate_phone(text)
    codes = {phonenumbers.country_code_for_region(each) for each in settings.SMS_COUNTRIES}
    if phonenumbers.parse(number).country_code not in codes:
        raise ValidationError(
            _("Wij sturen alleen sms'en naar nummers in %(countries)s.")
            % {"countries": ", ".join(f"+{code}" for code in sorted(codes))},
            "country",
        )
    return number


def _web_address(text: str) -> str:
    address = text.strip()
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    except ValueError:
        known = False
    if not known or len(address) > 500:
        raise ValidationError(_("Dit is geen webadres. Het begint met https://."), "url")
    return address


def confirm(
    *, address: Address, user: models.Model | None = None, actor: models.Model | None = None
) -> Address:
    """Its holder proved that the address is his; it goes to `user` when one is given."""
    with transaction.atomic():
        locked = _locked(address)
        if user is not None and locked.user_id != user.pk:
            locked.user_id = user.pk
            locked.save(update_fields=("user",))
        if locked.state != AddressState.CONFIRMED:
            _move(locked, AddressState.CONFIRMED, actor=actor or user)
    return locked


def change(*, address: Address, value: str, actor: models.Model | None = None) -> Address:
    """Put another value in the row, so that what hangs on it follows; it must be confirmed anew."""
    value = clean_value(address.channel, value)
    with transaction.atomic():
        locked = _locked(address)
        if locked.value == value:
            return locked
        if Address.objects.filter(channel=locked.channel, value=value).exists():
            raise ValidationError(_("Dit adres is al bekend bij ons."), "taken")
        locked.value = value
        locked.save(update_fields=("value",))
        _move(locked, AddressState.UNCONFIRMED, verb=ADDRESS_CHANGED, actor=actor)
    return locked


def remove(*, address: Address, actor: models.Model | None = None) -> None:
    """Forget an address; what was sent to it stays in the ledger, without the address."""
    with transaction.atomic():
        record(ADDRESS_REMOVED, organisation=address.organisation, actor=actor, subject=address)
        address.delete()


def restart(
    *, address: Address, proven: bool = False, actor: models.Model | None = None
) -> Address:
    """The holder wants messages again: at once when that is `proven`, else to be confirmed anew.

    Only for what was stopped, bounced or disabled. A number that proved useless and an address
    whose mail came back are always asked again.
    """
    with transaction.atomic():
        locked = _locked(address)
        if locked.state in (AddressState.UNCONFIRMED, AddressState.CONFIRMED):
            return locked
        at_once = proven and locked.state == AddressState.STOPPED
        state = AddressState.CONFIRMED if at_once else AddressState.UNCONFIRMED
        _move(locked, state, verb=ADDRESS_RESTARTED, actor=actor)
    return locked


def mark_stopped(*, address: Address, reason: str, actor: models.Model | None = None) -> Address:
    return _close(address.pk, AddressState.STOPPED, reason, actor) or address


def mark_bounced(*, address: Address, reason: str, permanent: bool = True) -> Address:
    """A message came back: for good (5.x.x), or one strike of three (4.x.x, a full mailbox)."""
    if permanent:
        return _close(address.pk, AddressState.BOUNCED, reason) or address
    return note_soft_failure(address_id=address.pk, reason=reason) or address


def mark_disabled(*, address: Address, reason: str) -> Address:
    return _close(address.pk, AddressState.DISABLED, reason) or address


def note_state(*, address_id: int, state: str, reason: str = "") -> Address | None:
    """What a channel learned about an address; None when the row is gone meanwhile."""
    return _close(address_id, AddressState(state), reason)


def note_soft_failure(
    *,
    address_id: int,
    reason: str,
    strikes: int = STRIKES,
    state: AddressState = AddressState.BOUNCED,
) -> Address | None:
    """Count a failed message against its address, and close the address after `strikes`.

    Counts the failed deliveries of the last ten days after the last that arrived, so call it
    once the delivery itself is noted as failed. None when the row is gone meanwhile.
    """
    with transaction.atomic():
        address = Address.objects.select_for_update().filter(pk=address_id).first()
        if address is None:
            return None
        address.soft_failures = _failures_in_a_row(address)
        address.save(update_fields=("soft_failures",))
        if address.soft_failures >= strikes:
            return _close(address_id, state, reason)
    return address


def _failures_in_a_row(address: Address) -> int:
    recent = Delivery.objects.filter(address=address, queued_at__gte=timezone.now() - WINDOW)
    # Mail knows no "delivered": a server that takes a message is as good as it gets.
    good = Q(state=State.DELIVERED)
    if address.channel != Channel.SMS:
        good |= Q(state=State.SENT)
    arrived = recent.filter(good).order_by("-queued_at").values_list("queued_at", flat=True).first()
    failed = recent.filter(state=State.FAILED)
    return failed.filter(queued_at__gt=arrived).count() if arrived else failed.count()


def _close(
    address_id: int, state: AddressState, reason: str, actor: models.Model | None = None
) -> Address | None:
    with transaction.atomic():
        address = Address.objects.select_for_update().filter(pk=address_id).first()
        # What the holder said himself outlives what a machine noticed.
        if address is not None and address.state not in (state, AddressState.STOPPED):
            _move(address, state, reason=reason, actor=actor)
    return address


def _locked(address: Address) -> Address:
    return Address.objects.select_for_update().get(pk=address.pk)


def _move(
    address: Address,
    state: AddressState,
    *,
    verb: Verb | None = None,
    reason: str = "",
    actor: models.Model | None = None,
) -> None:
    before, address.state = address.state, state
    address.state_at, address.reason, address.soft_failures = timezone.now(), reason[:200], 0
    address.save(update_fields=("state", "state_at", "reason", "soft_failures"))
    record(
        verb or VERBS[state], organisation=address.organisation, actor=actor, subject=address,
        was=str(before), now=str(state), channel=str(address.channel),
    )  # fmt: skip
