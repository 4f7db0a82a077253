"""Webhooks of an organisation: added, tested and removed by its administrators."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from community.kit.http import parse_allowed
from community.kit.secrets import seal
from community.messaging.addresses import clean_value, register_address, remove, restart
from community.messaging.enums import AddressState, Channel
from community.messaging.models import Address, Message
from community.messaging.own_kinds import WEBHOOK_TEST
from community.messaging.services import notify
from community.messaging.values import Content, Recipient, Words

MOST = 10
"""Webhooks of one organisation."""


def add_webhook(
    *, organisation: models.Model, url: str, actor: models.Model
) -> tuple[Address, str]:
    """The address and the secret that signs its calls, shown this once; ValidationError in Dutch."""
    url = clean_value(Channel.WEBHOOK, url)
    if not _is_safe(url):
        raise ValidationError(_("Een webhook moet met https:// beginnen."), "https")
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        if Address.objects.filter(channel=Channel.WEBHOOK, value=url).exists():
            raise ValidationError(_("Deze webhook bestaat al."), "taken")
        mine = Address.objects.filter(channel=Channel.WEBHOOK, organisation_id=organisation.pk)
        if mine.count() >= MOST:
            raise ValidationError(_("U hebt al %(n)s webhooks.") % {"n": MOST}, "too-many")
        address = register_address(
            channel=Channel.WEBHOOK, value=url, organisation=organisation, verified=True
        )
        address.secret = seal(secret)
        address.save(update_fields=("secret",))
    return address, secret


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    allowed = parse_allowed(settings.WEBHOOK_ALLOWED_PRIVATE_HOSTS)
    host = (parts.hostname or "").lower()
    return parts.scheme == "https" or bool({host, f"{host}:{parts.port}"} & allowed)


def try_webhook(*, address: Address, actor: models.Model) -> Message:
    """Send a test message by the ordinary way; a webhook that said it was gone gets another life."""
    with transaction.atomic():
        if address.state == AddressState.DISABLED:
            # There is nobody to ask: the administrator who tests it vouches for it.
            restart(address=address, actor=actor)
            address = register_address(channel=Channel.WEBHOOK, value=address.value, verified=True)
        return notify(
            WEBHOOK_TEST,
            to=[Recipient(f"address:{address.pk}", Channel.WEBHOOK, address.pk)],
            content=_test_words(),
            key=f"messaging.webhook_test:{uuid4()}",
            organisation=address.organisation,
        )


def _test_words() -> Content:
    content: Content = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words = Words(
                subject=_("Proefbericht van VlaVirGem"),
                text=_("Uw webhook werkt: dit bericht kwam aan."),
                url=settings.SITE_URL,
            )
        content = {**content, (str(Channel.WEBHOOK), language): words}
    return content


def remove_webhook(*, address: Address, actor: models.Model) -> None:
    remove(address=address, actor=actor)
