"""Solutions on the screen: to be read by who signed in, to be changed by editors."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.portfolio.models import PortfolioItem
from catalogue.solutions.models import Identifier, Solution, UnknownName
from catalogue.solutions.services import merge_solutions, note_unknown
from community.activity.models import Activity
from tests.factories import catalogue as make

pytestmark = pytest.mark.django_db

LIST = "/catalogus/oplossingen/"
NEW, MERGE = f"{LIST}nieuw/", f"{LIST}samenvoegen/"
GIVEN = {"name": "Poortmail", "supplier": "", "new_supplier": "Qwelk", "kind": "component",
         "summary": "Mail."}  # fmt: skip


@pytest.fixture(params=["editor", "qrc_editor"])
def editing(request, client_of) -> Any:
    return client_of(request.getfixturevalue(request.param))


@pytest.fixture
def reading(bob, client_of) -> Any:
    return client_of(bob)


def names(response) -> list[str]:
    return [each.full_name for each in response.context["page"]]


class TestReading:
    def test_changing_is_for_editors(self, alice, bob, charlie, helpdesk, client_of):
        made = make.solution("Poortmail", "Qwelk")
        own = f"{LIST}{made.pk}/"
        name = made.identifiers.first()
        remove = f"/catalogus/herkenningsnamen/{name.pk}/verwijderen/"
        before = Activity.objects.count()
        for person in (alice, bob, charlie, helpdesk):
            client = client_of(person)
            assert [client.get(p).status_code for p in (LIST, own)] == [200, 200]
            closed = (NEW, MERGE, f"{own}wijzigen/")
            assert [client.get(path).status_code for path in closed] == [403] * 3
            acts = (*closed, own, remove)
            assert [client.post(path, GIVEN).status_code for path in acts] == [403] * 5
            html = client.get(own).content.decode()
            assert [
                word for word in ("Wijzigen", "Verwijderen", "Samenvoegen") if word in html
            ] == []
        assert Activity.objects.count() == before

    def test_the_list_is_searched_and_filtered(self, reading):
        one = make.solution("Poortmail", "Qwelk", aliases=("Balie",), kind="component")
        make.solution("Poortagenda", "Qwelk")

        assert names(reading.get(LIST, {"q": "bali"})) == ["Qwelk Poortmail"]
        assert names(reading.get(LIST, {"supplier": one.supplier_id})) == [
            "Qwelk Poortagenda", "Qwelk Poortmail",
        ]  # fmt: skip
        assert names(reading.get(LIST, {"q": "qwelk", "kind": "component"})) == ["Qwelk Poortmail"]
        assert names(reading.get(LIST, {"q": "qwelk", "sort": "-name"})) == [
            "Qwelk Poortmail", "Qwelk Poortagenda",
        ]  # fmt: skip

    def test_a_search_in_vain_says_what_is_near(self, reading):
        make.solution("Poortmail", "Qwelk")
        html = reading.get(LIST, {"q": "poortmial"}).content.decode()

        assert "Niets gevonden" in html
        assert "Bedoelde u…" in html
        assert "Qwelk Poortmail" in html

    def test_the_list_costs_the_same_with_one_and_three_rows(self, reading, costs):
        address = f"{LIST}?q=qwelk"
        make.solution("Poortmail", "Qwelk")
        one = costs(reading, address)
        for number in range(2):
            make.solution(f"Poortmail {number}", "Qwelk", aliases=(f"PM {number}",))

        assert costs(reading, address) == one

    def test_the_export_holds_what_was_chosen(self, reading):
        make.solution("Poortmail", "Qwelk", summary="=Mail")
        response = reading.get(f"{LIST}export.csv", {"q": "poortmail"})
        lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

        assert lines == [
            "Leverancier;Oplossing;Soort;In één zin", "Qwelk;Poortmail;Toepassing;'=Mail",
        ]  # fmt: skip

    def test_a_solution_shows_its_names_in_pages(self, reading, costs):
        made = make.solution("Poortmail", "Qwelk")
        address = f"{LIST}{made.pk}/"
        few = costs(reading, address)
        for number in range(30):
            make.identifier(made, "alias", f"Naam {number}", origin="geleerd", learnt_from="CERT X")
        html = reading.get(address).content.decode()

        assert costs(reading, address) == few
        assert len(reading.get(address).context["page"]) == 25
        assert [word for word in ("Geleerd uit een bron", "CERT X") if word not in html] == []

    def test_a_merged_solution_leads_to_the_one_that_stayed(self, reading, editor):
        kept, gone = make.solution("Poortmail", "Qwelk"), make.solution("PMail")
        merge_solutions(kept=kept, gone=gone, by=editor)

        assert reading.get(f"{LIST}{gone.pk}/")["Location"] == f"{LIST}{kept.pk}/"
        assert reading.get(f"{LIST}999999999/").status_code == 404

    def test_who_uses_it_is_told_to_nobody(self, gent, reading, editor, client_of):
        made, other = make.solution("Poortmail", "Qwelk"), make.solution("PMail")
        pages = [f"{LIST}{made.pk}/", LIST, f"{MERGE}?gone_words=PMail&kept_words=Poortmail"]
        before = [client_of(editor).get(page).content.count(b"\n") for page in pages]
        PortfolioItem.objects.create(organisation=gent, solution=made, name="zzq", note="zzq")
        PortfolioItem.objects.create(organisation=gent, solution=other, name="zzq", note="zzq")

        for client in (reading, client_of(editor)):
            html = "".join(client.get(page).content.decode() for page in pages[:2])
            assert "zzq" not in html
        assert [client_of(editor).get(page).content.count(b"\n") for page in pages] == before


class TestSearching:
    def test_options_are_for_the_combobox(self, reading):
        made = make.solution("Poortmail <b>", "Qwelk")
        html = reading.get(f"{LIST}zoek/", {"q": "poortm"}).content.decode()

        assert f'role="option" aria-selected="false" data-value="{made.pk}"' in html
        assert 'data-label="Qwelk Poortmail &lt;b&gt;"' in html
        assert "1 oplossing gevonden." in html

    def test_nothing_found_says_so(self, reading):
        html = reading.get(f"{LIST}zoek/", {"q": "xylofonist"}).content.decode()

        assert 'role="option"' not in html
        assert "Niets gevonden." in html


class TestChanging:
    def test_a_solution_and_its_supplier_are_added(self, editing):
        response = editing.post(NEW, GIVEN)

        made = Solution.objects.get(key="poortmail")
        assert response["Location"] == f"{LIST}{made.pk}/"
        assert (made.full_name, made.kind, made.summary) == (
            "Qwelk Poortmail",
            "component",
            "Mail.",
        )
        assert made.supplier.name == "Qwelk"

    @pytest.mark.parametrize(
        ("bad", "field", "error"),
        [
            ({"name": ""}, "name", "Geef de naam van de oplossing."),
            ({"name": "??"}, "name", "Geef een naam met minstens één letter of cijfer."),
            ({"name": "Balie"}, "name", "“Balie” betekent al iets anders: Straatsoft Loket."),
            ({"new_supplier": "STRAATSOFT nv"}, "new_supplier", "Deze leverancier bestaat al"),
            ({"supplier": "eigen"}, "new_supplier", "Kies een leverancier of geef een nieuwe"),
            ({"kind": "toestel"}, "kind", "Selecteer een geldige keuze."),
        ],
    )  # fmt: skip
    def test_what_cannot_be_says_why_and_keeps_what_was_typed(
        self, bad, field, error, editor, client_of, fields
    ):
        other = make.solution("Loket", "Straatsoft", aliases=("Balie",))
        if "name" in bad:
            bad |= {"new_supplier": ""}
        if "supplier" in bad:
            bad = {"supplier": str(other.supplier_id)}
        before = Activity.objects.count(), Solution.objects.count()
        found = fields(client_of(editor).post(NEW, GIVEN | bad).content.decode())

        assert set(found.errors) == {field}
        assert found.errors[field].startswith(error)
        kept = {k: v for k, v in (GIVEN | bad).items() if k != "kind" or "kind" not in bad}
        assert {name: found.values[name] for name in kept} == kept
        assert (Activity.objects.count(), Solution.objects.count()) == before

    def test_a_solution_is_changed(self, editing):
        made = make.solution("Poortmail", "Qwelk")
        address = f"{LIST}{made.pk}/wijzigen/"
        assert 'value="Poortmail"' in editing.get(address).content.decode()
        changed = {"name": "Postbus", "supplier": made.supplier_id, "kind": "component"}
        editing.post(address, changed | {"summary": ""})

        made.refresh_from_db()
        assert (made.name, made.kind) == ("Postbus", "component")

    def test_names_are_added_and_removed(self, editing):
        made = make.solution("Poortmail", "Qwelk")
        own = f"{LIST}{made.pk}/"
        editing.post(own, {"kind": "naam", "vendor": "Qwelk Inc", "value": "PMail"})
        row = Identifier.objects.get(product_key="pmail")
        assert (row.solution, row.vendor_key, row.origin) == (made, "qwelk", "redactie")

        response = editing.post(f"/catalogus/herkenningsnamen/{row.pk}/verwijderen/")
        assert response["Location"] == own
        assert not Identifier.objects.filter(pk=row.pk).exists()

    def test_a_taken_name_says_whose_it_is(self, editor, client_of, fields):
        made = make.solution("Poortmail", "Qwelk")
        make.solution("Balie")
        given = {"kind": "alias", "vendor": "", "value": "Balie"}
        found = fields(client_of(editor).post(f"{LIST}{made.pk}/", given).content.decode())

        assert found.errors == {"value": "“Balie” betekent al iets anders: Balie."}
        assert found.values == given


class TestDesk:
    DESK = "/catalogus/onbekende-namen/"

    @pytest.fixture
    def desk(self, editor, client_of) -> Any:
        return client_of(editor)

    def note(self, *names: tuple[str, str]) -> list[UnknownName]:
        note_unknown(names, origin="bron", seen_in="CERT Proef")
        return [UnknownName.objects.get(product=product) for _vendor, product in names]

    def states(self) -> list[tuple[str, str]]:
        return list(UnknownName.objects.order_by("product").values_list("product", "state"))

    def test_the_desk_is_for_editors(self, alice, charlie, helpdesk, client_of):
        (name,) = self.note(("", "Balie"))
        for person in (alice, charlie, helpdesk):
            client = client_of(person)
            assert client.get(self.DESK).status_code == 403
            given = {"names": [name.pk], "doe": "negeren"}
            assert client.post(self.DESK, given).status_code == 403
            assert "Onbekende namen" not in client.get(LIST).content.decode()
        assert self.states() == [("Balie", "open")]

    def test_names_wait_with_a_suggestion(self, desk):
        made = make.solution("Poortmail", "Qwelk")
        self.note(("Qwelk", "Poortmail Server"), ("", "Iets anders"))
        response = desk.get(self.DESK)

        rows = {name.product: suggestion for name, suggestion, _t in response.context["rows"]}
        assert rows == {"Poortmail Server": made, "Iets anders": None}
        html = response.content.decode()
        assert "2 namen wachten op u." in html
        assert '<span class="tag info">2<' in html
        assert "Dit is Qwelk Poortmail" in html

    def test_an_empty_desk_says_so(self, desk):
        assert "Niets te doen" in desk.get(self.DESK).content.decode()

    def test_the_desk_is_searched_and_costs_the_same(self, desk, costs):
        self.note(("Qwelk", "Poortmail"))
        one = costs(desk, self.DESK)
        self.note(("Straatsoft", "Loket"), ("", "Balie"))
        assert costs(desk, self.DESK) == one

        found = [n.product for n in desk.get(self.DESK, {"q": "straat"}).context["page"]]
        assert found == ["Loket"]
        assert "Niets gevonden" in desk.get(self.DESK, {"q": "xyz"}).content.decode()

    def test_a_suggestion_is_accepted(self, desk):
        made = make.solution("Poortmail", "Qwelk")
        (name,) = self.note(("Qwelk", "Poortmail Server"))
        response = desk.post(self.DESK, {"voorstel": f"{name.pk}:{made.pk}"}, follow=True)

        assert "1 naam toegewezen." in response.content.decode()
        assert Identifier.objects.get(product_key="poortmail server").solution == made
        again = desk.post(self.DESK, {"voorstel": f"{name.pk}:{made.pk}"}, follow=True)
        assert "Over deze naam is intussen al beslist." in again.content.decode()

    @pytest.mark.parametrize("value", ["", "x:y", "1", f"{'9' * 30}:1", "-1:1"])
    def test_a_suggestion_that_is_none_changes_nothing(self, value, desk):
        self.note(("", "Balie"))

        assert desk.post(self.DESK, {"voorstel": value}).status_code == 302
        assert self.states() == [("Balie", "open")]

    def test_ticked_names_are_assigned_together(self, desk):
        made = make.solution("Poortmail", "Qwelk")
        chosen = self.note(("", "Balie"), ("", "Zolder"))
        self.note(("", "Kelder"))
        given = {"names": [n.pk for n in chosen], "solution_words": "Qwelk Poortmail",
                 "solution_chosen": made.pk, "doe": "toewijzen"}  # fmt: skip
        desk.post(self.DESK, given)

        assert self.states() == [("Balie", "bekend"), ("Kelder", "open"), ("Zolder", "bekend")]

    def test_ticked_names_are_ignored(self, desk):
        chosen = self.note(("", "Balie"), ("", "Zolder"))
        desk.post(self.DESK, {"names": [n.pk for n in chosen], "doe": "negeren"})

        assert self.states() == [("Balie", "genegeerd"), ("Zolder", "genegeerd")]

    def test_a_new_solution_is_made_of_names(self, desk):
        chosen = self.note(("Qwelk", "Poortmail"), ("", "PMail"))
        response = desk.post(self.DESK, {"names": [n.pk for n in chosen], "doe": "nieuw"})
        html = desk.get(response["Location"]).content.decode()
        assert ('value="Poortmail"' in html, 'value="Qwelk"' in html) == (True, True)

        desk.post(NEW, GIVEN | {"names": [n.pk for n in chosen]})
        made = Solution.objects.get(key="poortmail")
        assert self.states() == [("PMail", "bekend"), ("Poortmail", "bekend")]
        assert {i.product_key for i in made.identifiers.all()} == {
            "poortmail", "qwelk poortmail", "pmail",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("given", "error"),
        [
            ({"doe": "toewijzen"}, "Vink eerst een of meer namen aan."),
            ({"doe": "negeren"}, "Vink eerst een of meer namen aan."),
            ({"doe": "toewijzen", "names": "it"}, "Kies de oplossing die deze namen betekenen."),
            ({"doe": "toewijzen", "names": "it", "solution_words": "Onzin"},
             "Kies een oplossing uit de lijst"),
            ({"doe": "toewijzen", "names": "it", "solution_words": "Poortmail"},
             "“Balie” betekent al iets anders: Balie."),
        ],
    )  # fmt: skip
    def test_what_cannot_be_says_why_and_keeps_the_ticks(self, given, error, desk):
        make.solution("Poortmail", "Qwelk")
        (name,) = self.note(("", "Balie"))
        make.solution("Balie")
        given = {k: str(name.pk) if v == "it" else v for k, v in given.items()}
        html = desk.post(self.DESK, given).content.decode()

        assert error in html
        assert (f'value="{name.pk}" checked' in html) is ("names" in given)
        assert self.states() == [("Balie", "open")]


class TestMerging:
    def test_the_screen_asks_first_and_says_what_moves(self, editing):
        kept = make.solution("Poortmail", "Qwelk")
        gone = make.solution("PMail", "Straatsoft", aliases=("Balie",))
        given = {
            "gone_words": "x",
            "gone_chosen": gone.pk,
            "kept_words": "y",
            "kept_chosen": kept.pk,
        }
        html = editing.get(MERGE, given).content.decode()
        assert "Straatsoft PMail gaat op in Qwelk Poortmail" in html
        assert "3 herkenningsnamen verhuizen." in html
        gone.refresh_from_db()
        assert gone.merged_into is None

        editing.post(MERGE, given)
        gone.refresh_from_db()
        assert gone.merged_into == kept

    def test_one_begins_from_the_solution_that_stays(self, editor, client_of):
        kept = make.solution("Poortmail", "Qwelk")
        html = client_of(editor).get(MERGE, {"behouden": kept.pk}).content.decode()

        assert f'name="kept_chosen" value="{kept.pk}"' in html

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_one_cannot_be_merged_with_itself(self, method, editor, client_of, fields):
        kept = make.solution("Poortmail", "Qwelk")
        given = {"gone_words": "Poortmail", "kept_words": "Poortmail"}
        html = getattr(client_of(editor), method)(MERGE, given).content.decode()

        assert "Kies een andere dan die blijft." in html
        kept.refresh_from_db()
        assert kept.merged_into is None

    def test_suppliers_are_merged(self, editing):
        kept = make.solution("Poortmail", "Qwelk").supplier
        gone = make.solution("Loket", "Straatsoft").supplier
        given = {"gone": gone.pk, "kept": kept.pk}
        address = "/catalogus/leveranciers/samenvoegen/"
        assert "1 oplossing verhuist." in editing.get(address, given).content.decode()

        editing.post(address, given)
        gone.refresh_from_db()
        assert (gone.merged_into, kept.solutions.count()) == (kept, 2)
