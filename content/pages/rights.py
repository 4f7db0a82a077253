"""Whether a visitor may open a document that an editor put on a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.models import BaseViewRestriction


def may_open(document: Any, request: HttpRequest | None) -> bool:
    """What its collection locks away from this visitor is not named to him either.

    Signing in comes later: who did not yet is shown the document, and asked when he opens it.
    """
    if document is None:
        return False
    locks = document.collection.get_view_restrictions()
    return all(_opens(each, request) for each in locks)


def _opens(lock: BaseViewRestriction, request: HttpRequest | None) -> bool:
    return request is not None and bool(lock.accept_request(request))
