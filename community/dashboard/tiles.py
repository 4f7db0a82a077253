"""What the apps hang on screens that are not theirs: the dashboard, the home page, a detail page.

An app registers its tiles in its `tiles.py`. A page asks for a slot and never learns who fills it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from community.dashboard.enums import Part
from community.kit.registry import Registry

log = structlog.get_logger(__name__)

DASHBOARD, HOME = "dashboard", "home"
BROKEN = "community/dashboard/broken_tile.html"


class Tile:
    """One thing in a slot. A subclass says what it shows and to whom.

    `template` gets `tile` and whatever `get_context` returns; `subject` is the object of the
    page the slot is on (a solution, an advisory), None on the dashboard and the home page.
    """

    key: str
    title: str | Promise
    template: str = "community/dashboard/figure_tile.html"
    order: int = 0
    slot: str = DASHBOARD
    part: Part = Part.TOGETHER
    """Where on the overview it stands; it says nothing in another slot."""

    is_public: bool = False
    """Whether editors may show it to who did not sign in; what hangs on the front door is."""

    def is_shown(self, request: HttpRequest) -> bool:
        return True

    def get_context(self, request: HttpRequest, subject: Any = None) -> dict[str, Any]:
        return {}


tiles: Registry[Tile] = Registry("tiles")


def register_tile(tile: Tile) -> Tile:
    return tiles.register(tile)


def tiles_for(request: HttpRequest, slot: str, subject: Any = None) -> list[Tile]:
    """The tiles of a slot that this visitor gets to see, in their order."""
    return [tile for tile in tiles if tile.slot == slot and _is_shown(tile, request)]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One part of the overview, with the tiles that stand in it."""

    part: Part
    tiles: Sequence[Tile]


def shelves_for(request: HttpRequest) -> list[Shelf]:
    """The tiles of the overview by the part they belong to; a part without any is left out."""
    found = tiles_for(request, DASHBOARD)
    shelves = (Shelf(part, [each for each in found if each.part == part]) for part in Part)
    return [shelf for shelf in shelves if shelf.tiles]


def offered() -> list[Tile]:
    """The figures that an editor may put on a page: those of the dashboard and the front door."""
    return [tile for tile in tiles if tile.slot in (DASHBOARD, HOME)]


def tile_for(request: HttpRequest, key: str) -> Tile | None:
    """A tile on a page of the editors; None when it is gone or not for this visitor.

    The dashboard is for who signed in, so its tiles never asked: here they are asked first.
    """
    tile = next((each for each in offered() if each.key == key), None)
    if tile is None:
        return None
    is_open = tile.is_public or tile.slot == HOME or request.user.is_authenticated
    return tile if is_open and _is_shown(tile, request) else None


def _is_shown(tile: Tile, request: HttpRequest) -> bool:
    try:
        return tile.is_shown(request)
    except Exception:
        log.exception("tile_failed", tile=tile.key)
        return False


def render_tile(tile: Tile, request: HttpRequest, subject: Any = None) -> SafeString:
    """The tile as HTML; one that fails says so in its place and leaves the page standing."""
    try:
        context = {"tile": tile, **tile.get_context(request, subject)}
        return render_to_string(tile.template, context, request=request)
    except Exception:
        log.exception("tile_failed", tile=tile.key)
        return render_to_string(BROKEN, {"title": tile.title}, request=request)
