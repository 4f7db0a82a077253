"""Making strangers' text fit to store and to link to."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

# PostgreSQL keeps no NUL and no half of a surrogate pair; readers need no other control sign.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST_ADDRESS = 1000


def clean(value: Any) -> Any:
    """The same text, list or mapping without signs that can be neither stored nor read."""
    if isinstance(value, str):
        return UNFIT.sub("", value)
    if isinstance(value, list | tuple):
        return [clean(each) for each in value]
    if isinstance(value, dict):
        return {clean(name): clean(each) for name, each in value.items()}
    return value


def web_address(text: str) -> str:
    """A link a page may carry: http or https, or nothing at all."""
    text = clean(text).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    fits = parts.scheme in ("http", "https") and parts.netloc and len(text) <= LONGEST_ADDRESS
    return text if fits else ""
