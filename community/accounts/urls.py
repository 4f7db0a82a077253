"""Ours (`urlpatterns`, in the namespace community) and allauth's (`allauth_urls`, at /account/)."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from community.accounts import views

urlpatterns = [path("mijn-account/", views.account, name="account")]

allauth_urls = [
    path("", include("allauth.account.urls")),
    path("tweestaps/", include("allauth.mfa.urls")),
    path("toestellen/", include("allauth.usersessions.urls")),
]

to_our_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
"""Stands before Wagtail's own sign-in page, which knows no second step."""


def secure_admin() -> None:
    """Send Django's admin through our own sign-in, second step included."""
    if not getattr(admin.site, "is_secured", False):
        admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
        admin.site.is_secured = True  # type: ignore[attr-defined]
