"""What every Open Badge 3.0 of the house says alike (1EdTech Open Badges 3.0, W3C Verifiable Credentials
2.0). Pure but for the addresses of the site.

A person is named by `hashed_address`: whoever knows his mail address can check that the badge is his,
and nobody else learns it. An organisation has nothing to hide: it is named by its KBO number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
"""In this order: the second builds on the first."""
SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)


def address(name: str, *args: Any) -> str:
    """Where something stands for others, by the name of its URL."""
    return settings.SITE_URL + reverse(name, args=args)


def issuer_address() -> str:
    return address("community:badge-issuer")


def issuer() -> dict[str, Any]:
    """Who issues: the Profile, the same inside a badge and on its own page."""
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    return {
        "id": issuer_address(),
        "type": ["Profile"],
        "name": "V-ICT-OR · VlaVirGem",
        "url": settings.SITE_URL,
        "email": sender,
        "image": {"id": settings.SITE_URL + static("img/mark.svg"), "type": "Image"},
    }


def identity_hash(email: str, salt: str) -> str:
    """As Open Badges 3.0 writes an IdentityHash: sha256 of the address followed by the salt."""
    return f"sha256${hashlib.sha256((email + salt).encode()).hexdigest()}"


def hashed_address(email: str, salt: str) -> dict[str, Any]:
    return {
        "type": "IdentityObject", "hashed": True, "identityType": "emailAddress",
        "identityHash": identity_hash(email, salt), "salt": salt,
    }  # fmt: skip


def company_number(kbo: str) -> dict[str, Any]:
    """An organisation by its number in the Belgian register of enterprises."""
    return {
        "type": "IdentityObject", "hashed": False, "identityType": "identifier",
        "identityHash": f"BE{kbo}",
    }  # fmt: skip


def alignment(*, name: str, url: str, framework: str, code: str) -> dict[str, Any]:
    """Which competence of which framework it stands for."""
    return {
        "type": ["Alignment"], "targetName": name, "targetUrl": url,
        "targetFramework": framework, "targetCode": code,
    }  # fmt: skip


def credential(
    *, at: str, name: str, subject: str, identifier: dict[str, Any], achievement: dict[str, Any],
    earned_at: datetime, issued_at: datetime, revocations: str,
    evidence: Sequence[dict[str, Any]] = (), valid_until: datetime | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The OpenBadgeCredential that stands at `at`, without its proof: that is the signature around it.

    `revocations` is where the list stands of what was taken back.
    """
    found: dict[str, Any] = {
        "@context": list(CONTEXTS),
        "id": at,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer(),
        "validFrom": moment(issued_at),
        "awardedDate": moment(earned_at),
        "name": name,
        "credentialSubject": {
            "id": subject, "type": ["AchievementSubject"], "identifier": [identifier],
            "achievement": achievement,
        },
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": {"id": revocations, "type": "1EdTechRevocationList"},
    }  # fmt: skip
    if valid_until is not None:
        found["validUntil"] = moment(valid_until)
    return found | ({"evidence": list(evidence)} if evidence else {})


def claims(found: dict[str, Any]) -> dict[str, Any]:
    """The credential with the claims that a VC-JWT repeats."""
    since = datetime.fromisoformat(found["validFrom"])
    repeated = found | {
        "iss": found["issuer"]["id"],
        "sub": found["credentialSubject"]["id"],
        "jti": found["id"],
        "nbf": int(since.timestamp()),
    }
    if "validUntil" in found:
        repeated["exp"] = int(datetime.fromisoformat(found["validUntil"]).timestamp())
    return repeated


def revocation_list(*, at: str, revoked: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A 1EdTech revocation list of (address of the credential, reason)."""
    gone = [{"id": where, "revoked": True, "revocationReason": reason} for where, reason in revoked]
    return {
        "id": at, "type": "1EdTechRevocationList", "issuer": issuer_address(),
        "revokedCredential": gone,
    }  # fmt: skip


def moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
