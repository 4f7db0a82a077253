"""What the editors' rooms count for achievements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.achievements.enums import SubjectKind
from community.achievements.metrics import Fact, Facts, Metric
from community.achievements.registering import register_metric
from content.learning.models import Enrolment
from content.verbs import COURSE_PASSED


def courses_passed(people: Collection[int], until: datetime) -> Facts:
    rows = Enrolment.objects.filter(user__in=people, completed_at__lte=until)
    found: dict[int, list[Fact]] = {}
    for pk, user, at in rows.values_list("pk", "user", "completed_at"):
        if at is not None:
            found.setdefault(user, []).append(Fact(at, f"content.enrolment:{pk}"))
    return found


def _words(n: int) -> str:
    return ngettext("voor %(n)d cursus geslaagd", "voor %(n)d cursussen geslaagd", n) % {"n": n}


register_metric(
    Metric(
        "content.courses_passed", _("Cursussen waarvoor men slaagde"), _words,
        SubjectKind.PERSON, courses_passed,
        moves=((COURSE_PASSED, lambda activity: [activity.actor_id]),), order=30,
    )
)  # fmt: skip
