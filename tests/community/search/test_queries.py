"""What is found by which words, by whom, and in which order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.search.audience import GOVERNMENT, MEMBER, of_organisation
from community.search.queries import PER_PAGE, find, suggest
from tests.community.search.things import found, request_of, thing
from tests.people import GENT, government

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("kwetsbaarheden", "Een kwetsbaarheid in de poort"),
        ("veiligheidsplan", "Onze veiligheidsplannen"),
        ("veiligheidsplan", "Het informatieveiligheidsplan van Aalter"),
        ("veiligheidsplannen", "Het informatieveiligheidsplan van Aalter"),
        ("geupdatet", "De lijst is geüpdatet"),
        ("GEÜPDATET", "De lijst is geupdatet"),
        ("C#", "Ontwikkelaar C# gezocht"),
        (".NET", "Werken met ASP.NET"),
        ("c++", "Leren van C++"),
        ("CVE-2024-3400", "PAN-OS (cve-2024-3400)"),
        ("cve 2024 3400", "PAN-OS (CVE-2024-3400)"),
        ("0207.451.227", "Gent, BE0207451227"),
        ("email", "Uw e-mail instellen"),
        ("e-mail", "Uw email instellen"),
        ("GDPR", "De AVG in tien stappen"),
        ("DPO", "Taken van de functionaris voor gegevensbescherming"),
        ("functionaris voor gegevensbescherming", "Waarom een DPO?"),
        ("2fa", "Tweestapsverificatie aanzetten"),
        ('"plan van aanpak"', "Een plan van aanpak"),
        ("poort -oud", "De poort van Gent"),
    ],
)
def test_words_find_what_means_the_same(words, title, things):
    things.say(a=title, b="Iets heel anders")
    assert found(words) == {"a"}


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("C#", "De letter C in het alfabet"),
        ("CVE-2024-3400", "PAN-OS (CVE-2024-3401)"),
        ('"aanpak plan"', "Een plan van aanpak"),
        ("poort -oud", "De oude poort van Gent"),
        ("plan", "Een vliegtuig op een plank"),
    ],
)
def test_words_do_not_find_what_means_something_else(words, title, things):
    things.say(a=title)
    assert found(words) == set()


NASTY = [
    "", " ", "'", "''", "\\", "\\'", '"', '""', '"""', "-", "--", "-a", "&", "|", "!", "(", ")", ":*", "a:*",
    "<->", "a <-> b", "%", "_", ";", "'; DROP TABLE x; --", "\x00", "a\x00b", "😀", "日本語", "ا", "-\"a b\"",
    "a" * 5000, "a " * 500, "de het een", "\ud83d", "C# & .NET | !", "\n\t", "{{ 7*7 }}", "<script>", "NULL",
]  # fmt: skip


@pytest.mark.parametrize("words", NASTY)
def test_nasty_questions_find_what_they_find(words, things):
    things.say(a="Een gewone titel")
    assert found(words) in (set(), {"a"})
    assert suggest(request_of(), words) is not None


def test_nothing_with_all_words_gives_what_has_some(things):
    things.say(a="De poort van Gent", b="Heel iets anders")
    result = find(request_of(), "poort kwantum")
    assert result.is_loose
    assert [hit.entry.object_id for hit in result.hits] == ["a"]


def test_title_counts_before_body_and_new_before_old(things):
    now = timezone.now()
    things.say(
        body=thing("body", "Iets", body="poort " * 3, changed_at=now),
        title=thing("title", "De poort", changed_at=now),
        old=thing("old", "De poort", changed_at=now - timedelta(days=3000)),
    )
    assert [hit.entry.object_id for hit in find(request_of(), "poort").hits] == [
        "title",
        "old",
        "body",
    ]


def test_a_number_comes_before_words(things):
    things.say(
        words=thing("words", "cve 2024 3400 cve 2024 3400 en van alles", changed_at=timezone.now()),
        known=thing("known", "PAN-OS", identifiers=["CVE-2024-3401"]),
    )
    assert found("CVE-2024-3401") == {"known"}


def test_each_finds_only_what_he_may_read(things, alice, charlie, client):
    gent = government(GENT)
    things.say(
        open="De poort", member=thing("member", "De poort", audience=(MEMBER,)),
        government=thing("government", "De poort", audience=(GOVERNMENT,)),
        gent=thing("gent", "De poort", audience=(of_organisation(gent.pk),)),
    )  # fmt: skip
    other = charlie.memberships.get().organisation
    assert found("poort") == {"open"}
    assert found("poort", request_of(charlie, other)) == {"open", "member", "government"}
    assert found("poort", request_of(alice, gent)) == {"open", "member", "government", "gent"}
    assert find(request_of(charlie, other), "poort").by_kind == {"proef.thing": 3}


def test_what_its_own_list_would_not_show_is_left_out(things):
    things.say(a="De poort", b="De poort")
    things.hidden = {"a"}
    assert found("poort") == {"b"}


def test_who_did_not_sign_in_gets_the_public_address(things, alice):
    things.say(a="De poort")
    assert find(request_of(), "poort").hits[0].url == "/open/a/"
    assert find(request_of(alice), "poort").hits[0].url == "/dingen/a/"


def test_while_typing_the_last_word_may_be_the_beginning_of_one(things):
    things.say(a="De veiligheidspoort", b="Veilig thuis")
    assert {hit.entry.object_id for hit in suggest(request_of(), "veili")} == {"a", "b"}
    assert [hit.entry.object_id for hit in suggest(request_of(), "de veiligheidsp")] == ["a"]
    assert found("veili") == set()


def test_found_words_are_lit_and_text_is_never_markup(things):
    body = "<b>vet</b> " + "woord " * 60 + "hier staat de kwetsbaarheid & meer " + "woord " * 60
    things.say(a=thing("a", "<i>Kwetsbaarheden</i>", body=body))
    (hit,) = find(request_of(), "kwetsbaarheid").hits
    assert hit.title == "&lt;i&gt;<mark>Kwetsbaarheden</mark>&lt;/i&gt;"
    assert "staat de <mark>kwetsbaarheid</mark> &amp; meer" in hit.text
    assert hit.text.startswith("… ")
    assert hit.text.endswith(" …")


def test_many_come_in_pages_with_as_many_queries_as_few(things):
    def queries(page: int = 1) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            find(request_of(), "poort", page=page)
        return len(asked)

    things.say(a="De poort")
    few = queries()
    things.say(**{f"n{n}": f"De poort {n}" for n in range(30)})
    assert queries() == queries(2) == few
    first, second = find(request_of(), "poort"), find(request_of(), "poort", page=2)
    assert (first.total, len(first.hits), len(second.hits)) == (31, PER_PAGE, 31 - PER_PAGE)
    keys = {hit.entry.object_id for hit in (*first.hits, *second.hits)}
    assert len(keys) == 31
