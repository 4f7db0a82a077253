"""Short signed tokens for links in messages: an SMS has room for few characters.

Unlike `kit.secrets.sign` they carry no time, so the same link is built twice alike and keeps
working for as long as the mail it stands in is kept.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache

from django.conf import settings
from django.utils.crypto import constant_time_compare

SIGNATURE_BYTES = 12
"""96 bits: nobody guesses one, and it costs sixteen characters."""


def make_token(purpose: str, value: str) -> str:
    """`value` (letters, digits and `.`) and a signature that only this house can make."""
    return f"{value}-{_signature(_key(settings.SECRET_KEY, purpose), value)}"


def read_token(purpose: str, token: str) -> str | None:
    """The value of a token of ours, also under a key that was replaced; None for any other."""
    cut = -_length() - 1
    value, dash, signature = token[:cut], token[cut : cut + 1], token[cut + 1 :]
    if dash != "-" or not value:
        return None
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if constant_time_compare(_signature(_key(secret, purpose), value), signature):
            return value
    return None


@lru_cache(maxsize=32)
def _key(secret: str, purpose: str) -> bytes:
    return hashlib.sha256(f"{purpose}\0{secret}".encode()).digest()


def _signature(key: bytes, value: str) -> str:
    digest = hmac.digest(key, value.encode(), "sha256")[:SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(digest).decode("ascii")


def _length() -> int:
    return SIGNATURE_BYTES * 4 // 3


def make_address_token(purpose: str, value: str) -> str:
    """The same for the local part of a mail address, which some servers write in small letters."""
    return f"{value}-{_word(_key(settings.SECRET_KEY, purpose), value)}"


def read_address_token(purpose: str, token: str) -> str | None:
    """The value of an address token of ours, in small letters; None for any other text."""
    value, dash, word = token.lower().rpartition("-")
    if not dash or not value or not word.isascii():
        return None
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if constant_time_compare(_word(_key(secret, purpose), value), word):
            return value
    return None


def _word(key: bytes, value: str) -> str:
    digest = hmac.digest(key, value.encode(), "sha256")[:SIGNATURE_BYTES]
    return base64.b32encode(digest).decode("ascii").rstrip("=").lower()
