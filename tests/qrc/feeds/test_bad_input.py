"""What a feed may throw at us: a named failure that changes nothing, never a crash."""

from __future__ import annotations

import gzip
import json
import time

import pytest

from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.feeds.models import Source
from tests.qrc.feeds.writing import atom, counts, csaf, item, kev, poll_again, rss, vulnerability
from tests.standins.feeds import FeedServer, Page

pytestmark = pytest.mark.django_db

BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    '<rss version="2.0"><channel><title>&c;</title></channel></rss>'
)
WHOLE = {
    "rss": rss(item()),
    "atom": atom("Lek in PoortWacht", "2026-05-01T10:00:00Z"),
    "kev": kev(vulnerability()),
    "csaf": "a.json,2026-05-01T00:00:00Z\n",
}
PATHS = {"rss": "/rss", "atom": "/atom", "kev": "/kev", "csaf": "/csaf/changes.csv"}
MALFORMED = {"rss": "not-a-feed", "atom": "not-a-feed", "kev": "malformed", "csaf": "malformed"}
"""The code for a body that is something else altogether."""


@pytest.fixture(params=WHOLE)
def read_before(request, feeds, follow) -> Source:
    """A source that was read well once."""
    kind = request.param
    source = follow(PATHS[kind], kind)
    feeds.serve("/csaf/a.json", json.dumps(csaf()))
    put(feeds, source, WHOLE[kind])
    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)
    return source


def fails(source: Source, code: str) -> None:
    before = list(AdvisoryRevision.objects.values_list("pk", "kind"))
    validators = Source.objects.values_list("etag", "last_modified").get(pk=source.pk)

    result = poll_again(source)

    source.refresh_from_db()
    assert (counts(result), source.last_error_code) == (("failed", 0, 0, 0, 0), code)
    assert result.error == source.last_error != ""
    assert list(AdvisoryRevision.objects.values_list("pk", "kind")) == before
    assert (source.etag, source.last_modified) == validators
    assert Advisory.objects.filter(withdrawn_at=None).count() == Advisory.objects.count()


def put(feeds: FeedServer, source: Source, body: bytes | str, **more) -> None:
    feeds.serve(PATHS[source.kind], body, **more)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_truncated(feeds, read_before, part):
    body = WHOLE[read_before.kind]
    # A list of lines without its last end of line is whole.
    part = min(part, 0.9) if read_before.kind == "csaf" else part
    put(feeds, read_before, body[: int(len(body) * part)])

    fails(read_before, "truncated" if read_before.kind in ("rss", "atom") else "malformed")


def test_html(feeds, read_before):
    put(
        feeds,
        read_before,
        "<!doctype html><html><head><title>Storing</title></head><body><p>x</body></html>",
    )

    fails(read_before, MALFORMED[read_before.kind])


def test_empty(feeds, read_before):
    put(feeds, read_before, b"")

    fails(read_before, MALFORMED[read_before.kind])


def test_thirty_megabytes(feeds, read_before):
    put(feeds, read_before, b" " * 30_000_000)

    fails(read_before, "too-large")


def test_gzip_bomb(feeds, read_before):
    bomb = gzip.compress(b" " * 200_000_000)
    put(feeds, read_before, bomb, headers={"Content-Encoding": "gzip"})

    fails(read_before, "too-large")


def test_redirect_to_a_private_address_that_is_not_listed(feeds, read_before):
    with FeedServer() as inside:
        inside.serve("/geheim", WHOLE[read_before.kind])
        put(feeds, read_before, b"", status=302, headers={"Location": inside.url("/geheim")})

        fails(read_before, "forbidden")
        assert inside.asked == []


def test_endless_redirect(feeds, read_before):
    here = feeds.url(PATHS[read_before.kind])
    put(feeds, read_before, b"", status=302, headers={"Location": here})

    fails(read_before, "redirects")


def test_drip(feeds, read_before, settings):
    settings.QRC_FETCH_SECONDS = 1
    put(feeds, read_before, WHOLE[read_before.kind] + "\n", drip=0.2)

    begin = time.monotonic()
    fails(read_before, "too-slow")
    assert time.monotonic() - begin < 30


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_entity_bomb_in_any_encoding(feeds, follow, encoding):
    source = follow("/rss")
    put(feeds, source, BOMB.encode(encoding))

    fails(source, "entities")


@pytest.mark.parametrize("name", ["utf-7", "cp037"])
def test_bomb_hidden_by_its_encoding(feeds, follow, name):
    source = follow("/rss")
    head = f"<?xml version='1.0' encoding='{name}'?>"
    put(feeds, source, (head + BOMB).encode("cp037") if name == "cp037" else head + BOMB)

    fails(source, "entities")


