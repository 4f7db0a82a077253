"""Sealing what is stored and signing what is sent out."""

from __future__ import annotations

from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core import signing


class Unreadable(ValueError):
    """Sealed with a key we do not have, or not sealed at all."""


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_ENCRYPTION_KEYS])


def seal(text: str) -> str:
    """Encrypted with the first of FIELD_ENCRYPTION_KEYS (urlsafe base64, newest first)."""
    return _keys().encrypt(text.encode()).decode("ascii")


def unseal(token: str) -> str:
    """What was sealed with any of the keys; Unreadable otherwise."""
    try:
        return _keys().decrypt(token.encode("ascii")).decode()
    except (InvalidToken, UnicodeError) as error:
        raise Unreadable("sealed with an unknown key") from error


def sign(purpose: str, value: str) -> str:
    """A token that carries `value` and cannot be made up; of no use for another purpose."""
    return signing.TimestampSigner(salt=purpose).sign(value)


def unsign(purpose: str, token: str, max_age: float | None = None) -> str:
    """The value of a token, at most `max_age` seconds old; else BadSignature (SignatureExpired),
    both of django.core.signing."""
    age = None if max_age is None else timedelta(seconds=max_age)
    return signing.TimestampSigner(salt=purpose).unsign(token, max_age=age)
