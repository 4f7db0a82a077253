"""Public pages of the house itself."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from vlavirgem import legal, preferences, styleguide

app_name = "site"
urlpatterns = [
    path("toegankelijkheid/", legal.accessibility, name="accessibility"),
    path("privacy/", legal.privacy, name="privacy"),
    path("colofon/", legal.colophon, name="colophon"),
    path("taal/", preferences.set_language, name="set-language"),
    path("weergave/", preferences.set_theme, name="theme"),
]
if settings.DEBUG:
    urlpatterns += [
        path("styleguide/", styleguide.styleguide, name="styleguide"),
        path("styleguide/<int:code>/", styleguide.error_page, name="styleguide-error"),
    ]
