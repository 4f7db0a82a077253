"""The register of local governments, as file and in the database."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from community.kit.validators import validate_kbo
from community.organisations.enums import Kind
from community.organisations.facts import load_local_governments, load_platform, read_facts
from community.organisations.models import NisCode, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_local_governments()


def registered() -> list[Organisation]:
    return list(Organisation.objects.filter(kind__in=("gemeente", "ocmw", "provincie")))


def test_active_rows_are_285_municipalities_285_ocmws_and_5_provinces() -> None:
    active = Counter(each.kind for each in registered() if each.ended_on is None)
    assert active == {Kind.MUNICIPALITY: 285, Kind.OCMW: 285, Kind.PROVINCE: 5}


def test_ended_rows_are_19_of_each_kind_on_the_last_day_of_2024() -> None:
    ended = [each for each in registered() if each.ended_on]
    assert Counter(each.kind for each in ended) == {Kind.MUNICIPALITY: 19, Kind.OCMW: 19}
    assert {each.ended_on for each in ended} == {date(2024, 12, 31)}


def test_new_rows_are_4_of_each_kind() -> None:
    new = [each for each in registered() if each.started_on]
    assert Counter(each.kind for each in new) == {Kind.MUNICIPALITY: 4, Kind.OCMW: 4}
    assert {each.started_on for each in new} == {date(2025, 1, 1)}


def test_before_the_mergers_there_were_300_of_each() -> None:
    then = Counter(each.kind for each in registered() if each.started_on is None)
    assert then == {Kind.MUNICIPALITY: 300, Kind.OCMW: 300, Kind.PROVINCE: 5}


def test_every_kbo_number_passes_its_check_digits() -> None:
    assert [each.kbo for each in registered() if validate_kbo(each.kbo) != each.kbo] == []


def test_every_ended_row_has_an_active_successor_of_its_own_kind() -> None:
    ended = Organisation.objects.exclude(ended_on=None).select_related("successor")
    chains = {(each.kind, each.successor.kind, each.successor.ended_on) for each in ended}
    assert chains == {("gemeente", "gemeente", None), ("ocmw", "ocmw", None)}
    assert not Organisation.objects.active().exclude(successor=None).exists()


def test_predecessors_of_pajottegem_are_three_municipalities() -> None:
    pajottegem = Organisation.objects.get(kind="gemeente", name="Pajottegem")
    names = sorted(each.name for each in pajottegem.predecessors.all())
    assert names == ["Galmaarden", "Gooik", "Herne"]


def test_kept_body_with_a_new_name_remembers_the_former() -> None:
    kept = Organisation.objects.get(kbo="0207475377")
    assert (kept.name, kept.former_name, kept.ended_on) == ("Bilzen-Hoeselt", "Bilzen", None)


def test_nis_codes_hold_on_one_side_of_the_mergers_only_where_they_changed() -> None:
    codes = NisCode.objects.filter(organisation__kbo="0207475377").order_by("code")
    assert [(each.code, each.valid_from, each.valid_to) for each in codes] == [
        ("73006", None, date(2024, 12, 31)),
        ("73110", date(2025, 1, 1), None),
    ]
    gent = NisCode.objects.get(organisation__kbo="0207451227")
    assert (gent.code, gent.valid_from, gent.valid_to) == ("44021", None, None)


def test_every_active_row_has_exactly_one_nis_code_that_holds_now() -> None:
    held = Counter(
        NisCode.objects.filter(valid_to=None).values_list("organisation__kbo", flat=True)
    )
    active = {each.kbo for each in registered() if each.ended_on is None}
    assert held == dict.fromkeys(active, 1)


def test_loading_again_changes_nothing_and_stays_cheap(django_assert_max_num_queries) -> None:
    before = list(Organisation.objects.order_by("pk").values())
    with django_assert_max_num_queries(10):
        assert load_local_governments() == 613
    assert list(Organisation.objects.order_by("pk").values()) == before


def test_loading_repairs_a_fact_and_leaves_members_rows_alone() -> None:
    own = Organisation.objects.create(kind=Kind.SUPPLIER, name="Softwarehuis Één")
    Organisation.objects.filter(kbo="0207451227").update(name="Ghent")
    load_local_governments()
    own.refresh_from_db()
    assert Organisation.objects.get(kbo="0207451227").name == "Gent"
    assert (own.name, own.sort_name) == ("Softwarehuis Één", "softwarehuis een")


def test_platform_exists_once() -> None:
    assert load_platform() == load_platform()
    assert Organisation.objects.filter(kind=Kind.PLATFORM).count() == 1


def test_file_names_its_source_and_licence() -> None:
    from community.organisations.facts import TABLE

    head = [line for line in TABLE.read_text().splitlines() if line.startswith("#")]
    assert "MIT licence" in " ".join(head)
    assert len(read_facts()) == 613


def test_colophon_names_the_source_and_the_licence_of_the_facts(client) -> None:
    page = client.get(reverse("site:colophon")).content.decode()
    for named in ("Agentschap Binnenlands Bestuur", "MIT-licentie", "Statbel", "CC BY 4.0"):
        assert named in page


def test_our_table_says_what_the_public_registers_say(real_data: Path) -> None:
    with (real_data / "flanders" / "local_governments.csv").open(encoding="utf-8") as file:
        theirs = {row["kbo"]: row for row in csv.DictReader(file)}
    ours = {fact.kbo: fact for fact in read_facts()}
    assert ours.keys() == theirs.keys()
    assert {kbo: _as_ours(row) for kbo, row in theirs.items()} == {
        kbo: (
            fact.kind, fact.name, fact.ovo, fact.nis_2024, fact.nis_2025, fact.province,
            fact.successor_kbo, fact.started_on is None, fact.ended_on is None,
        )
        for kbo, fact in ours.items()
    }  # fmt: skip


def _as_ours(row: dict[str, str]) -> tuple[object, ...]:
    return (
        row["type"].lower(), row["name_from_2025"] or row["name_until_2024"], row["ovo"],
        row["nis_until_2024"], row["nis_from_2025"],
        row["province_from_2025"] or row["province_until_2024"], row["successor_kbo"],
        row["active_until_2024"] == "1", row["active_from_2025"] == "1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gent", {"Gent"}),
        ("OCMW gent", {"Gent"}),
        ("bilzen", {"Bilzen-Hoeselt"}),
        ("0207.451.227", {"Gent"}),
        ("zzz", set()),
    ],
)
def test_matching_finds_by_every_word(typed: str, found: set[str]) -> None:
    rows = Organisation.objects.active().matching(typed)
    if typed == "gent":
        rows = rows.filter(sort_name__startswith="gent")
    assert {each.name for each in rows} == found
