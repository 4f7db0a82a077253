"""What a post looks like, and what it may never do to who reads it."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from typing import Any

import pytest

from community.forum.enums import PostState
from community.forum.models import Mention, Post, Quote
from community.forum.quoting import quote_of
from community.forum.rendering import Readers, excerpt_of, linked_from, render_post
from community.forum.services import Refused, withdraw_post
from community.groups.models import Group, GroupMembership
from community.kit.cleaning import clean_line, clean_text
from community.organisations.enums import Audience
from tests.factories import forum as make
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


class Seen(HTMLParser):
    """What a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.values: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _value in attrs}
        self.values += [value or "" for name, value in attrs if name in ("href", "src")]


def rendered(source: str, **category: Any) -> Any:
    return render_post(source, Readers(make.category(**category)))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[klik](javascript:alert(1))", "<p>[klik](javascript:alert(1))</p>\n"),
        ("![x](data:image/svg+xml;base64,AAAA)", None),
        ('<b style="position:fixed">x</b>', None),
        ("<img src=x onerror=alert(1)>", None),
        ("[x](vbscript:x) <a href=javascript:x>y</a>", None),
        ("```\n<script>x</script>\n```", None),
        ('[x](https://a.example "x\\" onmouseover=\\"alert(1)")', None),
        ("# Kop {: .full onload=x }", None),
    ],
)
def test_script_and_style_become_words(source, html):
    made = rendered(source).html
    if html is not None:
        assert made == html
    seen = Seen()
    seen.feed(made)
    assert seen.tags <= {"p", "a", "code", "pre", "h3", "img"}
    assert seen.names <= {"href", "title", "rel", "class"}
    assert not [each for each in seen.values if re.match(r"\s*(javascript|data|vbscript):", each)]


def test_a_picture_from_elsewhere_becomes_a_link():
    assert rendered("![Schema](https://elders.example/x.png)").html == (
        '<p><a href="https://elders.example/x.png" rel="noopener noreferrer nofollow ugc">Schema</a></p>\n'
    )


def test_a_bare_address_becomes_a_link_without_what_ends_the_sentence():
    assert rendered("Zie https://vlaanderen.example/a?b=1&c, en `https://code.example`.").html == (
        '<p>Zie <a href="https://vlaanderen.example/a?b=1&amp;c" rel="noopener noreferrer nofollow ugc">'
        "https://vlaanderen.example/a?b=1&amp;c</a>, en <code>https://code.example</code>.</p>\n"
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("veilig\u202egpj.exe", "veiliggpj.exe"),
        ("a\u200bb\u2060c\ufeffd\u00ade", "abcde"),
        ("Z" + "\u0301\u0302\u0303" * 20, "Ź\u0302\u0303"),
        ("café", "café"),
        ("cafe\u0301", "café"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("a\u200db", "ab"),
        ("een\x00twee\x07", "eentwee"),
        ("\ud800x", "x"),
        ("een\r\ntwee\u2028drie", "een\ntwee\ndrie"),
        ("tag\U000e0041\U000e0042", "tag"),
    ],
)
def test_signs_that_are_not_seen_fall_away(typed, kept):
    assert clean_text(typed) == kept


def test_a_title_is_one_line():
    assert clean_line("  Een\n\ttitel \u200b ") == "Een titel"


def test_a_name_is_looked_up_and_never_what_was_typed(alice, charlie):
    shown = rendered(f"Vraag het aan @[De burgemeester](lid:{charlie.pk}).")
    assert shown.html == (
        '<p>Vraag het aan @<span class="mention">Charlie Proef — Aalst</span>.</p>\n'
    )
    assert shown.mentions == (charlie.pk,)


def test_who_may_not_read_the_category_is_not_named(supplier):
    seller = make_user("verkoper@proef.example", "Vera")
    make_member(seller, supplier)
    shown = rendered(f"Dag @[Vera](lid:{seller.pk})", audience=Audience.GOVERNMENTS)
    assert (shown.html, shown.mentions) == ("<p>Dag @Vera</p>\n", ())


def test_in_a_group_only_its_members_are_named(alice, charlie):
    group = Group.objects.create(kind="kenniskring", name="Waas", summary="x")
    GroupMembership.objects.create(group=group, user=alice)
    source = f"@[A](lid:{alice.pk}) @[C](lid:{charlie.pk})"
    assert rendered(source, audience=Audience.GROUP, group=group).mentions == (alice.pk,)


