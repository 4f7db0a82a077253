"""What asks for a person's attention now, gathered from every app that has something to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.dashboard.tiles import Tile, tiles_for

log = structlog.get_logger(__name__)

SLOT = "dashboard.attention"


@dataclass(frozen=True, slots=True)
class Item:
    """One row: a severity, or else a tag, then a sentence and what to do."""

    title: str
    url: str
    text: str = ""
    severity: str = ""
    tag_label: str = ""
    tag_tone: str = "info"
    tag_icon: str = ""
    when: datetime | None = None
    action_label: str = ""


@dataclass(frozen=True, slots=True)
class Attention:
    """What one app has to say: `sentence` sums up its items, `calm` reassures without any."""

    sentence: str = ""
    items: Sequence[Item] = ()
    calm: str = ""
    checked_at: datetime | None = None
    more_url: str = ""
    action_url: str = ""
    action_label: str = ""


class AttentionTile(Tile):
    slot = SLOT
    template = "community/dashboard/attention_list.html"

    def get_attention(self, request: HttpRequest) -> Attention:
        raise NotImplementedError

    def get_context(self, request: HttpRequest, subject: object = None) -> dict[str, object]:
        return {"items": self.get_attention(request).items}


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that asks for attention, in the order of the tiles."""

    parts: Sequence[Attention]
    incomplete: bool

    @property
    def items(self) -> list[Item]:
        return [item for part in self.parts for item in part.items]

    @property
    def worst(self) -> str:
        """The severity of the first warning: tiles put the gravest first."""
        return next((item.severity for item in self.items if item.severity), "")

    @property
    def first(self) -> Attention | None:
        """The part whose action is the page's primary one."""
        return next((part for part in self.parts if part.items and part.action_url), None)

    @property
    def more_url(self) -> str:
        return next((part.more_url for part in self.parts if part.items and part.more_url), "")

    @property
    def checked_at(self) -> datetime | None:
        return max((part.checked_at for part in self.parts if part.checked_at), default=None)

    @property
    def sentence(self) -> str:
        """The sentence the reader came for. It never reassures about what could not be read."""
        said = [part.sentence for part in self.parts if part.items and part.sentence]
        if self.incomplete:
            return " ".join([*said, _("Niet alles kon worden nagekeken. Probeer het zo opnieuw.")])
        if said:
            return " ".join([*said, _("De rest is in orde.")])
        return " ".join([_("Alles rustig."), *(part.calm for part in self.parts if part.calm)])


def overview_for(request: HttpRequest) -> Overview:
    parts, incomplete = [], False
    for tile in tiles_for(request, SLOT):
        try:
            parts.append(tile.get_attention(request))  # type: ignore[attr-defined]
        except Exception:
            log.exception("tile_failed", tile=tile.key)
            incomplete = True
    return Overview(parts, incomplete)
