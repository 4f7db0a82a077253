"""What matching may read of a CSAF document, and publishers' addresses that are none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.advisories.values import Report, digest
from qrc.feeds.models import SourceDocument
from tests.qrc.feeds.writing import counts, csaf, poll_again

pytestmark = pytest.mark.django_db
CPE = "cpe:2.3:a:poortwacht:vpn:{}:*:*:*:*:*:*:*"
NOTHING = ("ok", 0, 0, 0, 0)


def helped(**helpers: dict[str, Any]) -> dict[str, Any]:
    """A document whose versions carry what identifies a product."""
    leaves = [
        {"category": "product_version_range", "name": name,
         "product": {"name": name, "product_id": name, "product_identification_helper": helper}}
        for name, helper in helpers.items()
    ]  # fmt: skip
    vendor = {"category": "vendor", "name": "PoortWacht", "branches": [
        {"category": "product_name", "name": "VPN", "branches": leaves}]}  # fmt: skip
    return {"product_tree": {"branches": [vendor]}}


@pytest.fixture
def serve(feeds, follow):
    source = follow("/csaf/", "csaf")

    def serve(document: dict[str, Any], at: str = "2026-05-01T00:00:00Z") -> Any:
        feeds.serve("/csaf/changes.csv", f"d.json,{at}\n")
        feeds.serve("/csaf/d.json", json.dumps(document))
        return counts(poll_again(source))

    return serve


THREAT = {"product_status": {"known_affected": ["vers:intdot/<7.1|>=8", "7.2"]}}


def test_identifiers_of_several_versions_become_one_of_the_product(serve):
    more = helped(**{
        "vers:intdot/<7.1|>=8": {"cpe": CPE.format("7.0"), "purl": "pkg:npm/%40pw/vpn@7.0"},
        "7.2": {"cpe": CPE.format("7.2"), "purl": "pkg:npm/%40pw/vpn@7.2"},
        "9.9": {"cpe": "cpe:2.3:a:ander:ding:*:*:*:*:*:*:*:*"},
    })  # fmt: skip
    serve(csaf(threat=THREAT, **more))

    assert Advisory.objects.get().products == [{
        "vendor": "PoortWacht", "product": "VPN", "versions": "vers:intdot/<7.1|>=8, 7.2",
        "status": "known_affected", "cpe": CPE.format("*"), "purl": "pkg:npm/%40pw/vpn",
    }]  # fmt: skip


def test_one_identifier_stays_as_it_came(serve):
    serve(csaf(
        threat={"product_status": {"known_affected": ["7.2"]}},
        **helped(**{"7.2": {"cpe": "cpe:/a:poortwacht:vpn:7.2", "purls": ["pkg:deb/vpn@7.2"]}}),
    ))  # fmt: skip

    (product,) = Advisory.objects.get().products
    assert (product["cpe"], product["purl"]) == ("cpe:/a:poortwacht:vpn:7.2", "pkg:deb/vpn@7.2")


def test_learning_to_read_identifiers_is_no_revision(serve):
    """Known advisories from before we read them: the next telling fills them in, silently."""
    bare = {"7.2": {}}
    threat = {"product_status": {"known_affected": ["7.2"]}}
    serve(csaf(threat=dict(threat), **helped(**bare)))
    known = Advisory.objects.get()
    full = {"7.2": {"cpe": CPE.format("7.2")}}

    assert serve(csaf(threat=dict(threat), **helped(**full)), "2026-05-02T00:00:00Z") == NOTHING
    now = Advisory.objects.get()
    assert now.products == [known.products[0] | {"cpe": CPE.format("7.2")}]
    assert (now.content_hash, now.number, AdvisoryRevision.objects.count()) == (
        known.content_hash, 1, 1,
    )  # fmt: skip


def test_older_telling_changes_no_products(serve):
    threat = {"product_status": {"known_affected": ["7.2"]}}
    serve(csaf(version="2", threat=dict(threat), **helped(**{"7.2": {"cpe": CPE.format("7.2")}})))
    before = Advisory.objects.get().products
    old = csaf(version="1", threat={"product_status": {"known_affected": ["7.1"]}},
               **helped(**{"7.1": {"cpe": CPE.format("7.1")}}))  # fmt: skip

    assert serve(old, "2026-05-03T00:00:00Z") == NOTHING
    assert Advisory.objects.get().products == before


def test_digest_of_products_without_identifiers_is_what_it_always_was():
    product = {"vendor": "A", "product": "B", "versions": "1", "status": "known_affected"}
    bare = Report(identity="x", title="t", products=[product]).shown()
    full = Report(identity="x", title="t", products=[product | {"cpe": "c", "purl": "p"}]).shown()

    assert digest(bare) == digest(full)
    assert digest(bare) == ("95f1cc0d2997f0745800a48c1684952d6333bf563ddaf0758ab7d8e4f99650f0")


BAD = "http://[kapot/"


def test_bad_bracket_in_a_feed_fails_one_document(feeds, follow):
    rows = [
        {"id": "1", "updated": "2026-05-01T00:00:00Z", "content": {"src": BAD}},
        {"id": "2", "updated": "2026-05-01T00:00:00Z", "content": {"src": "d.json"},
         "link": [{"rel": "hash", "href": BAD}, {"rel": "self", "href": BAD}]},
    ]  # fmt: skip
    feeds.serve("/feed.json", json.dumps({"feed": {"entry": rows}}))
    feeds.serve("/d.json", json.dumps(csaf(1)))
    result = poll_again(follow("/feed.json", "csaf"))

    assert counts(result) == ("failed", 1, 0, 0, 0)
    assert result.error.startswith("1 documenten mislukten: ")
    assert list(SourceDocument.objects.values_list("path", flat=True)) == [feeds.url("/d.json")]


def test_bad_bracket_in_a_list_fails_one_document(feeds, follow):
    feeds.serve("/csaf/changes.csv",
                f"{BAD}x.json,2026-05-01T00:00:00Z\nd.json,2026-05-01T00:00:00Z\n")  # fmt: skip
    feeds.serve("/csaf/d.json", json.dumps(csaf(1)))

    assert counts(poll_again(follow("/csaf/", "csaf"))) == ("failed", 1, 0, 0, 0)


def test_bad_bracket_in_metadata_leaves_the_other_lists(feeds, follow):
    about = {"distributions": [{"directory_url": BAD}, {"directory_url": feeds.url("/csaf/")}]}
    feeds.serve("/provider-metadata.json", json.dumps(about))
    feeds.serve("/csaf/changes.csv", "d.json,2026-05-01T00:00:00Z\n")
    feeds.serve("/csaf/d.json", json.dumps(csaf(1)))

    assert counts(poll_again(follow("/provider-metadata.json", "csaf"))) == ("failed", 1, 0, 0, 0)


def test_bad_bracket_in_a_document_drops_a_link(serve):
    links = [{"category": "self", "summary": "x", "url": BAD}]
    serve(csaf(document={"references": links}))

    assert (Advisory.objects.get().link, Advisory.objects.get().references) == ("", [])


def test_pause_is_kept_between_two_questions(feeds, follow):
    names = ("a.json", "b.json")
    feeds.serve("/csaf/changes.csv", "".join(f"{each},2026-05-01T00:00:00Z\n" for each in names))
    for n, name in enumerate(names):
        feeds.serve(f"/csaf/{name}", json.dumps(csaf(n)))
    from time import monotonic

    began = monotonic()
    poll_again(follow("/csaf/", "csaf", pause_seconds=0.05))

    assert monotonic() - began >= 0.05 * (len(feeds.asked) - 1)
    assert len(feeds.asked) >= 5
