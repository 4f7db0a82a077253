"""Every address of the house. Ours stand first; what editors make comes last."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from community.accounts.urls import allauth_urls, secure_admin, to_our_sign_in
from content.urls import document_link
from vlavirgem import api, health, metrics

secure_admin()
# Pages are for everyone unless an editor restricts one, which Wagtail then checks itself.
login_not_required(wagtail_views.serve)
to_our_sign_in = login_not_required(to_our_sign_in)
to_our_reset = login_not_required(RedirectView.as_view(pattern_name="account_reset_password"))
# Documents come in by the library, where they are looked at before anybody opens them.
to_our_library = RedirectView.as_view(pattern_name="content:library-upload", query_string=False)
to_our_account = RedirectView.as_view(pattern_name="community:account")


def for_editors(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """403 for who has signed in and is no editor: Wagtail would send him to sign in, for ever."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
def pictures(request: HttpRequest, path: str) -> HttpResponseBase:
    """Renditions on public pages. A root of its own, which no `..` climbs out of."""
    return serve(request, path, str(settings.MEDIA_ROOT / "images"))


def faces(request: HttpRequest, path: str) -> HttpResponseBase:
    """Who people are is for who has signed in; a root of its own too."""
    return serve(request, path, str(settings.MEDIA_ROOT / "avatars"))


urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.Ready.as_view(), name="health-ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("api/v1/", api.urls),
    path("account/", include(allauth_urls)),
    path("beheer/", admin.site.urls),
    # Wagtail's own doors know no second step, and would change an address unconfirmed.
    path("cms/login/", to_our_sign_in),
    re_path(r"^cms/password_reset/", to_our_reset),
    path("cms/account/", to_our_account),
    re_path(r"^cms/documents/(?:add|multiple|edit|delete)/", to_our_library),
    re_path(r"^cms/documents/chooser/create/", to_our_library),
    path("_util/login/", to_our_sign_in),
    path("cms/", include(decorate_urlpatterns(wagtailadmin_urls.urlpatterns, for_editors))),
    # Wagtail's name for our own door: what editors link to is handed out by the library's rule.
    path("documenten/<int:pk>/<path:name>", document_link, name="wagtaildocs_serve"),
    # Uploaded pictures only: documents leave by the view above, which knows who may have them.
    path("media/images/<path:path>", pictures, name="pictures"),
    path("media/avatars/<path:path>", faces, name="avatars"),
    path("", include("vlavirgem.site_urls")),
    path("", include("community.urls")),
    path("", include("content.urls")),
    path("", include("catalogue.urls")),
    path("", include("qrc.urls")),
    path("", include(wagtail_urls)),
]
