from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from catalogue.portfolio.models import Component, PortfolioItem, Sbom
from catalogue.portfolio.queries import pairs_of
from catalogue.portfolio.sboms.parts import NoBill
from catalogue.portfolio.services import (
    Line,
    add_item,
    change_item,
    end_item,
    import_rows,
    link_own_names,
    read_sbom,
    remove_sbom,
    restore_item,
)
from catalogue.portfolio.wanted import Wanted
from catalogue.solutions.enums import IdentifierKind
from catalogue.solutions.models import PURL, UnknownName
from catalogue.verbs import PORTFOLIO_CHANGED, VOCABULARY_CHANGED
from community.activity.models import Activity
from community.activity.services import pay_owed, record
from tests.catalogue.portfolio.sboms import samples
from tests.factories import catalogue as make

pytestmark = pytest.mark.django_db


def desk() -> list[tuple[str, str, str]]:
    """What waits for the editors."""
    rows = UnknownName.objects.order_by("product")
    return list(rows.values_list("vendor", "product", "seen_in"))


def told() -> list[dict[str, Any]]:
    rows = Activity.objects.filter(verb=PORTFOLIO_CHANGED.key).order_by("pk")
    return [{name: row.data[name] for name in ("added", "changed", "ended")} for row in rows]


def said(item: PortfolioItem) -> tuple[Any, ...]:
    item = PortfolioItem.objects.get(pk=item.pk)
    return item.solution_id, item.name, item.vendor, item.version, item.vendor_key, item.product_key


def test_adding_keeps_what_was_said_and_tells_it_once(gent, alice):
    counter = make.solution("Loketbalie", "Loketbalie")
    known = add_item(organisation=gent, actor=alice, solution=counter, version=" 12.2 ")
    own = add_item(organisation=gent, actor=alice, name="Ons Kruispunt", vendor="Eigen Werk NV")

    assert said(known) == (counter.pk, "", "", "12.2", "", "")
    assert said(own) == (None, "Ons Kruispunt", "Eigen Werk NV", "", "eigen werk", "ons kruispunt")
    assert told() == [
        {"added": [known.pk], "changed": [], "ended": []},
        {"added": [own.pk], "changed": [], "ended": []},
    ]
    assert (known.organisation, known.added_by, known.origin) == (gent, alice, "ingetypt")
    assert desk() == [("Eigen Werk NV", "Ons Kruispunt", "")]


def test_own_words_that_are_known_become_their_solution(gent, alice):
    counter = make.solution("Loketbalie", "Loketbalie")
    mailbox = make.solution("Postvak Server", "Brugwacht")

    with_version = add_item(organisation=gent, actor=alice, name="Loketbalie 12")
    spelt = add_item(organisation=gent, actor=alice, name="BRUGWACHT postvak-server")
    called = add_item(
        organisation=gent,
        actor=alice,
        name="Postvak Server",
        vendor="Brugwacht Corp.",
        version="2019",
    )

    assert said(with_version) == (counter.pk, "Loketbalie 12", "", "12", "", "loketbalie 12")
    assert said(spelt) == (mailbox.pk, "", "", "", "", "")
    assert said(called) == (mailbox.pk, "", "", "2019", "", "")


def test_the_same_twice_is_refused_and_another_version_is_not(gent, aalst, alice, charlie):
    counter = make.solution("Loketbalie", "Loketbalie")
    add_item(organisation=gent, actor=alice, solution=counter, version="12")
    add_item(organisation=gent, actor=alice, solution=counter, version="11")
    add_item(organisation=aalst, actor=charlie, solution=counter, version="12")

    with pytest.raises(ValidationError, match="staat al in uw portfolio"):
        add_item(organisation=gent, actor=alice, name="loketbalie", version="12")
    with pytest.raises(ValidationError, match="minstens één letter"):
        add_item(organisation=gent, actor=alice, name="!!")
    assert len(told()) == 3


def test_changing_records_only_a_change(gent, alice):
    item = add_item(organisation=gent, actor=alice, name="Ons Kruispunt")
    other = add_item(organisation=gent, actor=alice, name="Ons Plein")

    change_item(item=item, actor=alice, version="3", note="Draait bij ons")
    change_item(item=item, actor=alice, version="3")
    with pytest.raises(ValidationError):
        change_item(item=other, actor=alice, name="ons kruispunt", version="3")

    assert said(item)[3] == "3"
    assert told()[2:] == [{"added": [], "changed": [item.pk], "ended": []}]
    assert Activity.objects.latest("pk").data["fields"] == ["version", "note"]


def test_ending_can_be_undone_once_nothing_took_its_place(gent, alice):
    item = add_item(organisation=gent, actor=alice, name="Ons Kruispunt")
    end_item(item=item, actor=alice)
    end_item(item=item, actor=alice)
    assert not PortfolioItem.objects.in_use().exists()

    restore_item(item=item, actor=alice)
    restore_item(item=item, actor=alice)
    assert PortfolioItem.objects.in_use().get() == item
    assert told()[1:] == [
        {"added": [], "changed": [], "ended": [item.pk]},
        {"added": [item.pk], "changed": [], "ended": []},
    ]

    end_item(item=item, actor=alice)
    add_item(organisation=gent, actor=alice, name="Ons Kruispunt")
    with pytest.raises(ValidationError, match="staat al"):
        restore_item(item=item, actor=alice)


