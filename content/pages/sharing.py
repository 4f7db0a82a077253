"""What other sites show of a page that somebody shares (Open Graph, Twitter card)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static

WIDTH, HEIGHT = 1200, 630
SPEC = f"fill-{WIDTH}x{HEIGHT}|format-jpeg"
PLAIN = "content/card.png"
"""The card of a page without a picture."""


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    text: str
    url: str
    image: str
    width: int = WIDTH
    height: int = HEIGHT
    alt: str = ""


def card_of(page: Any) -> Card:
    """Addresses are whole: whoever shows the card stands elsewhere."""
    picture = page.picture
    rendition = picture.get_rendition(SPEC) if picture is not None else None
    return Card(
        title=page.seo_title or page.title,
        text=page.search_description or page.lead,
        url=f"{settings.SITE_URL}{page.url or ''}",
        image=settings.SITE_URL + (rendition.url if rendition else static(PLAIN)),
        alt=picture.default_alt_text if rendition else "VlaVirGem",
    )
