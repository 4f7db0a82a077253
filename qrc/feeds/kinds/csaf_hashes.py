"""Holding a CSAF document against the hash files beside it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from qrc.feeds.kinds.addresses import path_of
from qrc.feeds.kinds.csaf_listing import Entry
from qrc.feeds.kinds.seam import Fetcher, Problem

LENGTHS = {"sha512": 128, "sha256": 64}
ABSENT = (401, 403, 404, 410)


@dataclass(slots=True)
class Siblings:
    """Which files a folder has beside its documents; what it lacks is asked for once a poll."""

    fetch: Fetcher
    absent: set[tuple[str, str]] = field(default_factory=set)
    signed: dict[str, bool] = field(default_factory=dict)

    def verify(self, entry: Entry, body: bytes) -> str:
        """The kind of hash that agreed, "" when there is none; Problem when one does not agree."""
        self._look_for_signature(entry)
        for kind, address in _candidates(entry):
            said = self._said(kind, address)
            if not said:
                continue
            if said != hashlib.new(kind, body).hexdigest():
                raise Problem("hash", _("het controlegetal (%(kind)s) klopt niet") % {"kind": kind})
            return kind
        return ""

    def _said(self, kind: str, address: str) -> str:
        key = (_folder(address), kind)
        if key in self.absent:
            return ""
        reply = self.fetch(address)
        if reply.status != 200 and reply.status not in ABSENT:
            text = _("het controlegetal geeft code %(n)s") % {"n": reply.status}
            raise Problem(f"http-{reply.status}", text)
        words = reply.body.decode("ascii", "replace").lower().split() if reply.status == 200 else []
        if not words or not re.fullmatch(rf"[0-9a-f]{{{LENGTHS[kind]}}}", words[0]):
            # A page that says "not found" with code 200 is no hash either.
            self.absent.add(key)
            return ""
        return words[0]

    def _look_for_signature(self, entry: Entry) -> None:
        """Only whether there is one: we hold no keys of publishers to judge it by."""
        folder = _folder(entry.url)
        if folder not in self.signed:
            reply = self.fetch(f"{entry.url}.asc")
            self.signed[folder] = reply.status == 200 and b"BEGIN PGP SIGNATURE" in reply.body

    def notes(self) -> list[str]:
        """What the poll should say about it."""
        said = []
        if self.absent:
            kinds = ", ".join(sorted({kind for _folder, kind in self.absent}))
            said.append(_("Zonder controlegetal (%(kinds)s).") % {"kinds": kinds})
        if self.signed:
            signed = any(self.signed.values())
            said.append(
                _("Handtekening aanwezig, niet nagekeken.") if signed else _("Zonder handtekening.")
            )
        return said


def _candidates(entry: Entry) -> list[tuple[str, str]]:
    named = [(kind, url) for kind in LENGTHS for url in entry.hashes if path_of(url).endswith(kind)]
    return named or [(kind, f"{entry.url}.{kind}") for kind in LENGTHS]


def _folder(url: str) -> str:
    return url.rpartition("/")[0]
