"""Webhooks and Teams channels of an organisation: added, tested and removed by its administrators."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from community.activity.services import record
from community.kit.http import parse_allowed
from community.kit.secrets import seal
from community.messaging.addresses import clean_value, register_address, remove, restart
from community.messaging.enums import AddressState, Channel
from community.messaging.models import Address, Message
from community.messaging.own_kinds import WEBHOOK_TEST
from community.messaging.services import notify
from community.messaging.values import Content, Recipient, Words
from community.messaging.verbs import SECRET_RENEWED

MOST = 10
"""Addresses of one organisation on one of these channels."""


def add_webhook(
    *, organisation: models.Model, url: str, actor: models.Model
) -> tuple[Address, str]:
    """The address and the secret that signs its calls, shown this once; ValidationError in Dutch."""
    url = _safe(Channel.WEBHOOK, url)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        address = _add(organisation, Channel.WEBHOOK, url, secret)
    return address, secret


def add_teams(*, organisation: models.Model, url: str, actor: models.Model) -> Address:
    """The address of a Teams workflow, without its query; the whole is sealed: it lets anybody post."""
    url = _safe(Channel.TEAMS, url)
    with transaction.atomic():
        return _add(organisation, Channel.TEAMS, urlunsplit((*urlsplit(url)[:3], "", "")), url)


def _add(organisation: models.Model, channel: Channel, value: str, secret: str) -> Address:
    # Two at once wait for each other here: the count below holds.
    type(organisation)._default_manager.select_for_update().get(pk=organisation.pk)
    mine = Address.objects.filter(channel=channel, organisation_id=organisation.pk)
    if mine.filter(value=value).exists():
        raise ValidationError(_("Deze koppeling bestaat al."), "taken")
    if mine.count() >= MOST:
        raise ValidationError(_("U hebt al %(n)s van deze koppelingen.") % {"n": MOST}, "too-many")
    address = register_address(
        channel=channel, value=value, organisation=organisation, verified=True
    )
    address.secret = seal(secret)
    address.save(update_fields=("secret",))
    return address


def _safe(channel: Channel, url: str) -> str:
    url = clean_value(channel, url)
    parts = urlsplit(url)
    allowed = parse_allowed(settings.WEBHOOK_ALLOWED_PRIVATE_HOSTS)
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" and not {host, f"{host}:{parts.port}"} & allowed:
        raise ValidationError(_("Het adres moet met https:// beginnen."), "https")
    return url


def renew_secret(*, address: Address, actor: models.Model) -> str:
    """Another secret for a webhook, shown this once; what leaves from now on is signed with it."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        Address.objects.filter(pk=address.pk).update(secret=seal(secret))
        record(SECRET_RENEWED, organisation=address.organisation, actor=actor, subject=address)
    return secret


def try_webhook(*, address: Address, actor: models.Model) -> Message:
    """Send a test message by the ordinary way; an address that was given up gets another life."""
    channel = Channel(address.channel)
    with transaction.atomic():
        if address.state in (AddressState.DISABLED, AddressState.BOUNCED):
            # There is nobody to ask: the administrator who tests it vouches for it.
            restart(address=address, actor=actor)
            address = register_address(
                channel=channel, value=address.value, organisation=address.organisation,
                verified=True,
            )  # fmt: skip
        return notify(
            WEBHOOK_TEST,
            to=[Recipient(f"address:{address.pk}", channel, address.pk)],
            content=_test_words(channel),
            key=f"messaging.webhook_test:{uuid4()}",
            organisation=address.organisation,
        )


def _test_words(channel: Channel) -> Content:
    content: Content = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words = Words(
                subject=_("Proefbericht van VlaVirGem"),
                text=_("Uw koppeling werkt: dit bericht kwam aan."),
                url=settings.SITE_URL,
            )
        content = {**content, (str(channel), language): words}
    return content


def remove_webhook(*, address: Address, actor: models.Model) -> None:
    remove(address=address, actor=actor)
