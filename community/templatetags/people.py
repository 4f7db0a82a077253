"""How screens speak of people's things."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from community.accounts.naming import shown_name
from community.privacy.copying import in_words

register = template.Library()

# Order matters: Edge and Opera call themselves Chrome, and Chrome calls itself Safari.
BROWSERS = (
    ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


@register.filter
def device(user_agent: str) -> str:
    """A browser's long self-description in a few words."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("{browser} op {system}").format(browser=browser, system=system)
    return browser or system or _("Onbekend toestel")


@register.filter
def called(user: Any) -> str:
    """Somebody's name before others; never his mail address."""
    return shown_name(user)


register.filter("in_words", in_words)
