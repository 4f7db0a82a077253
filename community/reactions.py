"""What the house listens to: its own verbs, and what allauth tells us.

The signals are the library's; the house has none of its own.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from django.dispatch import receiver

from community.accounts.lost_addresses import lost_address, tell_holder
from community.accounts.models import User
from community.accounts.queries import is_first_second_step
from community.accounts.services import confirm_email, end_sessions
from community.activity.models import Activity
from community.activity.reactions import reaction
from community.activity.services import record
from community.activity.verbs import Verb
from community.files.telling import tell_virus
from community.findable import EVENT
from community.messaging.verbs import (
    ADDRESS_BOUNCED,
    ADDRESS_DISABLED,
    ADDRESS_STOPPED,
    SMS_CAPPED,
)
from community.organisations.services.allowances import tell_cap_reached
from community.organisations.services.systems import tell_administrators
from community.search.services import refresh
from community.verbs import (
    ACCOUNT_CHANGED,
    EVENT_CALLED_OFF,
    EVENT_CHANGED,
    FILE_REFUSED,
    SECOND_FACTOR_ADDED,
    SECOND_FACTOR_REMOVED,
    SIGNED_IN,
)


@receiver(account.email_confirmed, dispatch_uid="community.email_confirmed")
def keep_confirmed_email(*, email_address: EmailAddress, **kwargs: Any) -> None:
    confirm_email(user=email_address.user, email=email_address.email)


@receiver(account.user_signed_up, dispatch_uid="community.user_signed_up")
def keep_email_of_invited(*, user: User, **kwargs: Any) -> None:
    """Who signs up through an invitation's link has proved the address by that."""
    for known in EmailAddress.objects.filter(user=user, verified=True):
        confirm_email(user=user, email=known.email)


@receiver(account.user_logged_in, dispatch_uid="community.user_logged_in")
def note_sign_in(*, user: User, **kwargs: Any) -> None:
    record(SIGNED_IN, actor=user, subject=user)


@receiver(account.password_changed, dispatch_uid="community.password_changed")
@receiver(account.password_reset, dispatch_uid="community.password_reset")
def note_password(*, user: User, **kwargs: Any) -> None:
    record(ACCOUNT_CHANGED, actor=user, subject=user, fields=["password"])


@receiver(mfa.authenticator_added, dispatch_uid="community.authenticator_added")
def note_factor_added(*, user: User, authenticator: Any, request: Any, **kwargs: Any) -> None:
    _note_factor(SECOND_FACTOR_ADDED, user, authenticator)
    if is_first_second_step(user, authenticator):
        # Elsewhere somebody may have come in with the password alone.
        end_sessions(user=user, but=request.session.session_key)


@receiver(mfa.authenticator_removed, dispatch_uid="community.authenticator_removed")
def note_factor_removed(*, user: User, authenticator: Any, **kwargs: Any) -> None:
    _note_factor(SECOND_FACTOR_REMOVED, user, authenticator)


def _note_factor(verb: Verb, user: User, authenticator: Any) -> None:
    record(verb, actor=user, subject=user, factor=str(authenticator.type))


@reaction(ADDRESS_BOUNCED, key="community.tell_bounced")
def tell_bounced(activity: Activity) -> None:
    _tell_lost(activity)


@reaction(ADDRESS_DISABLED, key="community.tell_disabled")
def tell_disabled(activity: Activity) -> None:
    _tell_lost(activity)


@reaction(ADDRESS_STOPPED, key="community.tell_complained")
def tell_complained(activity: Activity) -> None:
    """Who stopped it himself knows; of a complaint his provider made he may know nothing."""
    _tell_lost(activity)


def _tell_lost(activity: Activity) -> None:
    address = lost_address(int(activity.subject_id))
    key = f"address-lost:{activity.pk}"
    if address is not None and address.user is not None:
        tell_holder(address=address, user=address.user, key=key)
    elif address is not None and address.organisation is not None:
        tell_administrators(address=address, organisation=address.organisation, key=key)


@reaction(SMS_CAPPED, key="community.tell_sms_cap")
def tell_sms_cap(activity: Activity) -> None:
    if activity.organisation is not None:
        tell_cap_reached(organisation=activity.organisation, period=activity.data["period"])


@reaction(EVENT_CHANGED, key="community.find_changed_event")
@reaction(EVENT_CALLED_OFF, key="community.find_called_off_event")
def find_event(activity: Activity) -> None:
    """A draft is announced by a change, so from here on it is found."""
    refresh(EVENT, [activity.subject_id])


@reaction(FILE_REFUSED, key="community.tell_file_refused")
def tell_file_refused(activity: Activity) -> None:
    tell_virus(file_id=activity.data["file"])
