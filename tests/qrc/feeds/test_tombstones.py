"""Atom tombstones (RFC 6721): a feed says itself that an entry was taken back."""

from __future__ import annotations

import pytest

from qrc.advisories.models import Advisory
from tests.qrc.feeds.writing import counts, poll_again

pytestmark = pytest.mark.django_db
NOTHING = ("ok", 0, 0, 0, 0)
HEAD = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"'
    ' xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>CERT</title><id>urn:cert</id>'
    "<updated>2026-05-01T10:00:00Z</updated>"
)


def entry(n: int, updated: str = "2026-05-01T10:00:00Z") -> str:
    return (
        f'<entry><id>urn:cert:{n}</id><title>Lek {n}</title><link href="https://cert.example/{n}"/>'
        f"<updated>{updated}</updated><summary>Werk bij.</summary></entry>"
    )


def grave(ref: str, when: str = "2026-05-02T10:00:00Z") -> str:
    return (
        f'<at:deleted-entry ref="{ref}" when="{when}"><at:comment>x</at:comment></at:deleted-entry>'
    )


@pytest.fixture
def turn(feeds, follow):
    source = follow("/feed.atom", "rss")

    def turn(*parts: str) -> tuple[str, int, int, int, int]:
        feeds.serve("/feed.atom", f"{HEAD}{''.join(parts)}</feed>", validators=False)
        return counts(poll_again(source))

    return turn


def standing() -> list[str]:
    return sorted(Advisory.objects.standing().values_list("identity", flat=True))


def test_deleted_entry_is_a_withdrawal_and_absence_is_none(turn):
    turn(entry(1), entry(2), entry(3))

    assert turn(grave("urn:cert:1"), entry(2)) == ("ok", 0, 0, 0, 1)
    assert turn(grave("urn:cert:1"), entry(2)) == NOTHING
    assert standing() == ["urn:cert:2", "urn:cert:3"]


def test_grave_older_than_the_entry_undoes_nothing(turn):
    turn(entry(1, "2026-05-03T10:00:00Z"))

    assert turn(grave("urn:cert:1")) == NOTHING
    assert standing() == ["urn:cert:1"]


def test_entry_that_came_back_stands(turn):
    turn(entry(1))
    turn(grave("urn:cert:1"))

    assert turn(grave("urn:cert:1"), entry(1, "2026-05-03T10:00:00Z")) == ("ok", 1, 0, 0, 0)


@pytest.mark.parametrize("odd", [grave("urn:cert:9"), grave(""), "<at:deleted-entry ref='urn:cert:1x'/>",
                                 "<at:deleted-entry/>"])  # fmt: skip
def test_odd_graves_bury_nothing(odd, turn):
    turn(entry(1))

    assert turn(entry(1), odd) == NOTHING
    assert standing() == ["urn:cert:1"]
