"""Which organisation the person works for now, and what his roles ask of him first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from community.accounts.services import note_seen
from community.organisations.models import Membership
from community.organisations.rules import (
    CARRIED,
    has_second_factor,
    is_second_factor_demanded,
    second_factor_known,
)

CHOICE = "organisation"
"""The session key that holds the chosen organisation's id."""
FREE_WITHOUT_SECOND_FACTOR = (
    "account_", "mfa_", "usersessions_", "site:", "community:account",
)  # fmt: skip
"""Views, by the start of their name, that a person needs on the way to a second step."""
ASKED_BY_SCRIPT = ("community:bell-count", "api:")
"""Views that no person looks at: they get a plain refusal instead of a page."""


class CurrentOrganisationMiddleware:
    """Sets `request.organisation`, `request.membership` and `request.memberships`.

    One query for a signed-in person, none for a visitor. Platform roles must have a second
    step at sign-in before they get any further.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        set_memberships(request)
        speak_own_language(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith(FREE_WITHOUT_SECOND_FACTOR) or not lacks_second_factor(request):
            return None
        if name.startswith(ASKED_BY_SCRIPT):
            return HttpResponse(status=403)
        messages.warning(
            request, _("Uw rol vraagt aanmelden in twee stappen. Stel dat hier eerst in.")
        )
        return redirect("mfa_index")


def set_memberships(request: Any) -> None:
    request.memberships, request.membership, request.organisation = [], None, None
    user = request.user
    if not user.is_authenticated:
        return
    request.memberships = list(
        Membership.objects.current()
        .filter(user=user)
        .select_related("organisation")
        .annotate(has_second_factor=second_factor_known())
        .order_by("joined_at", "pk")
    )
    setattr(user, CARRIED, request.memberships)
    request.membership = _chosen(request)
    if request.membership:
        request.organisation = request.membership.organisation
    note_seen(user=user)


def speak_own_language(request: Any) -> None:
    """The language on one's account goes before the browser's, not before a choice made here."""
    if request.user.is_authenticated and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()


def _chosen(request: Any) -> Membership | None:
    by_id = {each.organisation_id: each for each in request.memberships}
    choice = request.session.get(CHOICE)
    if choice is not None and choice not in by_id:
        del request.session[CHOICE]
    fallback = request.memberships[0] if request.memberships else None
    return by_id.get(choice, fallback)


def lacks_second_factor(request: Any) -> bool:
    if not is_second_factor_demanded():
        return False
    if request.user.is_authenticated and request.user.is_superuser:
        return not has_second_factor(request.user)
    return any(
        each.has_platform_role and not each.has_second_factor for each in request.memberships
    )
