"""Open Badges: signed when their holder asks."""

from __future__ import annotations

import secrets
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from community.activity.services import record
from community.credentials.services import sign
from content.learning.credentials import credential
from content.learning.models import Badge, Certificate
from content.verbs import BADGE_ISSUED


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
    badge, now = uuid4(), timezone.now()
    token, kid = sign(
        credential=credential(
            locked, enrolment.course, badge=badge, email=enrolment.user.email,
            salt=secrets.token_hex(16), issued_at=now,
        )
    )  # fmt: skip
    made = Badge.objects.create(id=badge, certificate=locked, kid=kid, token=token, issued_at=now)
    record(BADGE_ISSUED, organisation=enrolment.organisation, actor=enrolment.user, subject=made)
    return made
