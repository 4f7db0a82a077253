"""Where a mail comes back to: every delivery has a return address of its own, that only we can make."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from community.messaging.tokens import make_address_token, read_address_token

PURPOSE = "messaging.return"
LOCAL = "bounce+"
HEADER = "X-VlaVirGem-Ref"
"""The same reference inside the mail: some servers report to another address than the envelope's."""


def reference(delivery_id: int) -> str:
    """What names a delivery to the outside: its number, signed."""
    return _reference(settings.SECRET_KEY, delivery_id)


@lru_cache(maxsize=8)
def _reference(secret: str, delivery_id: int) -> str:
    # Asked for three times a mail: in its head, when it is announced and when it leaves.
    return make_address_token(PURPOSE, str(delivery_id))


def return_path(delivery_id: int) -> str:
    """The envelope's sender of a delivery; "" while no domain of ours takes mail in."""
    if not settings.REPLY_DOMAIN:
        return ""
    return f"{LOCAL}{reference(delivery_id)}@{settings.REPLY_DOMAIN}"


def delivery_of(text: str) -> int | None:
    """The delivery of a reference that we made; None for any other text."""
    value = read_address_token(PURPOSE, text.strip())
    return int(value) if value is not None and value.isdigit() else None


def delivery_of_path(address: str) -> int | None:
    """The delivery of a return path that we made; None for any other address."""
    local = address.strip().strip("<>").rpartition("@")[0]
    if not local.lower().startswith(LOCAL):
        return None
    return delivery_of(local[len(LOCAL) :])