def test_importing_is_one_activity_and_may_run_twice(gent, alice):
    counter = make.solution("Loketbalie", "Loketbalie")
    old = add_item(organisation=gent, actor=alice, solution=counter, version="11")
    rows = [
        Line(Wanted(counter, "Loketbalie", "", "12")),
        Line(Wanted(None, "Ons Kruispunt", "Eigen Werk")),
        Line(Wanted(None, "ons  kruispunt")),
        Line(Wanted(counter, "", "", "11.5"), old.pk),
        Line(Wanted(None, "??")),
    ]

    UnknownName.objects.all().delete()
    first = import_rows(organisation=gent, actor=alice, rows=rows)
    second = import_rows(organisation=gent, actor=alice, rows=rows)

    assert (len(first.added), first.changed, first.double) == (2, [old.pk], 2)
    assert (second.added, second.changed, second.double) == ([], [], 5)
    assert desk() == [("Eigen Werk", "Ons Kruispunt", "")]
    assert said(old)[3] == "11.5"
    assert told()[1:] == [{"added": first.added, "changed": [old.pk], "ended": []}]
    assert set(
        PortfolioItem.objects.filter(pk__in=first.added).values_list("origin", flat=True)
    ) == {"csv"}


def test_importing_never_changes_another_organisations_item(gent, aalst, alice, charlie):
    theirs = add_item(organisation=aalst, actor=charlie, name="Ons Kruispunt", version="1")

    import_rows(organisation=gent, actor=alice, rows=[Line(Wanted(None, "Ons Plein"), theirs.pk)])

    assert said(theirs)[1:4] == ("Ons Kruispunt", "", "1")
    assert PortfolioItem.objects.of(gent).get().name == "Ons Plein"


def test_own_names_are_linked_once_they_are_known(gent, aalst, alice, charlie):
    first = add_item(
        organisation=gent, actor=alice, name="Zaakpad Connect 4.7", note="Via de regio"
    )
    theirs = add_item(organisation=aalst, actor=charlie, name="Connect", vendor="Zaakpad")
    other = add_item(organisation=aalst, actor=charlie, name="Zaakpad Mobiel")
    connect = make.solution("Zaakpad Connect", "Zaakpad")

    record(VOCABULARY_CHANGED, solutions=[connect.pk])
    pay_owed()
    assert link_own_names(solution_ids=[connect.pk]) == 0

    assert said(first) == (connect.pk, "Zaakpad Connect 4.7", "", "4.7", "", "zaakpad connect 4 7")
    assert said(theirs) == (connect.pk, "", "", "", "", "")
    assert said(other)[0] is None
    assert sorted(told()[3:], key=lambda each: each["changed"]) == [
        {"added": [], "changed": [first.pk], "ended": []},
        {"added": [], "changed": [theirs.pk], "ended": []},
    ]


def test_an_own_name_is_joined_to_what_stands_there_already(gent, alice):
    counter = make.solution("Loketbalie", "Loketbalie")
    own = add_item(organisation=gent, actor=alice, name="Het loket", version="12", note="Zuid")
    read_sbom(item=own, content=samples.SPDX, file_name="bom.json", actor=alice)
    keeper = add_item(organisation=gent, actor=alice, solution=counter, version="12")
    make.identifier(counter, IdentifierKind.ALIAS, "Het loket")

    assert link_own_names(solution_ids=[counter.pk]) == 1

    assert said(keeper) == (counter.pk, "Het loket", "", "12", "", "het loket")
    assert PortfolioItem.objects.get(pk=keeper.pk).note == "Zuid"
    assert PortfolioItem.objects.of(gent).in_use().get() == keeper
    assert Sbom.objects.get().item == keeper
    assert told()[-1] == {"added": [], "changed": [keeper.pk], "ended": [own.pk]}


def test_a_bill_of_materials_hangs_under_its_item_and_is_replaced_whole(gent, alice):
    item = add_item(organisation=gent, actor=alice, name="Ons Kruispunt")
    sbom = read_sbom(
        item=item, content=samples.CYCLONEDX, file_name=r"C:\werk\bom.json", actor=alice
    )
    again = read_sbom(item=item, content=samples.CYCLONEDX, file_name="bom.json", actor=alice)

    assert (again.pk, sbom.file_name, sbom.format) == (sbom.pk, "bom.json", "cyclonedx")
    assert list(Component.objects.values_list("name", "purl_key", "vendor_key", "product_key")) == [
        ("log4j-core", "pkg:maven/org.apache.logging.log4j/log4j-core", "", "log4j core"),
        ("openssl", "pkg:generic/openssl", "openssl", "openssl"),
        ("zonder-alles", "", "", "zonder alles"),
    ]
    assert (PURL, "pkg:generic/openssl") in pairs_of([item.pk])

    with pytest.raises(NoBill):
        read_sbom(item=item, content=b"niets", file_name="x", actor=alice)
    assert Component.objects.count() == 3

    read_sbom(item=item, content=samples.SPDX, file_name="spdx.json", actor=alice)
    assert Sbom.objects.get().format == "spdx"
    assert Component.objects.count() == 3
    remove_sbom(item=item, actor=alice)
    remove_sbom(item=item, actor=alice)
    assert not Component.objects.exists()
    assert told()[1:] == [{"added": [], "changed": [item.pk], "ended": []}] * 3
