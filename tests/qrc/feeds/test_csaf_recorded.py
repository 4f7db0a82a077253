"""Real CSAF documents of CISA, served from their own folders with their own lists."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.feeds.models import Fetch
from tests.qrc.feeds.writing import counts, poll_again
from tests.standins.feeds import FeedServer

pytestmark = pytest.mark.django_db

FOLDERS = ("IT/white", "OT/white")


def documents(folder: Path) -> dict[str, dict[str, Any]]:
    found = {
        str(path.relative_to(folder)): json.loads(path.read_text())
        for path in folder.glob("20*/*.json")
    }
    assert found
    return found


def serve(
    feeds: FeedServer, place: str, chosen: dict[str, dict[str, Any]], rows: list[str]
) -> None:
    """The publisher's own lines of changes.csv, for the documents that are there."""
    for name, document in chosen.items():
        feeds.serve(f"/{place}/{name}", json.dumps(document))
    kept = [row for row in rows if row.partition(",")[0].split("white/")[1] in chosen]
    assert len(kept) == len(chosen)
    feeds.serve(f"/{place}/changes.csv", "\n".join(kept))


def changes(folder: Path, all_of: dict[str, dict[str, Any]]) -> list[str]:
    given = folder / "changes.csv"
    if given.exists():
        return given.read_text().splitlines()
    return [
        f"csaf_files/IT/white/{name},{each['document']['tracking']['current_release_date']}"
        for name, each in all_of.items()
    ]


def word(document: dict[str, Any]) -> str:
    """The severity, worked out from the raw document alone."""
    top = max(
        score["cvss_v3"]["baseScore"]
        for threat in document["vulnerabilities"]
        for score in threat["scores"]
    )
    return "critical" if top >= 9 else "high" if top >= 7 else "medium" if top >= 4 else "low"


def named(document: dict[str, Any]) -> str:
    return f"https://www.cisa.gov {document['document']['tracking']['id']}"


@pytest.mark.parametrize("place", FOLDERS)
def test_recorded_documents_come_in_whole_and_once(real_data, feeds, follow, place):
    folder = real_data / "csaf" / place
    found = documents(folder)
    rows = changes(folder, found)
    source = follow(f"/{place}/", "csaf", first_poll="silent")
    names = sorted(found)
    half = {name: found[name] for name in names[: len(names) // 2]}

    serve(feeds, place, half, rows)
    assert counts(poll_again(source)) == ("ok", len(half), 0, 0, 0)
    serve(feeds, place, found, rows)
    assert counts(poll_again(source)) == ("ok", len(found) - len(half), 0, 0, 0)
    assert poll_again(source).status == "not_modified"

    stored = {each.identity: each for each in Advisory.objects.all()}
    assert {key: each.severity for key, each in stored.items()} == {
        named(each): word(each) for each in found.values()
    }
    for each in found.values():
        advisory = stored[named(each)]
        vendors = {branch["name"] for branch in each["product_tree"]["branches"]}
        assert {product["vendor"] for product in advisory.products} <= vendors
        assert advisory.products
        assert advisory.cves == list(
            dict.fromkeys(threat["cve"] for threat in each["vulnerabilities"])
        )
        assert advisory.summary
        assert advisory.action
        assert advisory.link.startswith("https://")
    assert AdvisoryRevision.objects.filter(silent=True).count() == len(half)
    assert "Zonder controlegetal" in Fetch.objects.order_by("pk")[0].note


def test_recorded_rolie_feed_reads_the_same_documents(real_data, feeds, follow):
    folder = real_data / "csaf" / "OT/white"
    found = documents(folder)
    text = (folder / "cisa-csaf-ot-feed-tlp-white.json").read_text()
    public = "https://raw.githubusercontent.com/cisagov/CSAF/develop/csaf_files"
    feeds.serve("/OT/white/feed.json", text.replace(public, feeds.url("")))
    for name, document in found.items():
        feeds.serve(f"/OT/white/{name}", json.dumps(document))

    source = follow("/OT/white/feed.json", "csaf")
    assert counts(poll_again(source)) == ("ok", len(found), 0, 0, 0)
    assert set(Advisory.objects.values_list("identity", flat=True)) == set(
        map(named, found.values())
    )


def earlier(document: dict[str, Any]) -> dict[str, Any]:
    """The revision before, by its own history, with one vulnerability less where there are more."""
    before = deepcopy(document)
    tracking = before["document"]["tracking"]
    tracking["revision_history"].sort(key=lambda each: (each["date"], int(each["number"])))
    tracking["revision_history"].pop()
    newest = tracking["revision_history"][-1]
    tracking["version"], tracking["current_release_date"] = newest["number"], newest["date"]
    before["document"]["title"] += " (eerder)"
    return before


def test_later_revisions_of_recorded_documents_are_changes(real_data, feeds, follow):
    found = documents(real_data / "csaf" / "OT/white")
    revised = {
        name: each
        for name, each in sorted(found.items())
        if len(each["document"]["tracking"]["revision_history"]) > 3
    }
    six = dict(list(revised.items())[:6])
    assert len(six) == 6
    source = follow("/OT/white/", "csaf")

    def turn(chosen: dict[str, dict[str, Any]]) -> tuple[str, int, int, int, int]:
        rows = [
            f"{name},{each['document']['tracking']['current_release_date']}#{each['document']['tracking']['version']}"
            for name, each in chosen.items()
        ]
        serve_all = {name: json.dumps(each) for name, each in chosen.items()}
        for name, body in serve_all.items():
            feeds.serve(f"/OT/white/{name}", body)
        feeds.serve("/OT/white/changes.csv", "\n".join(row.partition("#")[0] for row in rows))
        return counts(poll_again(source))

    assert turn({name: earlier(each) for name, each in six.items()}) == ("ok", 6, 0, 0, 0)
    first, *others = six
    withdrawn = deepcopy(six[first])
    withdrawn["document"]["tracking"]["revision_history"][-1]["summary"] = (
        "CISA withdraws this advisory"
    )

    assert turn({first: withdrawn} | {name: six[name] for name in others}) == ("ok", 0, 0, 5, 1)
    assert turn({name: earlier(each) for name, each in six.items()}) == ("ok", 0, 0, 0, 0)
    assert [each.identity for each in Advisory.objects.exclude(withdrawn_at=None)] == [
        named(withdrawn)
    ]
