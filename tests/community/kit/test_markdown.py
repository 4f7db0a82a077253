from __future__ import annotations

import re

import nh3
import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from community.kit.markdown import ATTRIBUTES, SCHEMES, TAGS, render

REL = 'rel="noopener noreferrer nofollow ugc"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>\n"),
        ("# Kop", "<h3>Kop</h3>\n"), ("#### Kop", "<h6>Kop</h6>\n"), ("###### K", "<h6>K</h6>\n"),
        ("Kop\n===", "<h3>Kop</h3>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>\n'),
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>\n"),
        ("[x](https://a.be/?b=1&c=2)", f'<p><a href="https://a.be/?b=1&amp;c=2" {REL}>x</a></p>\n'),
        ("[x](/forum/)", f'<p><a href="/forum/" {REL}>x</a></p>\n'),
        ("![x](https://a.be/p.png)", f'<p>!<a href="https://a.be/p.png" {REL}>x</a></p>\n'),
        ("<a@b.be>", f'<p><a href="mailto:a@b.be" {REL}>a@b.be</a></p>\n'),
        ("```js\nlet a\n```", "<pre><code>let a\n</code></pre>\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_markdown(text, html):
    assert render(text) == html


def test_result_needs_no_escaping():
    assert isinstance(render("a"), SafeString)


def test_table_has_no_style():
    html = render("| a | b |\n|:--|--:|\n| 1 | 2 |")
    assert "<td>1</td>\n<td>2</td>" in html
    assert "style" not in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b onclick=x>a</b>",
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,<b>)",
        "[x](vbscript:a)", "[x](file:///etc/passwd)", "![x](https://spy.example/pixel.png)",
        "<style>a{}</style>", '[x](/a "b\\" onclick=\\"c")', "<svg/onload=alert(1)>",
        "[x](&#106;avascript:alert(1))", "<https://a.be/\" onmouseover=alert(1)>",
    ],
)  # fmt: skip
def test_attack_comes_out_as_text_or_not_at_all(text):
    harmless(render(text))


def harmless(html: str) -> None:
    for tag, rest in re.findall(r"<([a-zA-Z0-9]+)([^>]*)>", html):
        assert tag in TAGS
        names = set(re.findall(r'\s([a-z-]+)="[^"]*"', rest))
        assert names <= ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
    for scheme in re.findall(r'href="([a-zA-Z][a-zA-Z0-9+.-]*):', html):
        assert scheme.lower() in SCHEMES


@given(st.text("<>[]()!\"'`*_#|:/&; \nascriptjonlmghef=", max_size=120))
def test_anything_typed_is_harmless(text):
    html = render(text)
    harmless(html)
    assert nh3.clean(
        html, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow ugc",
    ) == html  # fmt: skip


def test_deep_nesting_does_not_break():
    assert render(">" * 5_000 + "a").startswith("<blockquote>")
    assert "a" in render("[" * 5_000 + "a")
