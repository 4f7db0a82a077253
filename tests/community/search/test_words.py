"""Which words count as the same."""

from __future__ import annotations

import pytest

from community.search.identifiers import asked_for, identifiers_in
from community.search.vectors import vector_of, words_in
from community.search.words import fold, forms, joined, parts, stem_of, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kwetsbaarheid", "kwetsbaarheden"),
        ("veiligheidsplan", "veiligheidsplannen"),
        ("geüpdatet", "geupdatet"),
        ("bestuur", "besturen"),
        ("firewall", "firewalls"),
        ("patch", "patches"),
        ("waarschuwing", "waarschuwingen"),
        ("server", "servers"),
        ("systeem", "systemen"),
        ("lek", "lekken"),
    ],
)
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem_of(fold(one)) == stem_of(fold(other))


@pytest.mark.parametrize(
    ("one", "other"), [("bestuur", "bestuderen"), ("plan", "plank"), ("lek", "lekker")]
)
def test_other_words_do_not(one, other):
    assert stem_of(one) != stem_of(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Programmeren in C#, C++ en .NET", ["programmeren", "in", "c#", "c++", "en", ".net"]),
        ("CVE-2024-3400 in PAN-OS 10.2.9", ["cve-2024-3400", "in", "pan-os", "10.2.9"]),
        ("auto's van de gemeente’s dienst", ["autos", "van", "de", "gemeentes", "dienst"]),
        ("(F#) [a+b] x_y __init__", ["f#", "a+b", "x_y", "init"]),
        ("", []),
        ("\x00 --- ???", []),
    ],
)
def test_text_is_cut_into_words(text, found):
    assert list(tokens(fold(text))) == found


def test_a_word_with_a_joint_is_its_parts_too():
    assert parts("e-mail") == ("e", "mail")
    assert parts("asp.net") == ("asp", "net", ".net")
    assert parts("gent") == ()
    assert joined("e-mail") == "email"
    assert joined("pan-os-10") == ""
    assert forms("c#") == ("c#",)


def test_small_words_are_left_out():
    assert words_in("De lijst van het bestuur") == ["lijst", "bestuur"]


def test_a_vector_bears_any_sign():
    assert vector_of(("it\\s C# 'q'", "A")) == "'s':1A 'c#':2A 'q':3A"


def test_a_vector_stays_within_what_postgresql_takes():
    long = vector_of((" ".join(f"woord{n}x" for n in range(60_000)), "D"), ("gent " * 50_000, "D"))
    assert len(long.encode()) < 1_000_000
    assert ":16384" not in long


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cve 2024-3400 en CVE-2021-44228", ["CVE-2024-3400", "CVE-2021-44228"]),
        ("BE 0207.451.227", ["0207451227"]),
        ("0207451227", ["0207451227"]),
        ("0207451228", []),
        ("44021 gebruikers", []),
        ("niets", []),
    ],
)
def test_numbers_are_known_however_written(text, found):
    assert identifiers_in(text) == found


def test_who_types_five_digits_may_mean_a_nis_code():
    assert asked_for("44021") == ["44021"]
    assert asked_for("CVE-2021-44228") == ["CVE-2021-44228"]
