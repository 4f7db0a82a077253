from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from community.activity.models import Activity
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.feeds import keeping
from qrc.feeds.kinds.csaf_listing import address_of, addresses_of
from qrc.feeds.models import Fetch, Payload, Source, SourceDocument
from tests.qrc.feeds.writing import counts, csaf, poll_again
from tests.standins.feeds import FeedServer, Page

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
NOTHING = ("ok", 0, 0, 0, 0)


class Provider:
    """A CSAF folder on the stand-in. `put` a document, `list` what there is."""

    def __init__(self, feeds: FeedServer, folder: str = "/csaf/white/") -> None:
        self.feeds, self.folder = feeds, folder
        self.changed: dict[str, str] = {}

    def put(
        self, name: str, document: Any, changed: str = "2026-05-01T00:00:00Z", **more: Any
    ) -> bytes:
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.feeds.serve(f"{self.folder}{name}", body, **more)
        self.changed[name] = changed
        return body

    def list(self, prefix: str = "", quote: str = "") -> None:
        rows = sorted(self.changed.items(), key=lambda each: each[1], reverse=True)
        text = "".join(f"{quote}{prefix}{name}{quote},{quote}{at}{quote}\n" for name, at in rows)
        self.feeds.serve(f"{self.folder}changes.csv", text)

    def index(self) -> None:
        self.feeds.serve(f"{self.folder}index.txt", "\n".join(self.changed))

    def asked(self) -> list[str]:
        """Documents asked for since the last time."""
        paths = [path for path, _headers in self.feeds.asked]
        self.feeds.asked.clear()
        return [path.removeprefix(self.folder) for path in paths if path.endswith(".json")]


@pytest.fixture
def provider(feeds) -> Provider:
    return Provider(feeds)


@pytest.fixture
def source(follow) -> Source:
    return follow("/csaf/white/", "csaf")


def test_document_in_full(provider, source):
    provider.put("2026/a.json", csaf(7, document={"lang": "nl-BE", "references": [
        {"category": "self", "url": "https://cert.example/7.json"},
        {"category": "self", "url": "https://cert.example/7"},
    ]}))  # fmt: skip
    provider.list()

    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)

    found = Advisory.objects.get()
    assert found.identity == "https://cert.example VB-2026-0007"
    assert (found.title, found.summary) == ("Lek 7", "Een lek in de VPN.")
    assert found.action == "Werk bij naar 2.1."
    assert (found.severity, found.cves) == ("high", ["CVE-2026-00007"])
    assert found.products == [
        {"vendor": "PoortWacht", "product": "VPN", "versions": "<2.1", "status": "known_affected"}
    ]
    assert (found.link, found.language, found.tlp) == ("https://cert.example/7", "nl", "CLEAR")
    assert (found.source_version, found.updated_at.day, found.exploited) == ("1", 1, False)
    assert [each["score"] for each in found.scores] == [7.5]


def test_documents_are_read_once_until_their_time_moves(provider, source):
    provider.put("a.json", csaf(1))
    provider.put("b.json", csaf(2))
    provider.list()
    poll_again(source)
    assert sorted(provider.asked()) == ["a.json", "b.json"]

    assert poll_again(source).status == "not_modified"
    provider.put("a.json", csaf(1, "2", document={"title": "Nieuw"}), "2026-05-02T00:00:00Z")
    provider.list()

    assert counts(poll_again(source)) == ("ok", 0, 0, 1, 0)
    assert provider.asked() == ["a.json"]


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("prefix", ["", "csaf_files/csaf/white/", "csaf/white/", "white/"])
def test_paths_that_repeat_the_folder(provider, source, prefix, quote):
    provider.put("2026/a.json", csaf())
    provider.list(prefix, quote)

    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)


def test_address_of_takes_only_the_overlap_away():
    listing = "https://h.example/csaf/v2/changes.csv"

    assert address_of(listing, "2026/x.json") == "https://h.example/csaf/v2/2026/x.json"
    assert address_of(listing, "csaf/v2/2026/x.json") == "https://h.example/csaf/v2/2026/x.json"
    assert address_of("https://h.example/changes.csv", "a/x.json") == "https://h.example/a/x.json"


def test_addresses_of_a_folder_and_of_a_file():
    assert addresses_of("https://h.example/csaf")[:2] == (
        "https://h.example/csaf/changes.csv", "https://h.example/csaf/index.txt",
    )  # fmt: skip
    assert addresses_of("https://h.example/rolie.json") == ("https://h.example/rolie.json",)


