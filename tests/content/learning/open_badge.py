"""A badge judged as somebody else's program would: by the letter of Open Badges 3.0 and VCDM 2.0, with
nothing of ours but the addresses that stand in it. The signature is checked with `cryptography` alone."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

Fetch = Callable[[str], bytes]
CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
NEEDED = {
    "": ("@context", "id", "type", "issuer", "validFrom", "name", "credentialSubject",
         "credentialSchema", "credentialStatus"),
    "issuer": ("id", "type", "name", "url"),
    "credentialSubject": ("id", "type", "identifier", "achievement"),
    "credentialSubject.achievement": ("id", "type", "name", "description", "criteria"),
    "credentialStatus": ("id", "type"),
}  # fmt: skip
"""What must stand there, by where it stands."""


def judge(token: str, *, keys: str, fetch: Fetch) -> dict[str, Any]:
    """The credential, once all of it is right; AssertionError says what is not. `keys` is where the
    issuer publishes its JWKS."""
    head, body, proof = token.split(".")
    header = json.loads(_bytes(head))
    assert header["alg"] == "RS256"
    assert "d" not in header.get("jwk", {})
    _verify(f"{head}.{body}".encode(), _bytes(proof), _key(json.loads(fetch(keys)), header["kid"]))
    found: dict[str, Any] = json.loads(_bytes(body))
    assert _missing(found) == []
    assert found["@context"] == CONTEXTS
    assert {"VerifiableCredential", "OpenBadgeCredential"} <= set(found["type"])
    _claims(found)
    _identity(found["credentialSubject"]["identifier"])
    issuer = json.loads(fetch(found["issuer"]["id"]))
    assert {name: issuer[name] for name in found["issuer"]} == found["issuer"]
    achievement = found["credentialSubject"]["achievement"]
    told = json.loads(fetch(achievement["id"]))
    assert {name: told[name] for name in achievement} == achievement
    revoked = json.loads(fetch(found["credentialStatus"]["id"]))
    assert found["id"] not in [each["id"] for each in revoked["revokedCredential"]]
    return found


def is_of(found: dict[str, Any], email: str) -> bool:
    """Whether the badge is of whoever has this address."""
    (one,) = found["credentialSubject"]["identifier"]
    said = hashlib.sha256((email + one["salt"]).encode()).hexdigest()
    return bool(one["identityHash"] == f"sha256${said}")


def _verify(said: bytes, proof: bytes, key: dict[str, str]) -> None:
    assert (key["kty"], key["alg"], "d" in key) == ("RSA", "RS256", False)
    modulus, exponent = (int.from_bytes(_bytes(key[name])) for name in ("n", "e"))
    assert modulus.bit_length() >= 2048
    public = RSAPublicNumbers(exponent, modulus).public_key()
    public.verify(proof, said, PKCS1v15(), SHA256())


def _key(published: dict[str, Any], kid: str) -> dict[str, str]:
    (found,) = [each for each in published["keys"] if each["kid"] == kid]
    return dict(found)


def _missing(found: dict[str, Any]) -> list[str]:
    missing = []
    for path, names in NEEDED.items():
        at: Any = found
        for step in filter(None, path.split(".")):
            at = at[step]
        missing += [f"{path}.{name}" for name in names if not at.get(name)]
    return missing


def _claims(found: dict[str, Any]) -> None:
    since = datetime.fromisoformat(found["validFrom"])
    assert since.tzinfo is not None
    assert found["iss"] == found["issuer"]["id"]
    assert found["sub"] == found["credentialSubject"]["id"]
    assert found["jti"] == found["id"]
    assert found["nbf"] == int(since.timestamp())
    assert datetime.fromisoformat(found["awardedDate"]) <= since
    achievement = found["credentialSubject"]["achievement"]
    assert achievement["criteria"].get("narrative") or achievement["criteria"].get("id")
    assert found["credentialStatus"]["type"] == "1EdTechRevocationList"
    assert "Achievement" in achievement["type"]
    assert "Profile" in found["issuer"]["type"]
    assert "AchievementSubject" in found["credentialSubject"]["type"]


def _identity(identifiers: list[dict[str, Any]]) -> None:
    (one,) = identifiers
    assert (one["type"], one["hashed"], one["identityType"]) == (
        "IdentityObject", True, "emailAddress",
    )  # fmt: skip
    assert len(one["salt"]) >= 16


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
