"""The Open Badge of what was earned."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import override

from community.achievements.models import Achievement, AchievementRule, Award
from community.credentials import badges
from community.credentials.badges import address


def criteria(rule: AchievementRule | None, reason: str = "") -> str:
    """What was asked, in Dutch: badges speak it, whatever the screen does."""
    with override("nl"):
        if rule is None:
            return f"Toegekend door de redactie van VlaVirGem: {reason}"
        parsed = rule.parsed
        join = "; " if parsed.needs_all else " of "
        return f"{join.join(each.said for each in parsed.conditions)}.".capitalize()


def achievement(found: Achievement) -> dict[str, Any]:
    """What can be earned; the same inside a badge and on its own page. What exactly was asked changes
    with the version of the rule, so that stands with the evidence."""
    said: dict[str, Any] = {
        "id": address("community:achievement-json", found.uid),
        "type": ["Achievement"],
        "achievementType": "Achievement",
        "name": found.name,
        "description": found.description,
        "criteria": {"narrative": found.description},
        "inLanguage": "nl",
        "creator": {"id": badges.issuer_address(), "type": ["Profile"]},
    }
    if not found.skill:
        return said
    aligned = badges.alignment(
        name=found.skill, url=found.skill_url, framework=found.skill_framework,
        code=found.skill_code,
    )  # fmt: skip
    return said | {"alignment": [aligned]}


def credential(
    award: Award, *, badge: Any, identifier: dict[str, Any], issued_at: datetime
) -> dict[str, Any]:
    """The OpenBadgeCredential, without its proof."""
    page = address("community:award-proof", badge)
    evidence = {
        "id": page, "type": ["Evidence"], "name": "Controlepagina",
        "narrative": criteria(award.rule, award.reason),
    }  # fmt: skip
    return badges.credential(
        at=address("community:award-jwt", badge), name=award.achievement.name,
        subject=f"urn:uuid:{award.pk}", identifier=identifier,
        achievement=achievement(award.achievement), earned_at=award.earned_at,
        issued_at=issued_at, revocations=address("community:awards-revoked"),
        evidence=[evidence], valid_until=award.valid_until,
    )  # fmt: skip
