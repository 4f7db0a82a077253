"""A CSAF provider on the feed server: recorded documents under its own address, two folders.

It serves whichever documents it is told to, so a test can let a provider grow and revise. A folder
has no hash or signature files, as with many a small provider; a ROLIE feed names hash files for one
folder of the two, with CISA's "ref" where the standard says "rel".
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.standins.feeds import FeedServer, Page

Document = dict[str, Any]
ORIGIN = "https://raw.githubusercontent.com/cisagov/CSAF/develop/csaf_files"
PARTS = ("IT", "OT")
HASHED = "OT"
METADATA = "/.well-known/csaf/provider-metadata.json"
CATEGORY = {"scheme": "urn:ietf:params:rolie:category:information-type", "term": "csaf"}


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
    """`listing`: `changes` (changes.csv and index.txt in each folder), `index` (index.txt alone),
    `rolie` (a feed for each folder) or `whole` (one changes.csv and index.txt above both)."""

    def __init__(self, feeds: FeedServer, listing: str = "changes") -> None:
        self.feeds, self.listing = feeds, listing
        self.url = feeds.url("/csaf/" if listing == "whole" else METADATA)

    def serve(self, documents: Mapping[str, Document]) -> None:
        """These documents and no others, with listings that name them, newest first."""
        for path in [path for path in self.feeds.pages if path.startswith("/csaf/")]:
            del self.feeds.pages[path]
        for path, document in documents.items():
            text = json.dumps(document).replace(ORIGIN, self.feeds.url("/csaf"))
            self.feeds.serve(f"/csaf/{path}", text)
        dates = {
            path: each["document"]["tracking"]["current_release_date"]
            for path, each in documents.items()
        }
        if self.listing == "whole":
            self._list("", dates)
            return
        for part in PARTS:
            mine = {path: date for path, date in dates.items() if path.startswith(f"{part}/")}
            if self.listing == "rolie":
                self._feed(part, mine)
            else:
                self._list(f"{part}/white/", mine)
        self._metadata()

    def _list(self, folder: str, dates: Mapping[str, str]) -> None:
        rows = {path.removeprefix(folder): date for path, date in dates.items()}
        self.feeds.serve(f"/csaf/{folder}index.txt", "".join(f"{path}\n" for path in sorted(rows)))
        if self.listing == "index":
            return
        newest = sorted(rows, key=lambda path: (rows[path], path), reverse=True)
        text = "".join(f"{path},{rows[path]}\n" for path in newest)
        self.feeds.serve(f"/csaf/{folder}changes.csv", text)

    def _feed(self, part: str, dates: Mapping[str, str]) -> None:
        entries = []
        for path in sorted(dates, key=lambda path: (dates[path], path), reverse=True):
            address = self.feeds.url(f"/csaf/{path}")
            links = [{"rel": "self", "href": address}]
            if part == HASHED:
                links.append({"ref": "hash", "href": f"{address}.sha512"})
                self._hash(path)
            entries.append(
                {
                    "id": path, "updated": dates[path], "link": links, "title": path,
                    "content": {"type": "application/json", "src": address},
                }
            )  # fmt: skip
        feed = {"id": part, "title": part, "category": [CATEGORY], "entry": entries}
        self.feeds.serve(f"/csaf/{part}/feed.json", json.dumps({"feed": feed}))

    def _hash(self, path: str) -> None:
        page = self.feeds.pages[f"/csaf/{path}"]
        assert isinstance(page, Page)
        digest = hashlib.sha512(page.body).hexdigest()
        self.feeds.serve(f"/csaf/{path}.sha512", f"{digest}  {path.rpartition('/')[2]}\n")

    def _metadata(self) -> None:
        metadata = {
            "canonical_url": self.url,
            "distributions": [self._distribution(part) for part in PARTS],
            "last_updated": "2026-11-24T09:00:00Z",
            "list_on_CSAF_aggregators": False,
            "metadata_version": "2.0",
            "mirror_on_CSAF_aggregators": False,
            "publisher": {
                "category": "coordinator", "name": "CISA", "namespace": "https://www.cisa.gov/",
            },
            "role": "csaf_provider",
        }  # fmt: skip
        self.feeds.serve(METADATA, json.dumps(metadata))

    def _distribution(self, part: str) -> dict[str, Any]:
        if self.listing != "rolie":
            return {"directory_url": self.feeds.url(f"/csaf/{part}/white")}
        feed = {"tlp_label": "WHITE", "url": self.feeds.url(f"/csaf/{part}/feed.json")}
        return {"rolie": {"feeds": [feed]}}
