"""Who gets what at the addresses of the catalogue and the portfolio."""

from __future__ import annotations

from tests.house.access_rows import (
    BY_POST,
    IN,
    QRC,
    Outcomes,
    Row,
    only,
    signed_in,
)

KEEPERS = ("alice", "bob", "charlie")
"""Beheerder, ICT and CISO of a bestuur: here the three who work for one."""
ITEM = {"solution_words": "Ons Eigen Zaaksysteem", "solution_chosen": "", "version": "4"}
TO_PORTFOLIO = "to catalogue:portfolio"
TO_ITEM = "to catalogue:portfolio-item"


def kept(gets: str) -> Outcomes:
    """An item of Gent: who keeps another portfolio doesn't find it, who keeps none is refused."""
    return only("alice", "bob", gets=gets, rest="403") | {"charlie": "404", "anonymous": IN}


def drawn(gets: str) -> Outcomes:
    """A list that Alice brought in: not even her colleague finds it."""
    return kept(gets) | {"bob": "404"}


PORTFOLIO = [
    Row("catalogue:portfolio", get=only(*KEEPERS, rest="403"), post=signed_in("405")),
    Row("catalogue:portfolio-export", get=only(*KEEPERS, rest="403"), post=signed_in("405")),
    Row(
        "catalogue:portfolio-add", get=only(*KEEPERS, rest="403"),
        post=only(*KEEPERS, gets=TO_PORTFOLIO, rest="403"), data=ITEM,
    ),
    Row(
        "catalogue:portfolio-quick-start", get=only(*KEEPERS, rest="403"),
        post=only(*KEEPERS, gets=TO_PORTFOLIO, rest="403"), data={"solutions": "common solution"},
    ),
    Row(
        "catalogue:import", get=only(*KEEPERS, rest="403"),
        post=only(*KEEPERS, gets="to catalogue:import-preview", rest="403"),
        data={"text": "Ons Eigen Zaaksysteem"},
    ),
    Row("catalogue:import-preview", "draft", get=drawn("200"), post=signed_in("405")),
    Row(
        "catalogue:import-row", "draft row", get=drawn("200"),
        post=drawn("to catalogue:import-preview"), data={"guess": "common solution"},
    ),
    Row("catalogue:import-take", "draft", get=BY_POST, post=drawn(TO_PORTFOLIO)),
    Row("catalogue:import-drop", "draft", get=BY_POST, post=drawn(TO_PORTFOLIO)),
    Row("catalogue:portfolio-item", "item", get=kept("200"), post=signed_in("405")),
    Row(
        "catalogue:portfolio-change", "item", get=kept("200"), post=kept(TO_ITEM), data=ITEM
    ),
    # Without htmx there is the whole form.
    Row(
        "catalogue:portfolio-version", "item", get=kept("to catalogue:portfolio-change"),
        post=kept(TO_PORTFOLIO), data={"version": "13"},
    ),
    Row("catalogue:portfolio-end", "item", get=BY_POST, post=kept(TO_PORTFOLIO)),
    Row("catalogue:portfolio-restore", "ended item", get=BY_POST, post=kept(TO_PORTFOLIO)),
    # Without a file the form says what is missing.
    Row(
        "catalogue:portfolio-sbom", "item", get=kept("200"), post=kept("200"), data={"x": "x"},
        changes=(),
    ),
    Row("catalogue:portfolio-sbom-remove", "item", get=BY_POST, post=kept(TO_ITEM)),
]  # fmt: skip

PRODUCT = {"name": "Nieuwe oplossing", "kind": "toepassing", "new_supplier": "Nieuw huis"}
TO_SOLUTION = "to catalogue:solution-detail"
TO_SUPPLIERS = "to catalogue:supplier-list"
WORDS = ("editor", *QRC)
"""Who keeps the vocabulary."""

CATALOGUE = [
    Row("catalogue:solution-list", get=signed_in("200"), post=signed_in("405")),
    Row("catalogue:solution-export", get=signed_in("200"), post=signed_in("405")),
    Row("catalogue:solution-search", get=signed_in("200"), post=signed_in("405")),
    # An editor posts a name by which it is recognised too.
    Row(
        "catalogue:solution-detail", "solution", get=signed_in("200"),
        post=only(*WORDS, gets=TO_SOLUTION, rest="403"),
        data={"kind": "alias", "value": "Nieuwe naam"},
    ),
    Row(
        "catalogue:solution-add", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets=TO_SOLUTION, rest="403"), data=PRODUCT,
    ),
    Row(
        "catalogue:solution-change", "solution", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets=TO_SOLUTION, rest="403"), data=PRODUCT,
    ),
    Row(
        "catalogue:solution-merge", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets="to catalogue:solution-list", rest="403"),
        data={"gone_words": "x", "gone_chosen": "other solution", "kept_words": "x",
              "kept_chosen": "solution"},
    ),
    Row(
        "catalogue:identifier-remove", "identifier", get=BY_POST,
        post=only(*WORDS, gets=TO_SOLUTION, rest="403"),
    ),
    Row(
        "catalogue:name-list", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets="to catalogue:name-list", rest="403"),
        data={"names": "unknown name", "doe": "negeren"},
    ),
    Row("catalogue:supplier-list", get=only(*WORDS, rest="403"), post=signed_in("405")),
    Row(
        "catalogue:supplier-add", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets=TO_SUPPLIERS, rest="403"), data={"name": "Nieuw huis"},
    ),
    Row(
        "catalogue:supplier-change", "maker", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets=TO_SUPPLIERS, rest="403"), data={"name": "Ander huis"},
    ),
    Row(
        "catalogue:supplier-merge", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets=TO_SUPPLIERS, rest="403"),
        data={"gone": "other maker", "kept": "maker"},
    ),
]  # fmt: skip
