"""CPE names: the examples of NISTIR 7695, what the CSAF schema calls one, and what we know ourselves."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.solutions.facts import read_facts
from catalogue.suppliers.cpe import (
    ANY,
    NAMES,
    Cpe,
    InvalidCpe,
    is_wild,
    parse,
    plain,
    spoken,
    words,
    written,
)


def name(**values: str) -> Cpe:
    return Cpe(**{"part": "a", "vendor": "microsoft", "product": "exchange_server"} | values)


BOUND = [
    ("cpe:/a:microsoft:internet_explorer:8.0.6001:beta",
     "cpe:2.3:a:microsoft:internet_explorer:8.0.6001:beta:*:*:*:*:*:*"),
    ("cpe:/a:microsoft:internet_explorer:8.%02:sp%01",
     "cpe:2.3:a:microsoft:internet_explorer:8.*:sp?:*:*:*:*:*:*"),
    ("cpe:/a:hp:insight_diagnostics:7.4.0.1570:-:~~online~win2003~x64~",
     "cpe:2.3:a:hp:insight_diagnostics:7.4.0.1570:-:*:*:online:win2003:x64:*"),
    ("cpe:/a:hp:insight_diagnostics:7.4.0.1570::~~online~win2003~x64~",
     "cpe:2.3:a:hp:insight_diagnostics:7.4.0.1570:*:*:*:online:win2003:x64:*"),
    ("cpe:/a:hp:openview_network_manager:7.51::~~~linux~~",
     "cpe:2.3:a:hp:openview_network_manager:7.51:*:*:*:*:linux:*:*"),
    ("cpe:/a:foo%5cbar:big%24money_manager_2010:::~~special~ipod_touch~80gb~",
     r"cpe:2.3:a:foo\\bar:big\$money_manager_2010:*:*:*:*:special:ipod_touch:80gb:*"),
    ("cpe:/a:foo~bar:big%7emoney_2010", r"cpe:2.3:a:foo\~bar:big\~money_2010:*:*:*:*:*:*:*:*"),
]  # fmt: skip
"""The examples of NISTIR 7695, each in both bindings."""


@pytest.mark.parametrize(("uri", "formatted"), BOUND)
def test_both_bindings_of_the_standard_are_one_name(uri, formatted):
    assert str(parse(uri)) == formatted
    assert parse(formatted) == parse(uri)


@pytest.mark.parametrize(
    "text",
    [
        "cpe:/a:foo%5cbar:big%24money_2010%07:::~~special~ipod_touch~80gb~",
        "cpe:/a:foo.bar:12.%02.1234",
        "cpe:2.3:a:hp:insight_diagnostics:7.4.*.1570:*:*:*:*:*:*:*",
        "cpe:/a:b:c%zz",
        "cpe:2.3:a:caf\u00e9:c",
    ],
)
def test_what_the_standard_calls_illegal_is_refused(text):
    with pytest.raises(InvalidCpe):
        parse(text)


def test_a_tilde_that_is_spelt_out_packs_nothing():
    assert parse("cpe:/a:b:c:1:-:%7ebeta").edition == r"\~beta"


def test_what_we_write_is_what_the_csaf_schema_calls_a_name(real_data):
    schema = json.loads((real_data / "schemas/csaf/csaf_json_schema.json").read_text())
    (pattern,) = patterns_in(schema)
    ours = [str(parse(text)) for pair in BOUND for text in pair]
    ours += [str(parse(each)) for each in recorded()]

    assert [each for each in ours if not re.fullmatch(pattern, each)] == []


def patterns_in(part: object) -> list[str]:
    """What a schema says of the spelling of a CPE."""
    found = []
    for key, value in part.items() if isinstance(part, dict) else ():
        found += [value] if key == "pattern" and "cpe:2" in str(value) else patterns_in(value)
    return found


def recorded() -> list[str]:
    """The CPEs of our own fact table: real products under the names NVD gives them."""
    names = [value for row in read_facts() for kind, _vendor, value in row.names if kind == "cpe"]
    assert len(names) > 20
    return names


def test_recorded_names_are_read_whole():
    for text in recorded():
        found = parse(text)
        assert text == f"cpe:2.3:{found.part}:{found.vendor}:{found.product}"
        assert not is_wild(found.vendor)
        assert words(found.product)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("CPE:2.3:A:Microsoft:Exchange_Server:2019:*:*:*:*:*:*:*", name(version="2019")),
        ("cpe:2.3:a:microsoft:exchange_server", name()),
        (r"cpe:2.3:a:microsoft:exchange\_server:1\.0:*:*:*:*:*:*:*", name(version="1.0")),
        ("cpe:2.3:a:microsoft:a(b):*:*:*:*:*:*:*:*", name(product=r"a\(b\)")),
        (r"cpe:2.3:a:x:y\:z:\-:*:*:*:*:*:*:*", Cpe("a", "x", r"y\:z", r"\-")),
        ("cpe:/a:microsoft:exchange_server:2019:-", name(version="2019", update="-")),
        ("cpe:/a:microsoft:exchange_server::sp%02", name(update="sp*")),
        ("cpe:/a:hp:insight:7.4.0.1570:-:~~online~win2003~x64~",
         Cpe("a", "hp", "insight", "7.4.0.1570", "-", ANY, ANY, "online", "win2003", "x64", ANY)),
        ("cpe:/a:notepad-plus-plus:notepad%2b%2b", Cpe("a", "notepad-plus-plus", r"notepad\+\+")),
        ("cpe:/o:linux", Cpe("o", "linux", ANY)),
        ("cpe:2.3:a:b", None),
        ("cpe:2.3:q:vendor:product", None),
        ("cpe:2.3:a:vendor::1", None),
        ("cpe:2.3:a:ven dor:product", None),
        ("cpe:2.3:a:ven*dor:product", None),
        ("cpe:2.3:a:vendor:product\\", None),
        ("cpe:2.3:a:b:c:1:2:3:4:5:6:7:8:9", None),
        ("cpe:/a:b:c:d:e:~x:f", None),
        ("exchange", None),
        ("", None),
        ("cpe:2.3:a:b:" + "c" * 3000, None),
    ],
)  # fmt: skip
def test_parse(text, same):
    if same is not None:
        assert parse(text) == same
        return
    with pytest.raises(InvalidCpe):
        parse(text)


def test_words_are_what_people_read():
    assert (spoken("10.*"), words("exchange*")) == ("10.*", "exchange")
    assert words("exchange_server") == "exchange server"
    assert plain(r"c\+\+") == "c++"
    assert (plain(ANY), plain("-"), plain(r"\-")) == ("", "", "-")


@pytest.mark.parametrize(
    ("text", "third", "count"),
    [
        ("cpe:2.3:a:Acme:Tool\\:Kit:1.0:*:*:*:*:*:*:*", "Tool\\:Kit", 11),
        (r"cpe:2.3:a:acme\\:tool:1.0:*:*:*:*:*:*:*", "tool", 11),
        ("cpe:2.3:a:acme:tool:1.0:*:*:*:*:*:*", "", 0),
        ("cpe:2.3:a:acme:tool:1.0:*:*:*:*:*:*:*:*", "", 0),
        ("cpe:/a:acme:tool:1.0", "", 0),
        ("cpe:2.3:a:acme:tool:1.0:*:*:*:*:*:*:\\", "", 0),
        ("", "", 0),
    ],
)  # fmt: skip
def test_written_keeps_what_came_of_a_whole_name(text, third, count):
    found = written(text)

    assert (len(found), (found or [""] * 3)[2]) == (count, third)


SIGNS = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="\\"), min_size=1,
    max_size=12,
)  # fmt: skip
VALUES = st.one_of(
    st.just("*"), st.just("-"),
    SIGNS.map(lambda text: "".join(c if c.isalnum() or c in "_." else "\\" + c for c in text)),
)  # fmt: skip


@given(st.sampled_from("aho*-"), st.lists(VALUES, min_size=10, max_size=10))
def test_a_name_survives_being_written_and_read(part, values):
    first = parse("cpe:2.3:" + ":".join([part, *values]))

    assert parse(str(first)) == first
    assert str(parse(str(first))) == str(first)
    for attribute, value in zip(NAMES[1:], values, strict=True):
        assert plain(getattr(first, attribute)) == plain(value).lower()
    assert written(str(first)) == str(first).removeprefix("cpe:2.3:").split(":") or ":" in "".join(
        map(plain, values)
    )


@given(st.text(max_size=60))
def test_whatever_comes_is_a_name_or_refused(text):
    for head in ("", "cpe:2.3:a:", "cpe:/a:"):
        try:
            found = parse(head + text)
        except InvalidCpe:
            continue
        assert parse(str(found)) == found
