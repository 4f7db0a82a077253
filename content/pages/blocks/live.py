"""What is drawn anew for each visitor: a tile of an app, the newest news, campaigns."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, IntegerBlock, StructBlock

from community.dashboard.tiles import offered, render_tile, tile_for
from content.pages import listing

Choices = list[tuple[str, str]]


def tile_choices() -> Choices:
    """Asked when the form is drawn: by then every app has hung its tiles."""
    return [(tile.key, str(tile.title)) for tile in offered()]


class LiveTileBlock(StructBlock):
    """A figure of the house as it is now, within the rights of whoever looks."""

    tile = ChoiceBlock(choices=tile_choices, search_index=False, label=_("tegel"))

    class Meta:
        label = _("levende tegel")
        icon = "view"
        template = "content/blocks/live_tile.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        request = context.get("request")
        tile = tile_for(request, value["tile"]) if request is not None else None
        return context | {"shown": render_tile(tile, request) if tile and request else ""}


class NewestBlock(StructBlock):
    """The newest news that anybody may read."""

    title = CharBlock(max_length=120, default="Nieuws", label=_("titel"))
    count = IntegerBlock(min_value=1, max_value=9, default=3, label=_("hoeveel"))

    class Meta:
        label = _("nieuwste berichten")
        icon = "date"
        template = "content/blocks/newest.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        return context | {"cards": listing.newest(value["count"])}


class CampaignsBlock(StructBlock):
    """Campaigns that run or are to come."""

    title = CharBlock(max_length=120, default="Campagnes", label=_("titel"))

    class Meta:
        label = _("lopende en komende campagnes")
        icon = "calendar-alt"
        template = "content/blocks/campaigns.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        return context | {"cards": listing.campaigns()}
