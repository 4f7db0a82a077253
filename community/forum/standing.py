"""The categories that the house itself writes in: they stand in every migrated database."""

from __future__ import annotations

from typing import Any

from community.forum.enums import Follow, Starters, SupplierRule
from community.forum.models import Category
from community.organisations.enums import Audience

WARNINGS = "waarschuwingen"


def make_standing() -> None:
    """Again and again without harm: what editors changed of it stays.

    Whoever chose nothing hears nothing of it: hundreds of warnings are no news for who uses none of
    what they are about.
    """
    Category.objects.get_or_create(
        slug=WARNINGS,
        defaults={
            "name": "Waarschuwingen", "order": 900, "audience": Audience.GOVERNMENTS,
            "summary": "Samen uitzoeken wat een waarschuwing van de QRC betekent en wat u doet.",
            "starters": Starters.HOUSE, "suppliers": SupplierRule.READ, "follow": Follow.MUTED,
        },
    )  # fmt: skip


def warnings_category() -> Category:
    return Category.objects.get(slug=WARNINGS)


def make_after_migrate(*, apps: Any = None, **kwargs: Any) -> None:
    """Runs on Django's post_migrate; a migration back to before this table asks for nothing."""
    if apps is None or "category" in apps.all_models.get("community", {}):
        make_standing()
