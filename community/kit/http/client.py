"""One request at a time to an address that somebody else gave us."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import urljoin

import httpcore
import httpx
from django.utils.translation import gettext as _

from community.kit.http.addresses import PORTS, Resolve, Target, check, resolve_by_name
from community.kit.http.bodies import read_body
from community.kit.http.budget import Budget, too_large, too_slow
from community.kit.http.errors import BadAddress, TooManyRedirects
from community.kit.http.wire import PinnedBackend, failure

REDIRECTS = frozenset({301, 302, 303, 307, 308})
BODILESS = frozenset({204, 304})
"""Their Content-Length, if any, is that of a body which stays away."""
FOLLOWED = frozenset({"GET", "HEAD"})
AGENT = "VlaVirGem"
ANYWHERE = frozenset(
    {"accept", "accept-encoding", "accept-language", "if-modified-since", "if-none-match"}
    | {"user-agent"}
)
"""Headers of the caller's that may follow a redirect to another host; the rest may be secret."""
LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: `headers` by lower-case name, `url` the last one asked, `redirects` each
    hop's status and where it led, `elapsed` in seconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    redirects: tuple[tuple[int, str], ...]
    elapsed: float


def fetch(
    url: str,
    *,
    allowed_private: frozenset[str] = frozenset(),
    headers: Mapping[str, str] | None = None,
    max_bytes: int = 20_000_000,
    total_seconds: float = 30.0,
    max_redirects: int = 5,
    method: str = "GET",
    content: bytes | None = None,
    resolve: Resolve = resolve_by_name,
) -> Reply:
    """Ask for a URL; raises a FetchError when it may not or cannot be.

    Every hop is looked up once, judged, and connected to at a judged address. `total_seconds`
    holds for all hops together, from name look-up to last byte; `max_bytes` for the body as it
    comes and as it is unpacked. Only GET and HEAD follow redirects. `headers` go out verbatim,
    to another host only those that cannot be secret. Proxies in the environment are ignored.
    """
    budget = Budget(total_seconds, max_bytes)
    given = dict(headers or {})
    follow = method in FOLLOWED
    seen: list[tuple[int, str]] = []
    target = _checked(url, allowed_private, resolve, budget)
    while True:
        status, head, body = _request(method, target, given, content, budget, follow=follow)
        if not follow or not _leads_on(status, head):
            reply_head = MappingProxyType(head)
            return Reply(status, reply_head, body, url, tuple(seen), budget.elapsed())
        if len(seen) >= max_redirects:
            raise TooManyRedirects(_("De server stuurt ons te vaak door."))
        url = _next(url, head["location"])
        seen.append((status, url))
        before, target = target, _checked(url, allowed_private, resolve, budget)
        _must_not_weaken(before, target)
        if target.origin != before.origin:
            given = {name: value for name, value in given.items() if name.lower() in ANYWHERE}


def post(
    url: str,
    body: bytes,
    *,
    allowed_private: frozenset[str] = frozenset(),
    headers: Mapping[str, str] | None = None,
    max_bytes: int = 1_000_000,
    total_seconds: float = 15.0,
    resolve: Resolve = resolve_by_name,
) -> Reply:
    """POST to a URL, as `fetch` does; a redirect is an answer like any other, never followed."""
    return fetch(
        url, allowed_private=allowed_private, headers=headers, max_bytes=max_bytes,
        total_seconds=total_seconds, method="POST", content=body, resolve=resolve,
    )  # fmt: skip


def _leads_on(status: int, head: Mapping[str, str]) -> bool:
    return status in REDIRECTS and "location" in head


def _next(url: str, location: str) -> str:
    try:
        # Read as latin-1 like every header, but servers write UTF-8 here.
        location = location.encode("latin-1").decode("utf-8", "replace")
        return urljoin(url, location)
    except ValueError as error:
        raise BadAddress(_("De server stuurt ons naar een onleesbaar adres.")) from error


def _must_not_weaken(before: Target, after: Target) -> None:
    if before.scheme == "https" and after.scheme == "http":
        raise BadAddress(_("De server stuurt ons van een beveiligd naar een onbeveiligd adres."))


def _checked(url: str, allowed: frozenset[str], resolve: Resolve, budget: Budget) -> Target:
    return check(url, allowed, lambda host, port: _looked_up(resolve, host, port, budget))


def _looked_up(resolve: Resolve, host: str, port: int, budget: Budget) -> list[str]:
    """`resolve` within the time: the system's own look-up knows no limit of ours."""
    found: list[str] = []
    trouble: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            found.extend(resolve(host, port))
        except (OSError, UnicodeError) as error:
            trouble.append(error)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(budget.seconds_left())
    if thread.is_alive():
        raise too_slow()
    if trouble:
        raise trouble[0]
    return found


@lru_cache(maxsize=1)
def certificates() -> ssl.SSLContext:
    """The authorities of the system and of Mozilla's list together, read once."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _request(
    method: str,
    target: Target,
    headers: Mapping[str, str],
    content: bytes | None,
    budget: Budget,
    *,
    follow: bool,
) -> tuple[int, dict[str, str], bytes]:
    is_tls = target.scheme == "https"
    url = httpcore.URL(
        scheme=target.scheme.encode(), host=target.host.encode("ascii"), port=target.port,
        target=_quoted(target.path),
    )  # fmt: skip
    try:
        with (
            httpcore.HTTPConnection(
                url.origin,
                ssl_context=certificates() if is_tls else None,
                network_backend=PinnedBackend(target, budget),
            ) as connection,
            connection.stream(
                method, url, headers=_wire_headers(target, headers, content), content=content
            ) as reply,
        ):
            head = _head(reply.headers)
            if follow and _leads_on(reply.status, head):
                return reply.status, head, b""
            if method != "HEAD" and reply.status not in BODILESS:
                _must_fit(head, budget.max_bytes)
            encoding = head.get("content-encoding", "")
            body = read_body(reply.iter_stream(), encoding, budget.max_bytes)
            return reply.status, head, body
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise failure(error) from error


def _must_fit(head: Mapping[str, str], max_bytes: int) -> None:
    declared = head.get("content-length", "")
    if len(declared) > LONGEST_NUMBER or (declared.isdecimal() and int(declared) > max_bytes):
        raise too_large(max_bytes)


def _head(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    head: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        head[name] = f"{head[name]}, {value}" if name in head else value
    return head


def _quoted(path: str) -> bytes:
    return b"".join(
        bytes((octet,)) if 0x21 <= octet < 0x7F else b"%%%02X" % octet for octet in path.encode()
    )


def _wire_headers(
    target: Target, headers: Mapping[str, str], content: bytes | None
) -> list[tuple[bytes, bytes]]:
    host = f"[{target.host}]" if ":" in target.host else target.host
    wire = {
        "Host": host if PORTS[target.scheme] == target.port else f"{host}:{target.port}",
        "User-Agent": AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    if content is not None:
        wire["Content-Length"] = str(len(content))
    said = {name.lower() for name in headers}
    ours = {name: value for name, value in wire.items() if name.lower() not in said}
    return [
        (name.encode("ascii"), value.encode("latin-1"))
        for name, value in (ours | dict(headers)).items()
    ]
