"""Who holds a websocket, asked anew each time: a socket outlives the request that opened it."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user

from community.organisations.rules import must_add_second_factor

SIGN_IN_FIRST = 4401
"""The code with which a socket closes for nobody."""


def person_of(scope: Any) -> Any:
    """The person by what the tables say now; None when he may hear nothing."""
    key = scope["session"].session_key
    if not key:
        return None
    # A store of its own: the one in the scope remembers what it read when the socket opened.
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(SimpleNamespace(session=session))  # type: ignore[arg-type]
    return None if not user.is_authenticated or must_add_second_factor(user) else user
