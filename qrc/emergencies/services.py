"""The page for whoever is under attack: its words, and those it had before."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from community.activity.models import Activity
from community.activity.services import record
from qrc.emergencies.models import FIELDS, EmergencyPage
from qrc.verbs import EMERGENCY_CHANGED


def emergency_page() -> EmergencyPage:
    """The page as it is, or as it comes with the house while nobody changed it."""
    return EmergencyPage.objects.first() or EmergencyPage(pk=1)


def change_page(*, actor: Any, **texts: str) -> bool:
    """Replace texts; what was there stays in the activity log. False when nothing differs."""
    with transaction.atomic():
        EmergencyPage.objects.select_for_update().get_or_create(pk=1)
        page = EmergencyPage.objects.select_for_update().get(pk=1)
        # A browser sends other line ends and no last one: that is no change.
        tidy = {name: texts[name].replace("\r\n", "\n").strip() for name in FIELDS}
        held = {name: getattr(page, name) for name in FIELDS}
        before = {name: text for name, text in held.items() if tidy[name] != text.strip()}
        if not before:
            return False
        for name in before:
            setattr(page, name, tidy[name])
        page.save()
        record(EMERGENCY_CHANGED, actor=actor, subject=page, before=before)
    return True


def history() -> QuerySet[Activity]:
    rows = Activity.objects.filter(verb=EMERGENCY_CHANGED.key).select_related("actor")
    return rows.order_by("-at", "-pk")
