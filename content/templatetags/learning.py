"""What the screens of learning need and a template cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from community.kit.markdown import render

register = template.Library()


@register.filter
def of(found: Mapping[str, Any] | None, key: Any) -> Any:
    """What a mapping holds for a key; nothing when it holds none, or is none."""
    return found.get(str(key)) if found else None


@register.filter
def markdown(text: str) -> SafeString:
    return render(text)


@register.filter
def as_percent(share: float | None) -> int:
    """A share from 0 to 1 in whole percents, never up: 100 is only for what is done."""
    return int((share or 0) * 100)
