"""An Open Badge 3.0 as JSON (1EdTech Open Badges 3.0, W3C Verifiable Credentials 2.0). Pure but for
the addresses of the site.

`identifier` holds a salted hash of the mail address, so that whoever knows the address can check
that the badge is of this person, and nobody else learns it.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from content.learning.models import Certificate, CoursePage

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
"""In this order: the second builds on the first."""
SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)


def address(name: str, *args: Any) -> str:
    return settings.SITE_URL + reverse(f"content:{name}", args=args)


def issuer() -> dict[str, Any]:
    """Who issues: the Profile, the same inside a badge and on its own page."""
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    return {
        "id": address("badge-issuer"),
        "type": ["Profile"],
        "name": "V-ICT-OR · VlaVirGem",
        "url": settings.SITE_URL,
        "email": sender,
        "image": {"id": settings.SITE_URL + static("img/mark.svg"), "type": "Image"},
    }


def achievement(course: CoursePage) -> dict[str, Any]:
    """What was achieved. `alignment` points at e-CF and ESCO."""
    found: dict[str, Any] = {
        "id": address("badge-achievement", course.translation_key),
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": course.title,
        "description": course.lead,
        "criteria": {"narrative": f"{course.get_completion_display()}."},
        "inLanguage": course.language,
        "creator": {"id": address("badge-issuer"), "type": ["Profile"]},
    }
    aligned = [
        {
            "type": ["Alignment"], "targetName": each.name, "targetUrl": each.url,
            "targetFramework": each.framework, "targetCode": each.code,
        }
        for each in course.skills.all() if each.url
    ]  # fmt: skip
    return found | ({"alignment": aligned} if aligned else {})


def identity_hash(email: str, salt: str) -> str:
    """As Open Badges 3.0 writes an IdentityHash: sha256 of the address followed by the salt."""
    return f"sha256${hashlib.sha256((email + salt).encode()).hexdigest()}"


def credential(
    certificate: Certificate, course: CoursePage, *, badge: Any, email: str, salt: str,
    issued_at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """The OpenBadgeCredential, without its proof: that is the signature around it."""
    return {
        "@context": list(CONTEXTS),
        "id": address("badge", badge),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer(),
        "validFrom": _moment(issued_at),
        "awardedDate": _moment(certificate.passed_at),
        "name": certificate.course_title,
        "credentialSubject": {
            "id": f"urn:uuid:{certificate.pk}",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject", "hashed": True, "identityType": "emailAddress",
                    "identityHash": identity_hash(email, salt), "salt": salt,
                }
            ],
            "achievement": achievement(course),
        },
        "evidence": [
            {"id": address("certificate", certificate.pk), "type": ["Evidence"],
             "name": "Getuigschrift"}
        ],
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": {
            "id": address("badge-revoked"), "type": "1EdTechRevocationList",
        },
    }  # fmt: skip


def claims(found: dict[str, Any]) -> dict[str, Any]:
    """The credential with the claims that a VC-JWT repeats."""
    since = datetime.fromisoformat(found["validFrom"])
    return found | {
        "iss": found["issuer"]["id"],
        "sub": found["credentialSubject"]["id"],
        "jti": found["id"],
        "nbf": int(since.timestamp()),
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
