from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.kit.text import (
    ALPHABET,
    BASIC,
    EXTENDED,
    WordMatcher,
    gsm7,
    is_gsm7,
    matches_word,
    normalise,
    segments,
)

texts = st.text(max_size=400)
gsm7_texts = st.text(st.sampled_from(sorted(ALPHABET)), max_size=700)


def test_alphabet_is_that_of_the_standard():
    """GSM 03.38: 128 places of which one is the escape, and ten signs behind it."""
    assert (len(BASIC), len(set(BASIC)), len(set(EXTENDED))) == (127, 127, 10)
    assert not set(BASIC) & set(EXTENDED)


@pytest.mark.parametrize("sign", "éèüöàñäÄÖÜß£¥€[]{}|~^\\@§¿¡ÇÉåÅøØæÆ\n")
def test_sign_of_the_alphabet_stays(sign):
    assert gsm7(sign) == sign


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("België", "Belgie"), ("geïnstalleerd", "geinstalleerd"), ("façade", "facade"),
        ("enquête", "enquete"), ("voilá", "voila"), ("rôle", "role"), ("‘a’ “b” „c”", "'a' 'b' 'c'"),
        ("a – b — c", "a - b - c"), ("wacht…", "wacht..."), ("• punt", "- punt"),
        ("10\u00a0000\u202fkm", "10 000 km"), ("½ → ¾", "1/2 -> 3/4"), ("Łódź", "Lodz"),
        ("e\u0301", "é"), ("e\u0308", "e"), ("\u200bnul\u200d\ufeff", "nul"), ("ﬁets", "fiets"),
        ("①", "1"), ("ﾊ", "?"), ("日本", "??"), ("🔥!", "?!"), ("❤️", "?"), ("Ω Å", "Ω Å"),
        ("a\tb\u2028c", "a b\nc"), ("™ © ®", "TM (c) (r)"), ("\x00\x1b", "??"), ("", ""),
    ],
)  # fmt: skip
def test_foreign_sign_becomes_a_plain_one(text, plain):
    assert gsm7(text) == plain.replace("'b' 'c'", '"b" "c"')


@given(texts)
def test_result_is_always_gsm7_and_settled(text):
    once = gsm7(text)
    assert is_gsm7(once)
    assert gsm7(once) == once


@given(gsm7_texts)
def test_text_in_the_alphabet_is_left_alone(text):
    assert gsm7(text) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1), ("a", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3),
        ("a" * 459, 3), ("a" * 460, 4), ("€" * 80, 1), ("€" * 81, 2), ("a" * 159 + "€", 2),
        ("a" * 158 + "€", 1), ("é" * 160, 1), ("ë" * 70, 1), ("ë" * 71, 2), ("ë" * 134, 2),
        ("ë" * 135, 3), ("🔥" * 35, 1), ("🔥" * 36, 2), ("a" * 69 + "ë", 1), ("a" * 70 + "ë", 2),
    ],
)  # fmt: skip
def test_segments(text, count):
    assert segments(text) == count


def test_escape_is_never_parted_from_its_sign():
    # 153 signs a part: the pair on the edge moves over as a whole, so a part stays one short.
    assert segments("a" * 152 + "€" + "a" * 151) == 2
    assert segments("a" * 152 + "€" + "a" * 152) == 3
    assert segments("€" * 152) == 2
    assert segments("€" * 153) == 3


def test_halves_of_an_emoji_stay_together():
    assert segments("ë" * 66 + "🔥" + "ë" * 65) == 2
    assert segments("ë" * 66 + "🔥" + "ë" * 66) == 3


def parts_by_cutting(text: str) -> int:
    """The slow and sure way: encode, then cut before an escape or a surrogate that would break."""
    if is_gsm7(text):
        units = [u for sign in text for u in (("\x1b", sign) if sign in EXTENDED else (sign,))]
        single, joined, first_half = 160, 153, "\x1b"
        halves = [unit == first_half for unit in units]
    else:
        raw = text.encode("utf-16-be", "surrogatepass")
        halves = [0xD8 <= raw[place] <= 0xDB for place in range(0, len(raw), 2)]
        single, joined = 70, 67
    if len(halves) <= single:
        return 1
    count, start = 0, 0
    while start < len(halves):
        end = min(start + joined, len(halves))
        end -= end < len(halves) and halves[end - 1]
        count, start = count + 1, end
    return count


