from __future__ import annotations

import pytest

from community.kit.http import Reply
from qrc.feeds.models import Source
from qrc.feeds.validators import validators_of_reply
from tests.qrc.feeds.writing import counts, item, poll_again, rss

NOON, LATER = "Tue, 24 Nov 2026 12:00:00 GMT", "Tue, 24 Nov 2026 12:00:02 GMT"


def reply(**headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(200, named, b"", "https://x.example", (), 0)


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        ({}, ("", "")),
        ({"etag": '"a"', "last_modified": NOON, "date": NOON}, ('"a"', NOON)),
        ({"last_modified": NOON, "date": LATER}, ("", NOON)),
        ({"last_modified": NOON, "date": NOON}, ("", "")),
        ({"last_modified": LATER, "date": NOON}, ("", "")),
        ({"last_modified": NOON}, ("", NOON)),
        ({"last_modified": "gisteren", "date": NOON}, ("", "gisteren")),
        ({"etag": "x" * 301, "last_modified": "y" * 101}, ("", "")),
    ],
)
def test_validators_that_prove_something(headers, kept):
    assert validators_of_reply(reply(**headers)) == kept


@pytest.mark.django_db
def test_second_text_within_the_same_second_is_not_missed(feeds, follow):
    source = follow()
    stamped = {"validators": False, "headers": {"Last-Modified": "Fri, 01 Jan 2100 00:00:00 GMT"}}
    feeds.serve("/feed.xml", rss(item(1)), **stamped)
    poll_again(source)
    feeds.serve("/feed.xml", rss(item(2), item(1)), **stamped)

    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)
    assert all("if-modified-since" not in headers for _path, headers in feeds.asked)
    assert Source.objects.taken().get().last_modified == ""
