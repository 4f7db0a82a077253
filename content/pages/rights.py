"""Whether a visitor may open a document that an editor put on a page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from content.library.rules import visible_to


def may_open(document: Any, request: HttpRequest | None) -> bool:
    """What is not for this visitor is not named to him either: the library's own rule."""
    if document is None:
        return False
    user = getattr(request, "user", None) or AnonymousUser()
    return visible_to(user).filter(pk=document.pk).exists()