def test_message_about_an_entity_bomb_is_read(feeds, follow):
    source = follow("/rss")
    put(feeds, source, rss(item(description='Een <!DOCTYPE x [<!ENTITY a "b">]> in XML')))

    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("encoding", "head", "content_type"),
    [
        ("latin-1", "utf-8", "text/xml"),
        ("latin-1", "iso-8859-1", "text/xml; charset=utf-8"),
        ("cp1252", "iso-8859-1", "application/rss+xml"),
        ("utf-8", "us-ascii", "text/plain"),
        ("utf-16", "utf-16", "application/xml"),
    ],
)
def test_wrong_encoding_is_still_read(feeds, follow, encoding, head, content_type):
    source = follow("/rss")
    body = rss(
        item(title="Lek in geïnstalleerde software"),
        head=f'<?xml version="1.0" encoding="{head}"?>',
    )
    put(feeds, source, body.encode(encoding), headers={"Content-Type": content_type})

    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)
    assert "nstalleerde software" in Advisory.objects.get().title


def test_json_that_nests_without_end(feeds, follow):
    source = follow("/kev", "kev")
    put(feeds, source, '{"a":' * 200_000)

    fails(source, "malformed")


def test_json_in_another_encoding(feeds, follow):
    source = follow("/kev", "kev")
    put(
        feeds,
        source,
        kev(vulnerability(vulnerabilityName="Één")).encode("latin-1").replace(b"\\u00c9", b"\xc9"),
    )

    fails(source, "malformed")


def test_signs_the_database_refuses_are_no_failure(feeds, follow):
    source = follow("/kev", "kev")
    put(feeds, source, kev(vulnerability(shortDescription="a\x00b\ud800c")))

    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)
    assert Advisory.objects.get().summary == "abc"


def test_server_that_is_not_there(feeds, follow, settings):
    source = follow("/rss")
    settings.QRC_ALLOWED_PRIVATE_HOSTS = "127.0.0.1:1"
    Source.objects.filter(pk=source.pk).update(url="http://127.0.0.1:1/rss")

    fails(source, "connection")


@pytest.mark.parametrize(
    "shape", [[], {}, {"document": []}, csaf(1) | {"vulnerabilities": [1, {"scores": 3}]}]
)
def test_csaf_document_of_another_shape_fails_alone(feeds, follow, shape):
    source = follow("/csaf/", "csaf")
    feeds.serve("/csaf/changes.csv", "a.json,2026-05-02T00:00:00Z\nb.json,2026-05-01T00:00:00Z\n")
    feeds.serve("/csaf/a.json", json.dumps(shape))
    feeds.serve("/csaf/b.json", json.dumps(csaf(2)))

    result = poll_again(source)

    assert (result.status, result.new) == ("failed", 1)
    assert "a.json" in result.error
    assert Advisory.objects.get().identity == "https://cert.example VB-2026-0002"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (Page(json.dumps(csaf(1)).encode()[:200]), "geen geldige JSON"),
        (Page(b"<html><body>Storing</body></html>"), "geen geldige JSON"),
        (Page(b" " * 30_000_000), "groter dan 25 MB"),
        (Page(gzip.compress(b" " * 200_000_000), headers={"Content-Encoding": "gzip"}), "groter"),
        (Page(b'{"a":' * 100_000), "geen geldige JSON"),
        (Page(b"", 302, {"Location": "http://127.0.0.1:9/x.json"}), "niet openbaar"),
        (Page(b"", 302, {"Location": "/csaf/a.json"}), "te vaak door"),
        (Page(b"{" * 100, drip=0.2), "te traag"),
        (Page(b"", 500), "antwoord 500"),
    ],
)
def test_csaf_document_that_attacks_fails_alone(feeds, follow, settings, page, said):
    settings.QRC_FETCH_SECONDS = 2
    source = follow("/csaf/", "csaf")
    feeds.serve("/csaf/changes.csv", "a.json,2026-05-02T00:00:00Z\nb.json,2026-05-01T00:00:00Z\n")
    feeds.pages["/csaf/a.json"] = page
    feeds.serve("/csaf/b.json", json.dumps(csaf(2)))

    result = poll_again(source)

    assert (result.status, result.new) == ("failed", 1)
    assert result.error.startswith("1 documenten mislukten: a.json: ")
    assert said in result.error
    assert Advisory.objects.get().identity == "https://cert.example VB-2026-0002"
