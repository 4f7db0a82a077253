"""What the tus protocol 1.0.0 says of headers (https://tus.io/protocols/resumable-upload)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from community.files.models import Upload

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration,checksum"
ALGORITHMS = ("sha256", "sha1")
CONTENT_TYPE = "application/offset+octet-stream"
CHECKSUM_MISMATCH = 460
MOST_DIGITS = 18


class BadHeader(ValueError):
    """A header that is missing or says nothing we can read."""


@dataclass(frozen=True, slots=True)
class Checksum:
    algorithm: str
    digest: bytes

    def fits(self, chunk: bytes) -> bool:
        return hashlib.new(self.algorithm, chunk, usedforsecurity=False).digest() == self.digest


def number(request: HttpRequest, name: str) -> int:
    """A header that counts bytes; BadHeader."""
    given = request.headers.get(name, "")
    if not given.isascii() or not given.isdecimal() or len(given) > MOST_DIGITS:
        raise BadHeader(name)
    return int(given)


def metadata(request: HttpRequest) -> Mapping[str, str]:
    """Upload-Metadata: keys with their base64 values; BadHeader."""
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _space, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise BadHeader("Upload-Metadata") from error
    return found


def checksum(request: HttpRequest) -> Checksum | None:
    """Upload-Checksum, when it is given; BadHeader for an algorithm that we do not know."""
    given = request.headers.get("Upload-Checksum")
    if given is None:
        return None
    algorithm, _space, value = given.partition(" ")
    if algorithm not in ALGORITHMS:
        raise BadHeader("Upload-Checksum")
    try:
        return Checksum(algorithm, base64.b64decode(value, validate=True))
    except binascii.Error as error:
        raise BadHeader("Upload-Checksum") from error


def speaks(request: HttpRequest) -> bool:
    return request.headers.get("Tus-Resumable") == VERSION


def wrong_version() -> HttpResponse:
    response = answer(412)
    response["Tus-Version"] = VERSION
    return response


def answer(status: int, words: str = "", upload: Upload | None = None) -> HttpResponse:
    """A reply with what tus wants to hear; `words` are for whoever uploads, in his language."""
    response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    if upload is not None:
        response["Upload-Offset"] = str(upload.received)
        response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
        if upload.file is not None:
            # What a form sends on: not in the protocol, which ends where the bytes are there.
            response["File-Key"] = str(upload.file.key)
    return response
