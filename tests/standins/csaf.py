"""A CSAF provider on the feed server: recorded documents under its own address, two folders.

It serves whichever documents it is told to, so a test can let a provider grow and revise. There
are no hash or signature files, as with many a small provider.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.standins.feeds import FeedServer

Document = dict[str, Any]
ORIGIN = "https://raw.githubusercontent.com/cisagov/CSAF/develop/csaf_files"
PARTS = ("IT", "OT")


def recorded(folder: Path) -> dict[str, Document]:
    """Documents by path, such as `OT/white/2020/icsa-20-203-01.json`, in order."""
    paths = sorted(folder.glob("*/white/*/*.json"))
    return {str(p.relative_to(folder)): json.loads(p.read_text(encoding="utf-8")) for p in paths}


def earlier(document: Document, revisions: int, change: Callable[[Document], None]) -> Document:
    """The document as it stood after its first `revisions` revisions, by its own history."""
    before = copy.deepcopy(document)
    tracking = before["document"]["tracking"]
    tracking["revision_history"] = tracking["revision_history"][:revisions]
    last = tracking["revision_history"][-1]
    tracking["version"], tracking["current_release_date"] = last["number"], last["date"]
    change(before)
    return before


def withdrawn(document: Document, number: str, date: str) -> Document:
    """The document after one more revision, which takes it back."""
    after = copy.deepcopy(document)
    tracking = after["document"]["tracking"]
    entry = {
        "number": number,
        "date": date,
        "summary": "Withdrawn: found not to be a vulnerability",
    }
    tracking["revision_history"].append(entry)
    tracking["version"], tracking["current_release_date"] = number, date
    return after


class CsafProvider:
    def __init__(self, feeds: FeedServer) -> None:
        self.feeds = feeds
        self.url = feeds.url("/.well-known/csaf/provider-metadata.json")

    def serve(self, documents: Mapping[str, Document]) -> None:
        """These documents and no others, with listings that name them, newest first."""
        for path in [path for path in self.feeds.pages if path.startswith("/csaf/")]:
            del self.feeds.pages[path]
        for part in PARTS:
            self._serve_part(part, {p: d for p, d in documents.items() if p.startswith(f"{part}/")})
        self._metadata()

    def _serve_part(self, part: str, documents: Mapping[str, Document]) -> None:
        folder = f"{part}/white/"
        dates = {
            path.removeprefix(folder): each["document"]["tracking"]["current_release_date"]
            for path, each in documents.items()
        }
        newest = sorted(dates, key=lambda path: (dates[path], path), reverse=True)
        self.feeds.serve(f"/csaf/{folder}index.txt", "".join(f"{path}\n" for path in sorted(dates)))
        self.feeds.serve(
            f"/csaf/{folder}changes.csv", "".join(f"{path},{dates[path]}\n" for path in newest)
        )
        for path, document in documents.items():
            text = json.dumps(document).replace(ORIGIN, self.feeds.url("/csaf"))
            self.feeds.serve(f"/csaf/{path}", text)

    def _metadata(self) -> None:
        folders = [{"directory_url": self.feeds.url(f"/csaf/{part}/white")} for part in PARTS]
        metadata = {
            "canonical_url": self.url,
            "distributions": folders,
            "last_updated": "2026-11-24T09:00:00Z",
            "list_on_CSAF_aggregators": False,
            "metadata_version": "2.0",
            "mirror_on_CSAF_aggregators": False,
            "publisher": {
                "category": "coordinator", "name": "CISA", "namespace": "https://www.cisa.gov/",
            },
            "role": "csaf_provider",
        }  # fmt: skip
        self.feeds.serve("/.well-known/csaf/provider-metadata.json", json.dumps(metadata))