def test_index_without_times_asks_every_document_whether_it_changed(provider, source):
    provider.put("a.json", csaf(1))
    provider.put("b.json", csaf(2))
    provider.index()

    assert counts(poll_again(source)) == ("ok", 2, 0, 0, 0)
    provider.put("b.json", csaf(2, "2", document={"title": "Nieuw"}))

    assert counts(poll_again(source)) == ("ok", 0, 0, 1, 0)
    assert counts(poll_again(source)) == NOTHING
    assert [path for path, headers in provider.feeds.asked if "if-none-match" in headers][:2] == [
        "/csaf/white/a.json", "/csaf/white/b.json",
    ]  # fmt: skip


@pytest.mark.parametrize("rel", ["rel", "ref"])
def test_rolie_feed(provider, follow, feeds, rel):
    body = provider.put("a.json", csaf())
    feeds.serve("/csaf/white/hash/a.sha256", hashlib.sha256(body).hexdigest() + "  a.json")
    address = feeds.url("/csaf/white/a.json")
    links = [{"rel": "self", "href": address}, {rel: "hash", "href": "hash/a.sha256"}]
    entry = {
        "id": "a",
        "updated": "2026-05-01T00:00:00Z",
        "link": links,
        "content": {"src": address},
    }
    feeds.serve("/csaf/white/rolie.json", json.dumps({"feed": {"entry": [entry]}}))

    assert counts(poll_again(follow("/csaf/white/rolie.json", "csaf"))) == ("ok", 1, 0, 0, 0)
    assert SourceDocument.objects.get().note == "sha256"


def test_provider_metadata_notices_new_documents_behind_it(provider, follow, feeds):
    metadata = {"distributions": [{"directory_url": feeds.url("/csaf/white")}]}
    feeds.serve("/.well-known/csaf/provider-metadata.json", json.dumps(metadata))
    source = follow("/", "csaf")
    provider.put("a.json", csaf(1))
    provider.list()
    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)

    provider.put("b.json", csaf(2))
    provider.list()

    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)


def test_provider_metadata_reads_open_feeds_only(provider, follow, feeds):
    provider.put("a.json", csaf())
    entry = {"updated": "2026-05-01T00:00:00Z", "content": {"src": feeds.url("/csaf/white/a.json")}}
    feeds.serve("/open.json", json.dumps({"feed": {"entry": [entry]}}))
    labelled = [{"tlp_label": "WHITE", "url": feeds.url("/open.json")},
                {"tlp_label": "AMBER", "url": feeds.url("/dicht.json")}]  # fmt: skip
    feeds.serve(
        "/provider-metadata.json", json.dumps({"distributions": [{"rolie": {"feeds": labelled}}]})
    )

    assert poll_again(follow("/provider-metadata.json", "csaf")).new == 1
    assert feeds.times("/dicht.json") == 0


@pytest.mark.parametrize("kind", ["sha256", "sha512"])
def test_hash_is_held_against_the_document(provider, source, kind):
    body = provider.put("a.json", csaf(1))
    provider.put("b.json", csaf(2))
    good = hashlib.new(kind, body).hexdigest()
    for name in ("a", "b"):
        provider.feeds.serve(f"/csaf/white/{name}.json.{kind}", f"{good}  {name}.json\n")
    provider.list()

    result = poll_again(source)

    assert (result.status, result.new) == ("failed", 1)
    assert result.error == f"1 documenten mislukten: b.json: het controlegetal ({kind}) klopt niet"
    assert [each.path for each in SourceDocument.objects.all()] == [
        provider.feeds.url("/csaf/white/a.json")
    ]


def test_absent_hashes_are_noted_and_asked_for_once(provider, source):
    for n in range(4):
        provider.put(f"{n}.json", csaf(n))
    provider.list()

    assert counts(poll_again(source)) == ("ok", 4, 0, 0, 0)

    asked = [path for path, _headers in provider.feeds.asked]
    assert [
        sum(path.endswith(end) for path in asked) for end in (".sha256", ".sha512", ".asc")
    ] == [1, 1, 1]
    assert Fetch.objects.get().note == "Zonder controlegetal (sha256, sha512). Zonder handtekening."


