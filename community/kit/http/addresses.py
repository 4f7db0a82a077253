"""Which addresses may be reached at all."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import SplitResult, urlsplit

import idna
from django.utils.translation import gettext as _

from community.kit.http.errors import BadAddress, ConnectionFailed, ForbiddenAddress

Resolve = Callable[[str, int], list[str]]
"""Host and port to IP addresses as text, as the name service gives them now; OSError if none."""

PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
MOST_TRIED = 4
"""Addresses of one host that are tried in turn."""

UNICAST = ip_network("2000::/3")
# Global by the letter of the registries, yet a way into another network (or nowhere at all):
# IETF protocols with Teredo, documentation, 6to4 and its relays.
WAYS_ROUND = [
    ip_network("2001::/23"),
    ip_network("2001:db8::/32"),
    ip_network("2002::/16"),
    ip_network("3fff::/20"),
    ip_network("192.0.0.0/24"),
    ip_network("192.88.99.0/24"),
]
KEY_HOLDERS = [
    ip_network("169.254.0.0/16"),
    ip_network("fe80::/10"),
    ip_network("168.63.129.16/32"),
    ip_network("100.100.100.200/32"),
    ip_network("192.0.0.192/32"),
    ip_network("fd00:ec2::/32"),
    ip_network("fd20:ce::254/128"),
]
"""Where clouds answer their machines' questions, keys included; one of them is a public address."""
CARRIER = ip_network("100.64.0.0/10")
THIS_NETWORK = ip_network("0.0.0.0/8")
OWN_NETWORK = ip_network("fc00::/7")


@dataclass(frozen=True, slots=True)
class Target:
    """A checked URL and the addresses, all of them judged, that its socket may connect to."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port


def parse_allowed(text: str) -> frozenset[str]:
    """`host` or `host:port` (IPv6 in brackets), with commas or spaces between them."""
    return frozenset(text.lower().replace(",", " ").split())


def resolve_by_name(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def check(url: str, allowed: frozenset[str], resolve: Resolve) -> Target:
    """The target of a URL, its name looked up once and every answer judged.

    One answer that is not public is enough for ForbiddenAddress: a mixed answer is how a name
    is turned against us. On the list, an answer may also be private or this machine itself.
    """
    parts, host, port = _taken_apart(url)
    try:
        addresses = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise _unknown(host) from error
    if not addresses:
        raise _unknown(host)
    may_reach = is_reachable if _is_listed(host, port, allowed) else is_public
    if not all(may_reach(each) for each in addresses):
        raise ForbiddenAddress(
            _("%(host)s wijst naar een adres dat niet openbaar is. Daar lezen we niet.")
            % {"host": host}
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, tuple(addresses[:MOST_TRIED]))


def _taken_apart(url: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(url)
        port = PORTS.get(parts.scheme, 0) if parts.port is None else parts.port
        host = _ascii(parts.hostname or "")
    except (ValueError, UnicodeError) as error:
        raise BadAddress(_("Dit is geen leesbaar webadres.")) from error
    if parts.scheme not in PORTS or not host or not port:
        raise BadAddress(_("Dit is geen webadres dat met http:// of https:// begint."))
    if "@" in parts.netloc:
        raise BadAddress(_("Een webadres met een naam of wachtwoord erin gebruiken we niet."))
    return parts, host, port


def _ascii(host: str) -> str:
    """The one written form of a host: lower case, IDNA, no final dot; ValueError for no host."""
    if ":" in host:
        return str(IPv6Address(host))
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode("ascii")
    host = host.lower().removesuffix(".")
    if host and not HOST.fullmatch(host):
        raise ValueError(host)
    return host


def _is_listed(host: str, port: int, allowed: frozenset[str]) -> bool:
    written = f"[{host}]" if ":" in host else host
    return bool({host, written, f"{written}:{port}"} & allowed)


def _unknown(host: str) -> ConnectionFailed:
    return ConnectionFailed(_("De naam %(host)s is niet te vinden.") % {"host": host})


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet and leads nowhere else."""
    ip = ip_address(address)
    if ip.is_multicast or _is_in(ip, WAYS_ROUND) or _is_in(ip, KEY_HOLDERS):
        return False
    # Of IPv6 only ordinary unicast counts: the rest holds mapped IPv4, NAT64 and the like.
    return ip.is_global and (ip.version == 4 or ip in UNICAST)


def is_reachable(address: str) -> bool:
    """Whether a host on the list may live here: public, private or this machine.

    Never where clouds hand out their keys, even when a listed name points there.
    """
    ip = ip_address(address)
    if _is_in(ip, KEY_HOLDERS):
        return False
    return is_public(address) or ip.is_loopback or _is_inside(ip)


def _is_in(ip: IPv4Address | IPv6Address, networks: list[IPv4Network | IPv6Network]) -> bool:
    return any(ip in each for each in networks if each.version == ip.version)


def _is_inside(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address):
        return ip in OWN_NETWORK
    if ip in CARRIER:
        return True
    odd = ip.is_link_local or ip.is_reserved or ip.is_multicast or ip in THIS_NETWORK
    return ip.is_private and not odd
