"""The keys that sign badges, and signing."""

from __future__ import annotations

import base64
import secrets
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPublicKey,
    generate_private_key,
)
from django.db import connection, transaction
from django.utils import timezone

from community.activity.services import record
from community.credentials.badges import claims
from community.credentials.models import SigningKey
from community.kit.secrets import seal, unseal
from community.verbs import BADGE_KEY_CHANGED

BITS = 2048
LOCK = 7_021_930_118
"""One process at a time makes a key."""


@transaction.atomic
def sign(*, credential: dict[str, Any]) -> tuple[str, str]:
    """The credential as a VC-JWT signed with the key of now, and the name of that key."""
    key = _current_key()
    token = jwt.encode(
        claims(credential), unseal(key.private), algorithm="RS256", headers={"kid": key.kid}
    )
    return token, key.kid


@transaction.atomic
def rotate_key() -> SigningKey:
    """A new key for badges to come; the old public half stays, for those that were signed."""
    _one_at_a_time()
    SigningKey.objects.filter(retired_at=None).update(retired_at=timezone.now())
    return _make_key()


def _current_key() -> SigningKey:
    found = SigningKey.objects.filter(retired_at=None).first()
    if found is None:
        _one_at_a_time()
        found = SigningKey.objects.filter(retired_at=None).first()
    return found or _make_key()


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))


def _make_key() -> SigningKey:
    private = generate_private_key(public_exponent=65537, key_size=BITS)
    made = SigningKey.objects.create(
        kid=secrets.token_hex(8), private=seal(_private(private)),
        public=private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ).decode(),
    )  # fmt: skip
    record(BADGE_KEY_CHANGED, subject=made, kid=made.kid)
    return made


def _private(key: RSAPrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()  # fmt: skip


def published_keys() -> dict[str, Any]:
    """Every public key there was, as a JSON Web Key Set (RFC 7517)."""
    return {"keys": [_as_jwk(each) for each in SigningKey.objects.all()]}


def _as_jwk(key: SigningKey) -> dict[str, str]:
    public = serialization.load_pem_public_key(key.public.encode())
    assert isinstance(public, RSAPublicKey)  # noqa: S101 - we made no other
    numbers = public.public_numbers()
    return {
        "kty": "RSA", "use": "sig", "alg": "RS256", "kid": key.kid,
        "n": _base64url(numbers.n), "e": _base64url(numbers.e),
    }  # fmt: skip


def _base64url(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
