"""Who wants to be warned of what."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Any

from django.db import models, transaction

from community.accounts.lost_addresses import at, lost_address, tell_lost
from community.accounts.models import User
from community.activity.models import Activity
from community.activity.services import record
from community.kit.text import normalise
from community.messaging.addresses import register_address
from community.messaging.confirmations import ask_confirmation
from community.messaging.enums import AddressState, Channel
from community.messaging.models import Address
from community.messaging.preferences import set_wanted
from community.messaging.services import suppress_waiting_for
from community.organisations.models import Organisation
from qrc.notifications import ALERT, BUNDLE, WEEKLY
from qrc.subscriptions.enums import Cadence
from qrc.subscriptions.models import Subscriber, Subscription
from qrc.verbs import SUBSCRIPTION_CHANGED

DEFAULT_CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.WEB)


def subscriber_for_address(
    *, email: str, phone: str = "", verified: bool = False, language: str = "nl",
    is_demo: bool = False,
) -> Subscriber:  # fmt: skip
    """The one subscriber behind a mail address, made when there is none; idempotent.

    `verified` confirms the addresses at once; otherwise only a confirmation leaves the house.
    Raises ValidationError (Dutch) for an address that cannot be one.
    """
    with transaction.atomic():
        mail = register_address(
            channel=Channel.EMAIL, value=email, language=language, verified=verified
        )
        mobile = (
            register_address(channel=Channel.SMS, value=phone, language=language, verified=verified)
            if phone
            else None
        )
        if is_demo:
            Address.objects.filter(pk__in=[a.pk for a in (mail, mobile) if a]).update(is_demo=True)
        subscriber = _subscriber(mail, language, is_demo=is_demo)
        if mobile is not None and subscriber.phone_id != mobile.pk:
            subscriber.phone = mobile
            subscriber.save(update_fields=("phone",))
        for address in (mail, mobile):
            if address is not None and address.state == AddressState.UNCONFIRMED:
                ask_confirmation(address=address)
    return subscriber


def _subscriber(mail: Address, language: str, *, is_demo: bool) -> Subscriber:
    known = Subscriber.objects.filter(email=mail).first()
    if known is None and mail.user_id is not None:
        known = Subscriber.objects.filter(user_id=mail.user_id).first()
        if known is not None and known.email_id is None:
            known.email = mail
            known.save(update_fields=("email",))
    if known is not None:
        return known
    return Subscriber.objects.create(
        email=mail, user_id=mail.user_id, language=language, is_demo=is_demo
    )


def subscriber_of(*, user: User) -> Subscriber:
    """The subscriber of a user with an account, joined to the one his mail address had before."""
    with transaction.atomic():
        known = Subscriber.objects.filter(user=user).first()
        if known is not None:
            return known
        mail = Address.objects.filter(channel=Channel.EMAIL, value=user.email).first()
        phone = Address.objects.filter(channel=Channel.SMS, user=user).first()
        held = Subscriber.objects.filter(email=mail).first() if mail is not None else None
        # An address without an account becomes his once he has proved it is his.
        if held is not None and held.user_id is None and mail is not None and mail.is_confirmed:
            held.user, held.language = user, user.language
            held.save(update_fields=("user", "language"))
            if not held.weekly_mail:
                # What he refused by a link stays refused, where he can see and undo it.
                set_wanted(user=user, choices=[(WEEKLY.key, Channel.EMAIL)], wanted=False)
            return held
        return Subscriber.objects.create(
            user=user, email=mail if held is None else None, phone=phone,
            language=user.language, is_demo=user.is_demo,
        )  # fmt: skip


def adopt_phone(*, address_id: int) -> bool:
    """Who confirms a phone is warned there from now on; False when he is no subscriber."""
    phone = Address.objects.confirmed().filter(pk=address_id, channel=Channel.SMS).first()
    if phone is None or phone.user_id is None:
        return False
    return bool(Subscriber.objects.filter(user_id=phone.user_id).update(phone=phone))


def tell_other_address(*, address_id: int, key: str) -> bool:
    """A reader without an account hears by his other address that this one is lost; False when
    he has none. With an account the house itself tells him."""
    lost = lost_address(address_id)
    holds = models.Q(email_id=address_id) | models.Q(phone_id=address_id)
    reader = Subscriber.objects.filter(holds, user=None).select_related("email", "phone").first()
    if lost is None or reader is None or lost.user_id is not None:
        return False
    others = [
        each
        for each in (reader.email, reader.phone)
        if each is not None and each.pk != address_id and each.is_confirmed
    ]
    return tell_lost(address=lost, to=at(others), key=key) is not None


def follow_language(*, user_id: int) -> bool:
    """Warnings speak the language of the account; False when its holder is no subscriber."""
    user = User.objects.get(pk=user_id)
    return bool(Subscriber.objects.filter(user=user).update(language=user.language))


def subscribe(
    *, subscriber: Subscriber, min_severity: str = "low", words: Iterable[str] = (),
    keywords: Iterable[str] = (), channels: Iterable[str] = DEFAULT_CHANNELS,
    organisation: Organisation | None = None, portfolio: bool = False,
    min_epss: float | None = None, only_exploited: bool = False, sources: Iterable[int] = (),
    max_tlp: str = "", mail_on_changed: bool = False, cadence: str = Cadence.IMMEDIATE,
    urgent_at_once: bool = True, most_per_hour: int | None = None,
    actor: models.Model | None = None,
) -> Subscription:  # fmt: skip
    """Add a subscription, or bring the same one back to life told in this way; idempotent.

    The same wish is the same rules; channels, cadence and limits are how it is told. `min_epss` is
    a chance between 0 and 1, `sources` are keys of sources (none: all).
    """
    with transaction.atomic():
        subscription, _ = Subscription.objects.update_or_create(
            subscriber=subscriber,
            organisation=organisation,
            min_severity=min_severity,
            words=tidy_words(words),
            keywords=tidy_words(keywords),
            portfolio=portfolio,
            min_epss=min_epss,
            only_exploited=only_exploited,
            sources=sorted(set(sources)),
            max_tlp=max_tlp,
            defaults={
                "channels": sorted(set(map(str, channels))),
                "mail_on_changed": mail_on_changed,
                "cadence": cadence,
                "urgent_at_once": urgent_at_once,
                "most_per_hour": most_per_hour,
                "active": True,
            },
        )
        record(
            SUBSCRIPTION_CHANGED, organisation=organisation, actor=actor, subject=subscription,
            active=True,
        )  # fmt: skip
    return subscription


def replace_subscription(
    *, subscription: Subscription, actor: models.Model | None = None, **wish: Any
) -> Subscription:
    """Put another wish in the place of one; the same wish keeps its row."""
    with transaction.atomic():
        changed = subscribe(subscriber=subscription.subscriber, actor=actor, **wish)
        if changed.pk != subscription.pk:
            stop_subscription(subscription=subscription, actor=actor)
    return changed


def stop_subscription(*, subscription: Subscription, actor: models.Model | None = None) -> None:
    """Stop one subscription; its history stays, what still waits for nobody else's sake does not."""
    with transaction.atomic():
        subscription.active = False
        subscription.save(update_fields=("active", "updated_at"))
        record(
            SUBSCRIPTION_CHANGED, organisation=subscription.organisation, actor=actor,
            subject=subscription, active=False,
        )  # fmt: skip
        _take_back(subscription.subscriber)


