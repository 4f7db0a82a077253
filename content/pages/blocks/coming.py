"""What the agenda has to come, drawn for whoever reads the page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, IntegerBlock, StructBlock

from community.events.enums import EventKind
from community.events.queries import agenda_of


def kind_choices() -> list[tuple[str, str]]:
    return [(each.value, str(each.label)) for each in EventKind]


class EventsBlock(StructBlock):
    """The next events that this reader may know of, by the agenda's own rule."""

    title = CharBlock(max_length=120, default="Komende activiteiten", label=_("titel"))
    count = IntegerBlock(min_value=1, max_value=9, default=3, label=_("hoeveel"))
    kind = ChoiceBlock(
        choices=kind_choices, required=False, search_index=False, label=_("soort"),
        help_text=_("Leeg: alle soorten."),
    )  # fmt: skip

    class Meta:
        label = _("komende activiteiten")
        icon = "calendar-check"
        template = "content/blocks/events.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        user = getattr(context.get("request"), "user", None) or AnonymousUser()
        rows = agenda_of(user).standing().upcoming()
        if value.get("kind"):
            rows = rows.filter(kind=value["kind"])
        return context | {"events": list(rows[: value["count"]])}
