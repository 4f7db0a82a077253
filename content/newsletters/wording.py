"""A newsletter as mail, HTML and text, in Dutch: the language its editors wrote it in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from community.messaging.bodies import unmarked
from community.messaging.enums import Channel
from community.messaging.values import Content, Words
from content.newsletters.models import Newsletter
from content.pages.listing import open_to_all

HTML, TEXT = "content/newsletters/mail.html", "content/newsletters/mail.txt"
HOME = re.compile(r'(href=")/(?!/)')
LINK = re.compile(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
BREAKS = re.compile(r"</(?:p|h\d|ul|ol)>|<br\s*/?>|<hr\s*/?>")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block as both kinds of mail show it; `html` is marked safe."""

    kind: str
    title: str = ""
    html: str = ""
    text: str = ""
    url: str = ""


def content(letter: Newsletter) -> Content:
    words = words_of(letter)
    return {(Channel.EMAIL, code): words for code, _name in settings.LANGUAGES}


def words_of(letter: Newsletter) -> Words:
    """`[[unsubscribe]]` is filled in for each reader when the mail leaves."""
    context = {
        "letter": {"title": unmarked(letter.title), "lead": unmarked(letter.lead)},
        "pieces": pieces(letter),
        "url": address(letter),
        "unsubscribe_url": "[[unsubscribe]]",
        "preferences_url": settings.SITE_URL + reverse("community:preferences"),
    }
    with translation.override(settings.LANGUAGE_CODE):
        html = render_to_string(HTML, context)
        text = render_to_string(TEXT, context).strip() + "\n"
    subject = unmarked(" ".join(letter.title.split()))
    return Words(text=text, subject=subject, html=html, url=address(letter))


def address(letter: Newsletter) -> str:
    """Where it can be read again once it has left."""
    return settings.SITE_URL + reverse("content:newsletter", args=[letter.pk])


def pieces(letter: Newsletter) -> list[Piece]:
    """What is said, block by block. A page that was taken away or locked since is left out."""
    chosen = {block.value["page"].pk for block in _items(letter) if block.value["page"]}
    open_now = {
        page.pk: page for page in open_to_all(Page.objects.filter(pk__in=chosen)).specific()
    }
    found = (_piece(block, open_now) for block in letter.body)
    return [each for each in found if each is not None]


def _items(letter: Newsletter) -> list[Any]:
    return [block for block in letter.body if block.block_type == "item"]


def _piece(block: Any, open_now: dict[int, Any]) -> Piece | None:
    kind, value = block.block_type, block.value
    if kind == "paragraph":
        html = unmarked(_whole(expand_db_html(value.source)))
        return Piece(kind, html=mark_safe(html), text=plain(html))  # noqa: S308 - as pages show it
    if kind == "heading":
        return Piece(kind, title=unmarked(value["text"]))
    if kind == "button":
        url = _full(value.href)
        return Piece(kind, title=unmarked(value["label"]), url=url) if url else None
    page = open_now.get(value["page"].pk) if value["page"] else None
    if page is None:
        return None
    said = value["text"] or getattr(page, "lead", "")
    return Piece(kind, unmarked(page.title), text=unmarked(said), url=_full(page.get_url() or "/"))


def _full(href: str) -> str:
    return f"{settings.SITE_URL}{href}" if href.startswith("/") else href


def _whole(html: str) -> str:
    """A mail stands outside the site: its links name the site."""
    return HOME.sub(rf"\1{settings.SITE_URL}/", html)


def plain(html: str) -> str:
    """Rich text as lines: lists with dashes, links followed by their address."""
    text = LINK.sub(r"\2 (\1)", html)
    text = re.sub(r"<li\b[^>]*>", "- ", text)
    text = re.sub(r"</li>", "\n", text)
    text = BREAKS.sub("\n\n", text)
    lines = [" ".join(line.split()) for line in unescape(strip_tags(text)).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