def _take_back(subscriber: Subscriber) -> None:
    """Warnings in the outbox for channels on which this reader wants none any more."""
    left = set(DEFAULT_CHANNELS) - channels_of(subscriber)
    for kind in (ALERT, BUNDLE):
        suppress_waiting_for(
            recipient=subscriber.recipient, kind=kind, channels=left, reason="abonnement gestopt"
        )


def channels_of(subscriber: Subscriber) -> set[str]:
    """The channels on which any running subscription of this reader wants warnings."""
    chosen = subscriber.subscriptions.active().values_list("channels", flat=True)
    return {channel for channels in chosen for channel in channels}


def stop_channel(*, address_id: int) -> int:
    """The holder of an address wants no more warnings there: its channel leaves his subscriptions.

    Returns how many subscriptions changed; a subscription without channels stops.
    """
    changed = 0
    with transaction.atomic():
        for subscriber in Subscriber.objects.filter(
            models.Q(email_id=address_id) | models.Q(phone_id=address_id)
        ):
            channel = Channel.EMAIL if subscriber.email_id == address_id else Channel.SMS
            for subscription in subscriber.subscriptions.active().filter(
                channels__contains=[channel]
            ):
                _drop_channel(subscription, str(channel))
                changed += 1
            _take_back(subscriber)
    return changed


def _drop_channel(subscription: Subscription, channel: str) -> None:
    subscription.channels = [each for each in subscription.channels if each != channel]
    subscription.active = bool(subscription.channels)
    subscription.save(update_fields=("channels", "active", "updated_at"))
    record(
        SUBSCRIPTION_CHANGED, organisation=subscription.organisation, subject=subscription,
        active=subscription.active, dropped=channel,
    )  # fmt: skip


def resume_channel(*, address_id: int) -> int:
    """Undo `stop_channel` where nothing was chosen since; returns how many subscriptions changed."""
    changed = 0
    with transaction.atomic():
        for subscriber in Subscriber.objects.filter(
            models.Q(email_id=address_id) | models.Q(phone_id=address_id)
        ):
            channel = str(Channel.EMAIL if subscriber.email_id == address_id else Channel.SMS)
            for subscription in subscriber.subscriptions.all():
                if channel in _dropped_last(subscription):
                    _take_channel_back(subscription, channel)
                    changed += 1
    return changed


def _dropped_last(subscription: Subscription) -> set[str]:
    """The channels that links took off since somebody last chose the wish himself."""
    about = {"subject_type": subscription._meta.label_lower, "subject_id": str(subscription.pk)}
    changes = Activity.objects.filter(verb=SUBSCRIPTION_CHANGED.key, **about).order_by("-pk")
    drops = takewhile(lambda data: "dropped" in data, changes.values_list("data", flat=True)[:9])
    return {data["dropped"] for data in drops} - set(subscription.channels)


def _take_channel_back(subscription: Subscription, channel: str) -> None:
    subscription.channels = sorted([*subscription.channels, channel])
    subscription.active = True
    subscription.save(update_fields=("channels", "active", "updated_at"))
    record(
        SUBSCRIPTION_CHANGED, organisation=subscription.organisation, subject=subscription,
        active=True,
    )  # fmt: skip


def tidy_words(words: Iterable[str]) -> list[str]:
    """Words without doubles, whatever their case or accents, in a fixed order."""
    seen = {normalise(word): " ".join(word.split()) for word in words if word.strip()}
    return [seen[key] for key in sorted(seen)]
