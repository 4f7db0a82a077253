"""An Open Badge of what was earned, when its holder asks."""

from __future__ import annotations

import secrets
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.achievements.credentials import credential
from community.achievements.models import AchievementBadge, Award
from community.activity.services import record
from community.credentials.badges import company_number, hashed_address
from community.credentials.services import sign
from community.verbs import AWARD_BADGE_ISSUED


class NoBadge(ValueError):
    """Why nothing is signed, in the reader's language."""


@transaction.atomic
def issue_badge(*, award: Award, actor: User) -> AchievementBadge:
    """The badge of an award, signed with the key of now; asked again, the same one."""
    rows = Award.objects.select_for_update(of=("self",))
    locked = rows.select_related("achievement", "user", "organisation", "rule").get(pk=award.pk)
    if (known := AchievementBadge.objects.filter(award=locked).first()) is not None:
        return known
    if not locked.is_standing:
        raise NoBadge(_("Voor wat teruggenomen of vervallen is, geven wij geen bewijs."))
    badge, now = uuid4(), timezone.now()
    token, kid = sign(
        credential=credential(locked, badge=badge, identifier=_identifier(locked), issued_at=now)
    )
    made = AchievementBadge.objects.create(
        id=badge, award=locked, kid=kid, token=token, issued_at=now
    )
    record(
        AWARD_BADGE_ISSUED, organisation=locked.organisation, actor=actor, subject=made,
        achievement=locked.achievement_id,
    )  # fmt: skip
    return made


def _identifier(award: Award) -> dict[str, object]:
    if award.user is not None:
        return hashed_address(award.user.email, secrets.token_hex(16))
    if award.organisation is None or not award.organisation.kbo:
        raise NoBadge(
            _("Uw bestuur heeft hier geen KBO-nummer. Vraag de helpdesk om het aan te vullen.")
        )
    return company_number(award.organisation.kbo)
