"""Who gets what at the addresses of the editors' pages and newsletters."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, Row, everyone, only, signed_in

EDITORS = ("editor", "platform_admin")
CHECK = "to content:newsletter-check"

CONTENT = [
    Row("content:sitemap", get=everyone("200"), post=everyone("405")),
    Row("content:sitemap-section", "sitemap", get=everyone("200"), post=everyone("405")),
    Row("content:robots", get=everyone("200"), post=everyone("405")),
    Row("content:news-atom", get=everyone("200"), post=everyone("405")),
    Row("content:news-rss", get=everyone("200"), post=everyone("405")),
    # Who reads which newsletter again: tests/content/newsletters.
    Row("content:newsletters", get=everyone("200"), post=everyone("405")),
    Row("content:newsletter", "newsletter", get=everyone("200"), post=everyone("405")),
    Row("content:newsletter-desk", get=only(*EDITORS, rest="403"), post=signed_in("405")),
    Row(
        "content:newsletter-check", "newsletter draft", get=only(*EDITORS, rest="403"),
        post=signed_in("405"),
    ),
    Row(
        "content:newsletter-mail", "newsletter draft", get=only(*EDITORS, rest="403"),
        post=signed_in("405"),
    ),
    Row(
        "content:newsletter-readers", "newsletter draft", get=BY_POST,
        post=only(*EDITORS, gets=CHECK, rest="403"), data={"readers": "besturen"},
    ),
    Row(
        "content:newsletter-test", "newsletter draft", get=BY_POST,
        post=only(*EDITORS, gets=CHECK, rest="403"),
    ),
    Row(
        "content:newsletter-send", "newsletter draft", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets=CHECK, rest="403"),
        data={"version": "1", "people": "readers of newsletter", "when": "nu"},
    ),
    Row(
        "content:newsletter-hold", "newsletter planned", get=BY_POST,
        post=only(*EDITORS, gets=CHECK, rest="403"),
    ),
]  # fmt: skip
