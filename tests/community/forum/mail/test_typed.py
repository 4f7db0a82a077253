from __future__ import annotations

import re
from html import unescape

import pytest

from community.forum.mail.typed import as_typed
from community.kit.markdown import render


def shown(text: str) -> str:
    """What a reader sees of it, line by line."""
    html = render(as_typed(text))
    lines = re.sub(r"<br\s*/?>\n?", "\n", html).replace("</p>\n<p>", "\n\n")
    return unescape(re.sub(r"<[^>]+>", "", lines)).strip().replace("\u00a0", " ")


@pytest.mark.parametrize(
    "text",
    [
        "Gewone tekst.",
        "Twee\nregels",
        "Een alinea\n\nen nog een",
        "*geen* _nadruk_ **hier** en ~~niets~~ weg",
        "# geen kop",
        "- geen lijst\n- van twee",
        "1. ook\n2. niet",
        "1) evenmin",
        "===\nkop\n---",
        "a < b > c & d &amp; e",
        "[geen](javascript:alert(1)) link",
        "![geen](https://x.example/a.png) beeld",
        "`geen` code en ```ook niet```",
        "<script>alert(1)</script>",
        "a | b | c\n--|--|--",
        "C:\\map\\bestand en \\*",
        "Voetnoot[^1] en prijs $5",
        "@[Kim](lid:12) is geen mens",
    ],
)
def test_it_reads_as_it_was_typed(text):
    assert shown(text) == text


def test_indents_stay():
    assert 4 * "&nbsp;" + "ingesprongen" in render(as_typed("Kop\n    ingesprongen"))


def test_an_address_of_a_page_is_a_link_whole():
    html = render(as_typed("Zie https://x.example/a_b_c*d*?q=1&r=2, daar."))

    assert 'href="https://x.example/a_b_c*d*?q=1&amp;r=2"' in html
    assert html.endswith("</a>, daar.</p>\n")


def test_quotes_with_answers_in_between_are_quotes():
    html = render(as_typed("> Eerste *vraag*?\n> nog\n\nJa.\n> Tweede?\nNee."))

    assert [re.sub(r"\s+", " ", each) for each in re.findall(r"<blockquote>(.*?)</blockquote>", html, re.DOTALL)] == [
        " <p>Eerste *vraag*?<br> nog</p> ", " <p>Tweede?</p> ",
    ]  # fmt: skip
    assert "<p>Nee.</p>" in html
