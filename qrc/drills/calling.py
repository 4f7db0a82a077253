"""Who is asked for the second yes to a drill that sends many SMS."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter
from qrc.desk.calling import WHY, call_others
from qrc.drills.enums import DrillState
from qrc.drills.models import Drill


def call_for_drill(*, drill_id: int, key: str) -> int:
    """Ask the others for their yes; returns how many people were asked."""
    rows = Drill.objects.filter(state=DrillState.DRAFT, needs_two=True, second_at=None)
    drill = rows.exclude(first_by=None).filter(pk=drill_id).first()
    if drill is None:
        return 0
    letter = Letter(
        subject=format_lazy(_("Oefening wacht op een tweede redacteur: {title}"), title=drill.title),
        paragraphs=(
            _("Een redacteur keurde deze oefening goed. Ze verstuurt zoveel sms'en dat ook een "
              "tweede ja moet zeggen."),
        ),
        action_label=_("Oefening nalezen"),
        why=WHY,
    )  # fmt: skip
    path = reverse("qrc:drill", args=[drill.pk])
    return call_others(letter, path, first=drill.first_by_id, key=key)
