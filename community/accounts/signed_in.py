"""The request of somebody who signed in, for views behind the login wall."""

from __future__ import annotations

from django.http import HttpRequest

from community.accounts.models import User


class SignedInRequest(HttpRequest):
    """What LoginRequiredMiddleware lets through: its user is a person, never anonymous."""

    user: User