def test_page_that_says_not_found_with_200_is_no_hash(provider, source):
    provider.put("a.json", csaf())
    for kind in ("sha256", "sha512"):
        provider.feeds.serve(f"/csaf/white/a.json.{kind}", "<html>niet gevonden</html>")
    provider.list()

    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)


def test_bad_document_fails_alone_and_is_tried_again(provider, source):
    provider.put("goed.json", csaf(1))
    provider.put("fout.json", b'{"document": ')
    provider.list()

    first = poll_again(source)

    assert (first.status, first.new) == ("failed", 1)
    assert "fout.json" in first.error
    provider.asked()
    provider.put("fout.json", csaf(2))
    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)
    assert provider.asked() == ["fout.json"]
    source.refresh_from_db()
    assert (source.failures, source.last_error) == (0, "")


def test_document_that_failed_in_the_silent_first_poll_stays_history(provider, follow):
    source = follow("/csaf/white/", "csaf", first_poll="silent")
    provider.put("laat.json", csaf(1), status=503)
    provider.list()
    poll_again(source)
    provider.put("laat.json", csaf(1))
    provider.put("nieuw.json", csaf(2), "2026-05-02T00:00:00Z")
    provider.list()

    assert counts(poll_again(source)) == ("ok", 2, 0, 0, 0)

    silent = dict(AdvisoryRevision.objects.values_list("advisory__title", "silent"))
    assert silent == {"Lek 1": True, "Lek 2": False}


def test_one_failing_document_does_not_slow_the_source_down(provider, source):
    provider.put("a.json", b"")
    provider.list()
    for _turn in range(6):
        poll_again(source)

    source.refresh_from_db()
    assert source.failures == 6
    assert (source.next_poll_at - source.last_polled_at).total_seconds() < 32 * 60


def test_long_directory_goes_on_next_turn_and_stays_silent(provider, follow):
    source = follow("/csaf/white/", "csaf", first_poll="silent")
    for n in range(130):
        provider.put(f"{n}.json", csaf(n))
    provider.list()

    first, second = poll_again(source, seconds=0), poll_again(source, seconds=0)

    assert (counts(first), counts(second)) == (("ok", 100, 0, 0, 0), ("ok", 30, 0, 0, 0))
    assert AdvisoryRevision.objects.filter(silent=True).count() == 130
    assert Fetch.objects.order_by("pk")[0].note == "Nog 30 documenten voor de volgende keer."
    assert poll_again(source).status == "not_modified"


def test_bodies_of_documents_are_kept(provider, source):
    body = provider.put("a.json", csaf())
    provider.list()
    poll_again(source)

    sha256 = SourceDocument.objects.get().sha256
    assert keeping.bytes_of(Payload.objects.get(sha256=sha256)) == body


@pytest.mark.parametrize(
    "later",
    [
        {"document": {"category": "csaf_withdrawn"}},
        {"document": {"category": "csaf_superseded"}},
        {"document": {"title": "WITHDRAWN: Lek 1"}},
        {"tracking": {"revision_history": [
            {"date": "2026-05-01T00:00:00Z", "number": "1", "summary": "Initial"},
            {"date": "2026-05-02T00:00:00Z", "number": "2", "summary": "CERT withdraws this advisory"},
        ]}},
    ],
)  # fmt: skip
def test_withdrawn_in_each_way_a_publisher_says_it(provider, source, later):
    provider.put("a.json", csaf(1))
    provider.list()
    poll_again(source)
    provider.put("a.json", csaf(1, "2", **later), "2026-05-02T00:00:00Z")
    provider.list()

    assert counts(poll_again(source)) == ("ok", 0, 0, 0, 1)


def test_older_revision_undoes_nothing(provider, source):
    provider.put("a.json", csaf(1, "10", document={"title": "Nieuw"}))
    provider.list()
    poll_again(source)
    provider.put("a.json", csaf(1, "9", document={"title": "Oud"}), "2026-05-11T00:00:00Z")
    provider.list()

    assert counts(poll_again(source)) == NOTHING
    assert Advisory.objects.get().title == "Nieuw"


def test_gone_from_the_directory_is_not_withdrawn(provider, source):
    provider.put("a.json", csaf(1))
    provider.put("b.json", csaf(2))
    provider.list()
    poll_again(source)
    del provider.changed["b.json"]
    provider.list()

    assert counts(poll_again(source)) == NOTHING