def test_a_bomb_of_names_tells_ten_people_at_most(alice, gent, django_assert_max_num_queries):
    people = []
    for n in range(15):
        people.append(make_user(f"lid{n}@gent.example", f"Lid{n}"))
        make_member(people[-1], gent)
    source = " ".join(f"@[x](lid:{each.pk})" for each in people) + " @[x](lid:999999)" * 300
    category = make.category()
    with django_assert_max_num_queries(1):
        shown = render_post(source, Readers(category))
    assert shown.mentions == tuple(each.pk for each in people[:10])
    post = make.post(make.topic(alice, category=category), alice, source)
    assert Mention.objects.filter(post=post).count() == 10


def test_a_quote_says_whose_words_it_repeats_and_leads_back(alice, bob):
    topic = make.topic(alice)
    first = topic.posts.get()
    post = make.post(topic, bob, quote_of(first) + "Ja, zo.")
    assert post.html == (
        '<blockquote class="quote">\n<p class="quote-from">'
        f'<a href="/forum/onderwerp/{topic.pk}/1/" class="quote-link"'
        ' rel="noopener noreferrer nofollow ugc">Alice Proef — Gent</a></p>'
        "<p>Wie kent dit?</p>\n</blockquote>\n<p>Ja, zo.</p>\n"
    )
    assert list(Quote.objects.values_list("post", "quoted")) == [(post.pk, first.pk)]


def test_quoting_leaves_out_what_was_quoted_itself_and_names_nobody_again(alice, bob):
    topic = make.topic(alice)
    source = f"> oud\n\nVraag @[Bob](lid:{bob.pk}) eens."
    quoted = make.post(topic, alice, source)
    assert quote_of(quoted) == f"> [Alice Proef](bericht:{quoted.pk}):\n> Vraag @Bob eens.\n\n"


@pytest.mark.parametrize("change", ["hidden", "withdrawn", "narrower", "not there", "hidden topic"])
def test_words_that_may_not_be_repeated_here_are_refused(alice, bob, change):
    other = make.topic(
        alice,
        category=make.category(audience=Audience.GOVERNMENTS)
        if change == "narrower" else make.category(),
    )  # fmt: skip
    quoted = other.posts.get()
    source = quote_of(quoted)
    if change == "hidden":
        Post.objects.filter(pk=quoted.pk).update(state=PostState.HIDDEN)
    elif change == "withdrawn":
        withdraw_post(post=quoted, user=alice)
    elif change == "hidden topic":
        type(other).objects.filter(pk=other.pk).update(hidden_at=other.created_at)
    elif change == "not there":
        source = source.replace(str(quoted.pk), "999999")
    here = make.topic(alice)
    with pytest.raises(Refused, match="aanhaling"):
        make.post(here, bob, f"{source}Zie hierboven.")
    with pytest.raises(Refused, match="aanhaling"):
        make.post(
            here,
            bob,
            f"- lijst\n  > [x](bericht:{quoted.pk if change != 'not there' else 999999})\n  > geheim",
        )


def test_words_of_a_wider_category_may_be_repeated_in_a_narrower(alice, bob):
    open_one = make.topic(alice, category=make.category(audience=Audience.MEMBERS))
    here = make.topic(alice, category=make.category(audience=Audience.GOVERNMENTS))
    assert make.post(here, bob, quote_of(open_one.posts.get()) + "Zo.").quotes.count() == 1


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("![](bestand:9f1c2b1e-0000-4000-8000-000000000001)", "te zien is"),
        ("![Schema](bestand:9f1c2b1e-0000-4000-8000-000000000001)", "hoort niet bij"),
        ("![Schema](bestand:geen-sleutel)", "hoort niet bij"),
    ],
)
def test_a_picture_that_is_not_of_this_post_or_has_no_words_is_refused(alice, source, says):
    with pytest.raises(Refused, match=says):
        make.topic(alice, source=source)


def test_addresses_of_elsewhere_are_counted_once_each():
    source = "[a](https://a.example) https://a.example ![x](https://b.example/x.png) [k](lid:3)"
    assert linked_from(source) == ("https://a.example", "https://b.example/x.png")


def test_an_excerpt_is_plain_words():
    html = "<p>Een &amp; twee</p><ul><li>drie</li></ul><pre>vier</pre>"
    assert excerpt_of(html) == "Een & twee drie vier"


@pytest.mark.parametrize(
    "source",
    [
        "> " * 20_000,
        "[" * 40_000,
        "*a_ " * 10_000,
        "`" * 39_999,
        "- " * 20_000,
        "![" * 20_000,
        "|a" * 13_000 + "\n" + "|-" * 13_000,
        "@[x](lid:1) " * 3_000,
        "[x](bericht:1)\n" * 2_500,
        "<" * 40_000,
        "https://a.example/ " * 2_000,
        "a\u0301" * 20_000,
        "&lt;" * 10_000,
    ],
)
def test_nothing_that_fits_in_a_post_keeps_the_house_busy(source):
    began = time.process_time()
    rendered(clean_text(source)[:40_000])
    assert time.process_time() - began < 5
