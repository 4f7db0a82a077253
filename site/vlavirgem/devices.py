"""The page of signed-in devices, kept fresh without a write at every click."""

from __future__ import annotations

import time

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.http import HttpRequest, HttpResponse

EVERY_SECONDS = 300
KEY = "device_noted"


class SparingSessionsMiddleware(UserSessionsMiddleware):
    """Notes that a device is in use once every five minutes instead of at every request."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse
        if request.user.is_authenticated and _is_due(request):
            request.session[KEY] = int(time.time())
            response = super().__call__(request)
        else:
            response = self.get_response(request)
        return response


def _is_due(request: HttpRequest) -> bool:
    noted: int = request.session.get(KEY, 0)
    return time.time() - noted >= EVERY_SECONDS
