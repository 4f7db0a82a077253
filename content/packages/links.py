"""The signed path under which the files of one version are served, for one working day.

It is the proof and the whole of it: the host of packages knows no sessions and no cookies.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core import signing

PREFIX = "/pakket/"
SALT = "content.packages.path"
LIFETIME = 12 * 3600
"""Seconds: whoever begins in the morning still sees the last video in the evening."""


@dataclass(frozen=True, slots=True)
class Path:
    package: uuid.UUID
    version: int
    attempt: int
    """Key of the attempt; 0 for an editor who tries a package out."""


def base_address(path: Path) -> str:
    """`https://packages.example/pakket/<token>/`; "" where no host for packages is set."""
    if not settings.PACKAGE_ORIGIN:
        return ""
    return f"{settings.PACKAGE_ORIGIN}{PREFIX}{sign(path)}/"


def sign(path: Path) -> str:
    data = [path.package.hex, path.version, path.attempt]
    return signing.dumps(data, salt=SALT).replace(":", "~")


def read(token: str) -> Path | None:
    """What the token signs; None when it is forged, broken or too old."""
    try:
        data = signing.loads(token.replace("~", ":"), salt=SALT, max_age=LIFETIME)
        package, version, attempt = data
        return Path(uuid.UUID(package), int(version), int(attempt))
    except (signing.BadSignature, ValueError, TypeError):
        return None
