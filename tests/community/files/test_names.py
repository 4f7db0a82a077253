from __future__ import annotations

import pytest

from community.files.disk import readable
from community.files.names import clean_name, split_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Verslag raad.pdf", "Verslag raad.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\brief.DOCX", "brief.docx"),
        ("factuur\u202egpj.exe", "factuurgpj.exe"),
        ("nul\0teken.pdf", "nulteken.pdf"),
        ("regel\r\nkop: x.pdf", "regel kop- x.pdf"),
        ("e\u0301cole.txt", "école.txt"),
        ("con.txt", "bestand con.txt"),
        ("LPT1.tar.txt", "bestand LPT1.tar.txt"),
        ("...", "bestand"),
        ("", "bestand"),
        (".pdf", "bestand.pdf"),
        ('<a href="x">.pdf', "-a href=-x--.pdf"),
        ("\u200b\u2060verborgen.pdf", "verborgen.pdf"),
        ("punt. .pdf", "punt.pdf"),
        ("..verborgen map.pdf", "verborgen map.pdf"),
    ],
)
def test_a_name_is_made_fit_to_show(given, kept):
    assert clean_name(given) == kept
    assert clean_name(kept) == kept


@pytest.mark.parametrize("sign", ["a", "é", "漢", "👍"])
def test_a_long_name_keeps_its_ending_and_whole_signs(sign):
    kept = clean_name(sign * 400 + ".docx")
    assert kept.endswith(".docx")
    assert 190 < len(kept.encode()) <= 200
    assert set(kept.removesuffix(".docx")) == {sign}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a.PDF", ("a", ".pdf")), ("a", ("a", "")), ("a.b.c", ("a.b", ".c")),
        ("nota v1.2 (def)", ("nota v1.2 (def)", "")), ("a.", ("a.", "")),
    ],
)  # fmt: skip
def test_an_ending_is_letters_after_the_last_dot(name, parts):
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1500, "1,5 kB"),
        (50_000_000, "50 MB"),
        (2 * 10**9, "2 GB"),
    ],
)
def test_a_size_is_said_in_words(size, words):
    assert readable(size) == words