@given(st.one_of(gsm7_texts, texts))
def test_segments_equal_the_parts_one_gets_by_cutting(text):
    assert segments(text) == parts_by_cutting(text)


@given(gsm7_texts, gsm7_texts)
def test_longer_text_never_costs_less(text, more):
    assert segments(text) <= segments(text + more)


@given(texts, texts)
def test_longer_foreign_text_never_costs_less(text, more):
    assert segments("ë" + text) <= segments("ë" + text + more)


@given(texts)
def test_transliterated_text_without_growth_never_costs_more(text):
    plain = gsm7(text)
    if sum(2 if sign in EXTENDED else 1 for sign in plain) <= len(text):
        assert segments(plain) <= segments(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Café\u00a0 de  FLORE\n", "cafe de flore"), ("STRASSE straße", "strasse strasse"),
        ("Ångström", "angstrom"), ("İstanbul", "istanbul"), ("℡", "tel"), ("", ""),
        ("e\u0301É", "ee"),
    ],
)  # fmt: skip
def test_normalise(text, folded):
    assert normalise(text) == folded


@given(texts)
def test_normalise_twice_is_once(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text("aäAÄeéIİ ", max_size=40))
def test_normalise_knows_no_case(text):
    assert normalise(text.upper()) == normalise(text.lower())


@pytest.mark.parametrize(
    ("word", "text", "hit"),
    [
        ("citrix", "Lek in Citrix NetScaler", True), ("Citrix", "citrix", True),
        ("citrix", "citrixs", False), ("itrix", "Citrix", False), ("café", "CAFE: dicht", True),
        ("windows 10", "Windows  10 en 11", True), ("windows 10", "windows 100", False),
        ("windows 10", "windows\n10", True), ("c++", "C++ runtime", True), ("c++", "abc++", False),
        (".net", "Microsoft .NET 8", True), (".net", "asp.net", False), ("++", "a ++ b", True),
        ("log4j", "log4j-core", True), ("log4j", "(log4j)", True), ("log4j", "log4j2", False),
        ("a.b", "axb", False), ("", "anything", False), ("  ", "any  thing", False),
        ("net net", "net", False), ("ë", "e", True),
    ],
)  # fmt: skip
def test_matches_word(word, text, hit):
    assert matches_word(word, text) is hit


def test_matcher_gives_the_words_that_hit_as_and_in_the_order_given():
    matcher = WordMatcher(["TOPdesk", "Citrix", "Café", "", "Oracle", "citrix"])
    assert matcher.matches(["een cafe", "CITRIX en", "topdesk"]) == [
        "TOPdesk", "Citrix", "Café", "citrix",
    ]  # fmt: skip
    assert matcher.matches([]) == []
    assert WordMatcher([]).matches(["Citrix"]) == []


def test_phrase_does_not_run_on_from_one_text_to_the_next():
    assert WordMatcher(["exchange server"]).matches(["exchange", "server"]) == []


@given(st.lists(st.text("ab+ é", max_size=6), max_size=8), st.text("ab+ é\n", max_size=30))
def test_matcher_agrees_with_looking_word_by_word(words, text):
    def stands(key: str, folded: str) -> bool:
        places = [n for n in range(len(folded)) if folded.startswith(key, n)]
        return any(
            not (folded[:n][-1:].isalnum() or folded[n + len(key) :][:1].isalnum()) for n in places
        )

    expected = [
        word for word in words if normalise(word) and stands(normalise(word), normalise(text))
    ]
    assert WordMatcher(words).matches([text]) == expected


def test_matcher_of_thousands_of_words_is_fast():
    words = [f"leverancier{n} pakket{n % 97}" for n in range(20_000)]
    text = " ".join(f"leverancier{n} pakket{n % 97}" for n in range(0, 20_000, 500)) + " x" * 2_000
    start = time.thread_time()
    matcher = WordMatcher(words)
    built = time.thread_time() - start
    start = time.thread_time()
    found = [matcher.matches([text]) for _each in range(20)]
    spent = (time.thread_time() - start) / 20
    assert found[0] == words[::500]
    assert (built < 1, spent < 0.02) == (True, True)
