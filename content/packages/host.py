"""The host of packages: a small site of its own inside ours, where strangers' scripts may run.

Whatever comes in under the name of `PACKAGE_ORIGIN` is answered here and goes no further: no
session, no cookie, no page, API, health or figures of the house. Only files behind a signed path.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin

from content.packages import links, store
from content.packages.rules import SHOWN, extension
from content.packages.streaming import send

BRIDGE = Path(__file__).parent / "bridge"
SCRIPTS = ("cmi.js", "bridge.js")
SANDBOX = "allow-scripts allow-same-origin allow-forms"
FEATURES = (
    "accelerometer", "camera", "clipboard-read", "display-capture", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "serial", "usb",
)  # fmt: skip


def is_package_host(host: str) -> bool:
    """Whether this Host header names the packages. The port says nothing: cookies ignore it."""
    wanted = urlsplit(settings.PACKAGE_ORIGIN).hostname
    try:
        return bool(wanted) and urlsplit(f"//{host}").hostname == wanted
    except ValueError:
        return False


def site_origin() -> str:
    """As the browser writes it: the only origin that may frame a package or speak to the bridge."""
    here = urlsplit(settings.SITE_URL)
    return f"{here.scheme}://{here.netloc}"


class PackageHostMiddleware(MiddlewareMixin):
    """Stands before every other, so that nothing of the house runs on the host of packages."""

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        # A preview is asked by Wagtail of itself, under the name that its site was once given.
        if getattr(request, "is_dummy", False):
            return None
        if not is_package_host(request.META.get("HTTP_HOST", "")):
            return None
        response = _answer(request)
        _guard(response)
        return response


def _answer(request: HttpRequest) -> HttpResponseBase:
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    # A script that outlives its frame and answers for the next learner's is not for packages.
    if request.headers.get("Service-Worker"):
        return _not_found()
    path = request.path_info
    if path.startswith(links.PREFIX):
        token, _slash, rest = path.removeprefix(links.PREFIX).partition("/")
        place, _slash, inside = rest.partition("/")
        found = links.read(token)
        if found is None:
            return _gone()
        if place == "brug":
            return _bridge(request, inside)
        return _file(request, found, inside) if place == "inhoud" else _not_found()
    if request.headers.get("Sec-Fetch-Dest") == "document":
        # Somebody who typed this name by mistake; no frame and no script gets here.
        return HttpResponseRedirect(settings.SITE_URL + request.get_full_path())
    return _not_found()


def _bridge(request: HttpRequest, name: str) -> HttpResponseBase:
    if not name:
        page = render_to_string("content/packages/bridge.html", {"site": site_origin()})
        return HttpResponse(page)
    if name not in SCRIPTS:
        return _not_found()
    return send(request, BRIDGE / name, "text/javascript; charset=utf-8")


def _file(request: HttpRequest, path: links.Path, inside: str) -> HttpResponseBase:
    found = _find(store.folder_of(path.package, path.version), inside)
    if found is None:
        return _not_found()
    kind = SHOWN.get(extension(found.name))
    response = send(request, found, kind or "application/octet-stream")
    if kind is None:
        response["Content-Disposition"] = "attachment"
    return response


def _find(root: Path, inside: str) -> Path | None:
    """The file of this name; where none is, the only one that differs in capitals: authors on
    Windows never notice."""
    parts = inside.split("/")
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        return None
    here = root
    for part in parts:
        there = here / part
        if not there.exists():
            names = here.iterdir() if here.is_dir() else ()
            same = [each for each in names if each.name.casefold() == part.casefold()]
            if not same:
                return None
            there = same[0]
        here = there
    # Nothing of ours makes links; one that is there anyway leads nowhere.
    is_inside = here.resolve().is_relative_to(root.resolve())
    return here if is_inside and here.is_file() else None


def _not_found() -> HttpResponse:
    return HttpResponse("Hier staat niets.", status=404, content_type="text/plain; charset=utf-8")


def _gone() -> HttpResponse:
    words = "Deze link is verlopen of klopt niet. Open het leerpakket opnieuw op VlaVirGem."
    return HttpResponse(words, status=404, content_type="text/plain; charset=utf-8")


def _guard(response: HttpResponseBase) -> None:
    """What a package may do: run in its frame inside our site, and reach its own files."""
    ours = "'self' data: blob:"
    policy = {
        "default-src": "'none'", "script-src": "'self' blob: 'unsafe-inline' 'unsafe-eval'",
        "style-src": "'self' blob: 'unsafe-inline'", "img-src": ours, "media-src": ours,
        "font-src": ours, "connect-src": ours, "frame-src": "'self' blob:",
        "worker-src": "'self' blob:", "form-action": "'self'", "base-uri": "'self'",
        "object-src": "'self'", "manifest-src": "'none'",
        "frame-ancestors": f"'self' {site_origin()}", "sandbox": SANDBOX,
    }  # fmt: skip
    response["Content-Security-Policy"] = "; ".join(f"{k} {v}" for k, v in policy.items())
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cross-Origin-Opener-Policy"] = "same-origin"
    response["Permissions-Policy"] = ", ".join(
        # Old content says goodbye in `unload`, which browsers are taking away.
        [*(f"{each}=()" for each in FEATURES), "unload=(self)"]
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    cached = response.status_code in (200, 206, 304) and response.has_header("ETag")
    response["Cache-Control"] = "private, max-age=3600" if cached else "no-store"
    if settings.PACKAGE_ORIGIN.startswith("https://"):
        response["Strict-Transport-Security"] = "max-age=31536000"
