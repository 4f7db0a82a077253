"""What members write, as HTML that can do no harm."""

from __future__ import annotations

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

TAGS = frozenset(
    {"p", "br", "hr", "em", "strong", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre"}
    | {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
LINK_REL = "noopener noreferrer nofollow ugc"
DEEPER = 2
"""The page has its own h1 and h2: a member's first heading is an h3."""


def render(text: str) -> SafeString:
    """Markdown (with tables, without HTML or pictures) as safe HTML; bad text gives text."""
    html = nh3.clean(
        _parser().render(text),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=LINK_REL,
    )
    return mark_safe(html)  # noqa: S308 - nh3 let through only what stands above


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # A picture from elsewhere would tell that elsewhere who reads.
    parser = MarkdownIt("js-default").disable("image")
    parser.core.ruler.push("deeper_headings", deepen_headings)
    return parser


def deepen_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + DEEPER, 6)}"
