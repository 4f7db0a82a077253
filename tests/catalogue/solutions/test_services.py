"""Solutions and the names by which they are recognised."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from catalogue.solutions.models import Identifier, Solution
from catalogue.solutions.services import (
    add_identifier,
    add_solution,
    change_solution,
    learn_name,
    remove_identifier,
)
from catalogue.suppliers.services import add_supplier, change_supplier
from community.activity.models import Activity
from tests.factories import catalogue as make

pytestmark = pytest.mark.django_db


def pairs(solution: Solution) -> list[tuple[str, str, str, str]]:
    rows = solution.identifiers.order_by("pk")
    return [(i.kind, i.vendor_key, i.product_key, i.origin) for i in rows]


def news() -> list[tuple[str, object]]:
    return [(a.verb.removeprefix("catalogue."), a.data) for a in Activity.objects.order_by("pk")]


def test_a_new_solution_is_recognised_by_its_own_name(editor):
    maker = add_supplier(name="Qwelk nv", by=editor)
    made = add_solution(name="Poortmail Server", supplier=maker, summary=" Mail. ", by=editor)

    assert (made.key, made.full_name, made.summary) == (
        "poortmail server", "Qwelk nv Poortmail Server", "Mail.",
    )  # fmt: skip
    assert pairs(made) == [
        ("alias", "", "qwelk nv poortmail server", "redactie"),
        ("naam", "qwelk", "poortmail server", "redactie"),
    ]
    assert news() == [
        ("supplier.changed", {"fields": ["name"]}),
        ("solution.changed", {"fields": ["name"]}),
        ("vocabulary.changed", {"solutions": [made.pk]}),
    ]


@pytest.mark.parametrize("name", ["poortmail!", "Qwelk Poortmail"])
def test_the_same_solution_twice_is_refused(name, editor):
    maker = make.supplier("Qwelk")
    add_solution(name="Poortmail", supplier=maker, by=editor)
    before = Activity.objects.count()
    with pytest.raises(ValidationError) as refused:
        add_solution(name=name, supplier=maker, by=editor)

    assert refused.value.message_dict == {
        "name": ["Deze oplossing bestaat al bij deze leverancier."]
    }
    assert (Solution.objects.filter(supplier=maker).count(), Activity.objects.count()) == (
        1,
        before,
    )


def test_a_name_that_means_another_solution_is_refused_and_says_which(editor):
    make.solution("Poortmail", "Qwelk", aliases=("Balie",))
    with pytest.raises(ValidationError) as refused:
        add_solution(name="Balie", by=editor)

    assert refused.value.message_dict == {
        "name": ["“Balie” betekent al iets anders: Qwelk Poortmail."]
    }
    assert not Solution.objects.filter(name="Balie").exists()


def test_a_renamed_solution_keeps_its_former_names(editor):
    made = add_solution(name="Poortmail", supplier=make.supplier("Qwelk"), by=editor)
    change_solution(
        solution=made, name="Postbus", supplier=made.supplier, kind="component", by=editor
    )

    made.refresh_from_db()
    assert (made.name, made.key, made.kind) == ("Postbus", "postbus", "component")
    assert [pair[2] for pair in pairs(made)] == [
        "qwelk poortmail", "poortmail", "qwelk postbus", "postbus",
    ]  # fmt: skip
    assert [verb for verb, _data in news()].count("vocabulary.changed") == 2


@pytest.mark.parametrize(
    ("kind", "value", "vendor", "pair"),
    [
        ("alias", "Onze Postbus", "", ("", "onze postbus")),
        ("naam", "Mail Server (PMS)", "Qwelk, Inc.", ("qwelk", "mail server pms")),
        ("naam", "Mail", "", ("", "mail")),
        ("cpe", "cpe:2.3:a:qwelk:mail_server:1.2:*:*:*:*:*:*:*", "", ("qwelk", "mail server")),
        ("cpe", r"cpe:2.3:a:qwelk:c\+\+\:x:*", "", ("qwelk", "c++ x")),
        ("cpe", "cpe:/a:qwelk:mail%2bserver:1", "", ("qwelk", "mail+server")),
        ("purl", "pkg:PyPI/Poortmail@1.2?os=x#y", "", ("purl", "pkg:pypi/poortmail")),
        ("purl", "pkg:npm/%40qwelk/mail@1", "", ("purl", "pkg:npm/@qwelk/mail")),
    ],
)
def test_each_kind_of_name_has_its_keys(kind, value, vendor, pair, editor):
    made = make.solution("Poortmail")
    row = add_identifier(solution=made, kind=kind, value=value, vendor=vendor, by=editor)
    add_identifier(solution=made, kind=kind, value=value, vendor=vendor, by=editor)

    assert (row.vendor_key, row.product_key, row.kind) == (*pair, kind)
    assert news() == [("vocabulary.changed", {"solutions": [made.pk]})]


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        ("alias", " !? ", "Geef een naam met minstens één letter of cijfer."),
        ("cpe", "qwelk mail", "Schrijf de CPE volledig"),
        ("cpe", "cpe:2.3:a:qwelk", "Schrijf de CPE volledig"),
        ("cpe", "cpe:2.3:a:*:mail", "Schrijf de CPE volledig"),
        ("cpe", "cpe:/a", "Schrijf de CPE volledig"),
        ("purl", "poortmail", "Schrijf de purl volledig"),
        ("purl", "pkg:pypi", "Schrijf de purl volledig"),
    ],
)
def test_what_is_no_name_is_refused(kind, value, error, editor):
    made = make.solution("Poortmail")
    with pytest.raises(ValidationError, match=error):
        add_identifier(solution=made, kind=kind, value=value, by=editor)

    assert news() == []


def test_a_pair_means_one_solution(editor):
    made, other = make.solution("Poortmail", "Qwelk"), make.solution("Ander")
    with pytest.raises(ValidationError, match="“Qwelk Poortmail” betekent al iets anders: Qwelk"):
        add_identifier(solution=other, kind="cpe", value="cpe:2.3:a:qwelk:poortmail:*", by=editor)

    assert Identifier.objects.filter(vendor_key="qwelk").get().solution == made


def test_a_removed_name_is_gone_and_told(editor):
    made = make.solution("Poortmail", aliases=("Balie",))
    remove_identifier(identifier=made.identifiers.get(value="Balie"), by=editor)

    assert [i.value for i in made.identifiers.all()] == ["Poortmail"]
    assert news() == [("vocabulary.changed", {"solutions": [made.pk]})]


def test_learning_keeps_the_source_and_never_overrules():
    made, other = make.solution("Poortmail", "Qwelk"), make.solution("Ander")
    row = learn_name(solution=made, vendor="Qwelk", product="PMail", learnt_from="CERT Proef")
    again = learn_name(solution=made, vendor="Qwelk", product="PMail", learnt_from="Elders")

    assert row == again
    assert (row.kind, row.origin, row.learnt_from) == ("naam", "geleerd", "CERT Proef")
    assert learn_name(solution=other, vendor="Qwelk", product="PMail", learnt_from="x") is None
    assert learn_name(solution=other, vendor="", product="??", learnt_from="x") is None
    assert learn_name(solution=other, vendor="", product="Andere", learnt_from="x").kind == "alias"
    assert news() == [
        ("vocabulary.changed", {"solutions": [made.pk]}),
        ("vocabulary.changed", {"solutions": [other.pk]}),
    ]


def test_a_supplier_is_one_however_it_is_spelt(editor):
    maker = add_supplier(name="Qwelk, Inc.", website="https://qwelk.example/", by=editor)
    other = add_supplier(name="Straatsoft", by=editor)
    with pytest.raises(ValidationError, match=r"bestaat al: Qwelk, Inc\."):
        add_supplier(name="QWELK NV", by=editor)
    with pytest.raises(ValidationError, match=r"bestaat al: Qwelk, Inc\."):
        change_supplier(supplier=other, name="Qwelk", by=editor)
    with pytest.raises(ValidationError, match="minstens één letter"):
        add_supplier(name="??", by=editor)

    change_supplier(supplier=maker, name="Qwalk", website="", by=editor)
    maker.refresh_from_db()
    assert (maker.name, maker.key, maker.website) == ("Qwalk", "qwalk", "")
