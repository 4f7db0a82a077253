"""The Open Badge of a course that was passed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from community.credentials import badges
from community.credentials.badges import address
from content.learning.models import Certificate, CoursePage


def achievement(course: CoursePage) -> dict[str, Any]:
    """What was achieved. `alignment` points at e-CF and ESCO."""
    found: dict[str, Any] = {
        "id": address("content:badge-achievement", course.translation_key),
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": course.title,
        "description": course.lead,
        "criteria": {"narrative": f"{course.get_completion_display()}."},
        "inLanguage": course.language,
        "creator": {"id": badges.issuer_address(), "type": ["Profile"]},
    }
    aligned = [
        badges.alignment(name=each.name, url=each.url, framework=each.framework, code=each.code)
        for each in course.skills.all()
        if each.url
    ]
    return found | ({"alignment": aligned} if aligned else {})


def credential(
    certificate: Certificate, course: CoursePage, *, badge: Any, email: str, salt: str,
    issued_at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """The OpenBadgeCredential, without its proof."""
    proof = address("content:certificate", certificate.pk)
    return badges.credential(
        at=address("content:badge", badge), name=certificate.course_title,
        subject=f"urn:uuid:{certificate.pk}", identifier=badges.hashed_address(email, salt),
        achievement=achievement(course), earned_at=certificate.passed_at, issued_at=issued_at,
        revocations=address("content:badge-revoked"),
        evidence=[{"id": proof, "type": ["Evidence"], "name": "Getuigschrift"}],
    )  # fmt: skip
