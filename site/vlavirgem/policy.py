"""The content security policy, strict everywhere but in the editors' own rooms."""

from __future__ import annotations

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Wagtail's and Django's admin pages carry inline scripts and styles of their own.
EDITORS = ("/cms/", "/beheer/")
LOOSE = [SELF, UNSAFE_INLINE]


class PolicyMiddleware(CSPMiddleware):
    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        # A preview stands in a frame of the editors' room, with the page's own address.
        if request.path.startswith(EDITORS) or getattr(request, "is_preview", False):
            response._csp_replace = {  # type: ignore[attr-defined]
                "script-src": LOOSE,
                "style-src": LOOSE,
                "frame-ancestors": [SELF],
            }
        return super().process_response(request, response)