def test_draft_is_read_and_left_alone(provider, source):
    provider.put("a.json", csaf(tracking={"status": "draft"}))
    provider.list()

    assert [counts(poll_again(source))[:2], SourceDocument.objects.count()] == [("ok", 0), 1]


@pytest.mark.parametrize(
    ("details", "exploited"),
    [
        ("Exploited:Yes;Publicly Disclosed:No", True),
        ("Publicly Disclosed:No;Exploited:No;Latest Software Release:Less Likely", False),
        ("Publicly Disclosed:No;Exploited:Yes", True),
        ("This vulnerability is being exploited in the wild.", True),
        ("No known public exploitation; not exploited.", False),
        ("", False),
    ],
)
def test_exploit_status(provider, source, details, exploited):
    threats = [{"category": "exploit_status", "details": details}]
    provider.put("a.json", csaf(threat={"threats": threats}))
    provider.list()
    poll_again(source)

    assert Advisory.objects.get().exploited is exploited


@pytest.mark.parametrize(
    ("said", "ours", "kept"),
    [
        ("WHITE", "CLEAR", "CLEAR"), ("AMBER", "CLEAR", "AMBER"), ("GREEN", "AMBER", "AMBER"),
        ("AMBER+STRICT", "CLEAR", "AMBER+STRICT"), ("PAARS", "CLEAR", "RED"),
    ],
)  # fmt: skip
def test_tlp_is_never_wider_than_either_says(provider, follow, said, ours, kept):
    provider.put("a.json", csaf(document={"distribution": {"tlp": {"label": said}}}))
    provider.list()
    poll_again(follow("/csaf/white/", "csaf", tlp=ours))

    assert Advisory.objects.get().tlp == kept


def test_csaf_2_1_metrics(provider, source):
    v4 = {"version": "4.0", "baseScore": 9.3, "vectorString": "x"}
    provider.put("a.json", csaf(threat={"scores": [], "metrics": [{"content": {"cvss_v4": v4}}]}))
    provider.list()
    poll_again(source)

    assert Advisory.objects.get().severity == "critical"


def test_document_without_score_is_unknown(provider, source):
    provider.put(
        "a.json", csaf(threat={"scores": []}, document={"aggregate_severity": {"text": "critical"}})
    )
    provider.list()
    poll_again(source)

    assert Advisory.objects.get().severity == "unknown"


@pytest.mark.parametrize(
    "listing", ["<html></html>", "a.json,2026-05-01T00:00:00Z\nb.json,2026-05-", "a.json\n", ""]
)
def test_listing_that_is_not_one(provider, source, feeds, listing):
    feeds.serve("/csaf/white/changes.csv", listing)

    assert poll_again(source).status == "failed"


@pytest.mark.django_db(transaction=True)
def test_killed_poll_keeps_its_batches_and_goes_on(provider, source, feeds):
    """The provider has the poller killed, by SIGKILL, in the middle of the second batch."""
    for n in range(130):
        provider.put(f"{n}.json", csaf(n))
    provider.list()
    whole = feeds.pages["/csaf/white/120.json"]
    poller: list[subprocess.Popen[bytes]] = []

    def kill(path: str) -> Page:
        poller[0].kill()
        poller[0].wait()
        return whole

    feeds.pages["/csaf/white/120.json"] = kill
    poller.append(poll_elsewhere(source, feeds))
    assert poller[0].wait(timeout=60) == -signal.SIGKILL

    assert Advisory.objects.count() == AdvisoryRevision.objects.count() == 100
    assert Fetch.objects.get().error_code == "interrupted"
    feeds.pages["/csaf/white/120.json"] = whole
    assert counts(poll_again(source)) == ("ok", 30, 0, 0, 0)
    assert Activity.objects.filter(verb="qrc.advisory.revised").count() == 130


def poll_elsewhere(source: Source, feeds: FeedServer) -> subprocess.Popen[bytes]:
    code = (
        "import sys; sys.path[:0] = ['site', '.']; import django; from django.conf import settings;"
        f"settings.DATABASES['default']['NAME'] = {connection.settings_dict['NAME']!r};"
        f"settings.QRC_ALLOWED_PRIVATE_HOSTS = {feeds.host!r};"
        "django.setup(); from django.core.management import call_command;"
        f"call_command('qrc_poll', source={source.name!r})"
    )
    own = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    return subprocess.Popen([sys.executable, "-c", code], env=os.environ | own, cwd=ROOT)
