from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from catalogue.portfolio import tables
from catalogue.portfolio.tables import read_table
from community.kit.csv_safe import csv_lines

PLAIN = "product;leverancier;versie;opmerking\nLoketbalie;Loketbalie NV;12.2;Balie\nKöffie;;;\n"


def rows(content: bytes) -> list[tuple[int, str, str, str, str, str]]:
    found = read_table(content)
    return [(r.line, r["product"], r["name"], r["vendor"], r["version"], r["note"]) for r in found]


PLAIN_ROWS = [
    (2, "Loketbalie", "", "Loketbalie NV", "12.2", "Balie"),
    (3, "Köffie", "", "", "", ""),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_every_dress_gives_the_same_rows(encoding, sign):
    assert rows(PLAIN.replace(";", sign).encode(encoding)) == PLAIN_ROWS


def test_headers_are_known_in_english_and_in_any_order():
    text = "Version,Vendor,Remarks,Software\n12.2,Loketbalie NV,x,Loketbalie"

    assert rows(text.encode()) == [(2, "Loketbalie", "", "Loketbalie NV", "12.2", "")]


def test_without_a_header_the_first_column_is_the_name():
    assert rows(b"Loketbalie\r\n\r\nZaakpad;iets\n") == [
        (1, "Loketbalie", "", "", "", ""),
        (3, "Zaakpad", "", "", "", ""),
    ]


def test_line_numbers_follow_the_file_over_line_ends_within_quotes():
    text = 'naam,opmerking\n"Loket\nbalie","a\nb"\nZaakpad,c\n'

    assert [(r.line, r["product"], r["note"]) for r in read_table(text.encode())] == [
        (2, "Loket balie", "a b"),
        (5, "Zaakpad", "c"),
    ]


def test_a_formula_comes_back_as_it_was():
    lines = "".join(csv_lines(["Naam", "Versie"], [["=SOM(A1)", "-1"], ["'t Loket", "@x"]]))

    found = read_table(lines.encode())

    assert [(r["product"], r["version"]) for r in found] == [("=SOM(A1)", "-1"), ("'t Loket", "@x")]


def test_bad_rows_say_what_is_wrong_and_spare_their_neighbours():
    text = f"naam;versie\n;12\n{'x' * 161};1\nGoed;{'9' * 61}\nGoed;1\n"

    found = read_table(text.encode())

    assert [(r.line, r.error) for r in found] == [
        (2, "Er staat geen naam op deze regel."),
        (3, f"“{'x' * 30}…” is te lang: hoogstens 160 tekens."),
        (4, f"“{'9' * 30}…” is te lang: hoogstens 60 tekens."),
        (5, ""),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "leeg"),
        (b"\n ;; \n", "leeg"),
        (b"naam;versie\n", "alleen een kop"),
        (b"PK\x03\x04\x00\x00", "geen CSV-bestand"),
        (b"a\n" * 5001, "5001 regels"),
        (b"a" * (tables.MOST_BYTES + 1), "2 MB"),
        (b'naam\n"' + b"x" * 200_000, "Regel 2 is niet te lezen"),
    ],
)
def test_what_is_no_list_says_why(content, why):
    with pytest.raises(ValidationError) as refused:
        read_table(content)

    assert why in refused.value.messages[0]
