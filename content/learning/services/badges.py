"""Open Badges: signed when their holder asks, and the keys that sign them."""

from __future__ import annotations

import base64
import secrets
from typing import Any
from uuid import uuid4

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
from community.kit.secrets import seal, unseal
from content.learning.credentials import claims, credential
from content.learning.models import Badge, Certificate, SigningKey
from content.verbs import BADGE_ISSUED, BADGE_KEY_CHANGED

BITS = 2048
LOCK = 7_021_930_118
"""One process at a time makes a key."""


class Revoked(ValueError):
    """Nothing is signed about a certificate that was taken back, or whose course is gone."""


@transaction.atomic
def issue_badge(*, certificate: Certificate) -> Badge:
    """The badge of a certificate, signed with the key of now; asked again, the same one."""
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if (known := Badge.objects.filter(certificate=locked).first()) is not None:
        return known
    enrolment = locked.enrolment
    if locked.revoked_at is not None or enrolment.course is None:
        raise Revoked
    key, badge, now = _current_key(), uuid4(), timezone.now()
    found = credential(
        locked, enrolment.course, badge=badge, email=enrolment.user.email,
        salt=secrets.token_hex(16), issued_at=now,
    )  # fmt: skip
    token = jwt.encode(
        claims(found), unseal(key.private), algorithm="RS256", headers={"kid": key.kid}
    )
    made = Badge.objects.create(
        id=badge, certificate=locked, kid=key.kid, token=token, issued_at=now
    )
    record(BADGE_ISSUED, organisation=enrolment.organisation, actor=enrolment.user, subject=made)
    return made


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
