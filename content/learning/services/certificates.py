"""Certificates: made when their holder asks, shown as he agrees, revoked by editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from community.activity.services import record
from content.learning.models import Certificate, Enrolment
from content.verbs import CERTIFICATE_MADE, CERTIFICATE_REVOKED

if TYPE_CHECKING:
    from community.accounts.models import User


class NotPassed(ValueError):
    """There is nothing to certify yet."""


@transaction.atomic
def issue_certificate(
    *, enrolment: Enrolment, name: str, shows_name: bool, shows_organisation: bool
) -> Certificate:
    """The certificate of a course that was passed (else NotPassed); asked again, the same one."""
    locked = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("user", "organisation", "course").get(pk=enrolment.pk)
    )  # fmt: skip
    if locked.completed_at is None:
        raise NotPassed
    if (known := Certificate.objects.filter(enrolment=locked).first()) is not None:
        return known
    made = Certificate.objects.create(
        enrolment=locked, name=name, organisation_name=locked.organisation.display_name,
        course_title=locked.course_title, minutes=locked.course.minutes if locked.course else 0,
        passed_at=locked.completed_at, shows_name=shows_name,
        shows_organisation=shows_organisation,
    )  # fmt: skip
    record(
        CERTIFICATE_MADE, organisation=locked.organisation, actor=locked.user, subject=made,
        course=locked.course_id,
    )  # fmt: skip
    return made


def change_showing(*, certificate: Certificate, shows_name: bool, shows_organisation: bool) -> None:
    """What the public page tells of its holder."""
    Certificate.objects.filter(pk=certificate.pk).update(
        shows_name=shows_name, shows_organisation=shows_organisation
    )


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, reason: str, by: User) -> None:
    """For good, with the badge that hangs on it; a second time changes nothing."""
    standing = Certificate.objects.filter(pk=certificate.pk, revoked_at=None)
    if standing.update(revoked_at=timezone.now(), revoked_reason=reason):
        record(
            CERTIFICATE_REVOKED, organisation=certificate.enrolment.organisation, actor=by,
            subject=certificate,
        )  # fmt: skip
