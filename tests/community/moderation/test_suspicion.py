"""What makes a text look like spam, by a table."""

from __future__ import annotations

import pytest

from community.moderation.suspicion import SIGNS, Text, hosts_in, signs_of, words_of

LINKS = " ".join(f"https://site{n}.example/a" for n in range(9))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (Text("Wij gebruiken dit al jaren en het werkt."), []),
        (Text("Zie https://a.example en https://b.example.", is_newcomer=True), []),
        (
            Text("https://a.example https://b.example https://c.example", is_newcomer=True),
            ["links-newcomer"],
        ),
        (Text("https://a.example https://b.example https://c.example"), []),
        (Text(LINKS), ["links-many"]),
        (
            Text("Kijk op https://www.Slecht.example/x", flagged_hosts={"slecht.example"}),
            ["flagged-host"],
        ),
        (Text("Kijk op https://nietslecht.example/x", flagged_hosts={"slecht.example"}), []),
        (Text("Koop  nu\nbij ons", earlier=["koop nu bij ONS"]), ["repeated"]),
        (Text("Dank u wel voor uw antwoord.", seconds=1.5), ["quick"]),
        (Text("Dank u wel voor uw antwoord.", seconds=30), []),
        (Text("DIT IS DE ALLERLAATSTE KANS VOOR IEDEREEN"), ["shouting"]),
        (Text("NIS2, GDPR en VLAIO"), []),
        (Text("https://[kapot nog iets"), []),
    ],
)
def test_signs(text, found):
    assert signs_of(text) == found


def test_every_sign_says_why_in_words():
    assert len(words_of(SIGNS)) == len(SIGNS) == 6
    assert words_of(["onbekend"]) == []


def test_hosts_are_read_from_links_alone():
    assert hosts_in("https://www.a.example/x http://b.example:80/ mailto:x@c.example") == {
        "a.example", "b.example",
    }  # fmt: skip
