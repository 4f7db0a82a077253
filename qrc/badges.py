"""What the QRC counts for achievements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.achievements.enums import SubjectKind
from community.achievements.metrics import Fact, Facts, Metric
from community.achievements.registering import register_metric
from qrc.advisories.enums import Severity
from qrc.cases.models import Case
from qrc.cases.queries import answered_in_a_day
from qrc.verbs import CASE_ACKNOWLEDGED


def acknowledged_in_a_day(governments: Collection[int], until: datetime) -> Facts:
    """Critical warnings that a bestuur was asked about and acknowledged within 24 hours."""
    rows = Case.objects.filter(answered_in_a_day(), organisation__in=governments)
    rows = rows.filter(
        advisory__severity=Severity.CRITICAL, acknowledged_at__gte=F("asked_at"),
        acknowledged_at__lte=until,
    )  # fmt: skip
    found: dict[int, list[Fact]] = {}
    for pk, organisation, at in rows.values_list("pk", "organisation", "acknowledged_at"):
        if at is not None:
            found.setdefault(organisation, []).append(Fact(at, f"qrc.case:{pk}"))
    return found


def _words(n: int) -> str:
    return ngettext(
        "%(n)d kritieke waarschuwing binnen een dag bevestigd",
        "%(n)d kritieke waarschuwingen binnen een dag bevestigd", n,
    ) % {"n": n}  # fmt: skip


register_metric(
    Metric(
        "qrc.acknowledged_in_a_day", _("Kritieke waarschuwingen binnen een dag bevestigd"),
        _words, SubjectKind.ORGANISATION, acknowledged_in_a_day,
        moves=((CASE_ACKNOWLEDGED, lambda activity: [activity.organisation_id]),), order=10,
    )
)  # fmt: skip
