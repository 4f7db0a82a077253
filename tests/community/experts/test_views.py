"""The screens: what is found, typed, kept and said, with and without script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from community.conversations.models import Conversation
from community.experts.models import ExpertProfile, HelpMatch, HelpRequest, MemberSkill
from community.search.services import catch_up
from tests.factories import experts as make

pytestmark = pytest.mark.django_db
ASK = {
    "title": "Wie kent dit?", "text": "Wij zitten vast.", "language": "nl", "audience": "besturen",
    "submission": "9f1c2b1e-0000-4000-8000-000000000001", "skill_1_words": "c#",
}  # fmt: skip


def at(name, *args):
    return reverse(f"community:{name}", args=args)


def main(response):
    assert response.status_code == 200, response.status_code
    return html.fromstring(response.content.decode()).xpath("//main")[0]


def words(element) -> str:
    return " ".join(element.text_content().split())


def found(client, asked="") -> list[str]:
    rows = main(client.get(f"{at('experts')}?{asked}")).xpath(".//*[@class='expert-name']/h2")
    return [words(each) for each in rows]


@pytest.fixture
def deinze(db):
    return make.municipality("Deinze")


class TestDirectory:
    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            ("", ["Ann", "Ben", "Cas"]), ("vaardigheid_words=c%23", ["Ann"]),
            ("vaardigheid_words=.net", ["Ann", "Ben"]), ("vaardigheid_words=GDPR", ["Cas"]),
            ("vaardigheid_words=.net&niveau=4", ["Ben"]), ("provincie=Limburg", ["Ann", "Ben"]),
            ("taal=fr", ["Cas"]), ("beschikbaar=nu", ["Ann", "Cas"]), ("q=deinze", ["Ann", "Ben", "Cas"]),
            ("q=Ann", ["Ann"]), ("q=%25", []), ("provincie=zomaar", ["Ann", "Ben", "Cas"]),
            ("vaardigheid_words=qwerty", ["Ann", "Ben", "Cas"]), ("q=%00", ["Ann", "Ben", "Cas"]),
        ],
    )  # fmt: skip
    def test_filters(self, client_of, alice, deinze, asked, names):
        tomorrow = timezone.localdate() + timedelta(days=1)
        make.expert("Ann", deinze, "csharp", regions=["Limburg"])
        make.expert("Ben", deinze, "dotnet", level=4, available_from=tomorrow)
        make.expert("Cas", deinze, "avg", languages=["nl", "fr"], regions=["Antwerpen"])
        rows = [each.removesuffix(" Proef") for each in found(client_of(alice), asked)]
        assert sorted(rows) == names

    def test_one_and_three_ask_as_many_questions(self, client_of, alice, deinze):
        client, counts = client_of(alice), []
        make.need(alice.memberships.get().organisation, "gis")
        for names in (("Ann",), ("Ben", "Cas")):
            for name in names:
                user = make.expert(name, deinze, "gis", "avg")
                make.request(user, "gis")
                make.need(make.municipality(f"N{name}"), "gis")
            for address in (
                "/experts/?vaardigheid_words=gis",
                "/hulpvragen/?toon=alle",
                "/vaardigheden/",
            ):
                client.get(address)
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(address).status_code == 200
                counts.append(len(asked))
        assert counts[:3] == counts[3:]

    def test_options_show_the_other_word(self, client_of, alice):
        make.skill("avg")
        page = client_of(alice).get(at("skill-options"), {"q": "gdpr"}).content.decode()
        assert page.count('role="option"') == 1
        assert "GDPR" in page

    def test_the_search_box_finds_an_expert_by_another_word(
        self, client_of, alice, supplier_editor, deinze
    ):
        make.expert("Ann", deinze, "avg")
        make.expert("Stil", deinze, "avg", shared="niemand")
        catch_up()
        assert "Ann" in words(main(client_of(alice).get("/zoeken/?q=gdpr")))
        assert "Stil" not in words(main(client_of(alice).get("/zoeken/?q=gdpr")))
        assert "Ann" not in words(main(client_of(supplier_editor).get("/zoeken/?q=gdpr")))


class TestOwn:
    def test_a_skill_by_its_other_word_without_script(self, client_of, alice):
        make.skill("csharp")
        client = client_of(alice)
        client.post(at("my-skill-add"), {"skill_words": "c#", "level": "3", "shared": "leden"})
        row = MemberSkill.objects.get()
        assert (row.skill.key, row.level, row.shared, row.user) == ("csharp", 3, "leden", alice)
        client.post(
            at("my-skill", row.pk), {"level": "4", "shared": "niemand", "evidence": "Drie jaar."}
        )
        row.refresh_from_db()
        assert (row.level, row.shared, row.evidence) == (4, "niemand", "Drie jaar.")
        client.post(at("my-skill-drop", row.pk))
        assert MemberSkill.objects.count() == 0

    def test_nothing_typed_is_lost_and_the_fault_stands_beside_its_field(self, client_of, alice):
        page = main(
            client_of(alice).post(
                at("my-skill-add"), {"skill_words": "qwerty", "evidence": "Veel."}
            )
        )
        assert "Deze vaardigheid kennen wij niet." in words(page)
        assert page.xpath(".//input[@name='skill_words']/@value") == ["qwerty"]
        assert page.xpath(".//input[@name='evidence']/@value") == ["Veel."]

    def test_the_profile_wants_a_language(self, client_of, alice):
        client = client_of(alice)
        page = main(client.post(at("my-skills"), {"may_be_asked": "on", "most_per_month": "3"}))
        assert "minstens één taal" in words(page)
        client.post(
            at("my-skills"), {"may_be_asked": "on", "most_per_month": "2", "languages": ["nl"]}
        )
        row = ExpertProfile.objects.get()
        assert (row.may_be_asked, row.most_per_month, row.languages) == (True, 2, ["nl"])

    def test_a_language_sent_often_is_one(self, client_of, alice):
        asked = {"may_be_asked": "on", "most_per_month": "2", "languages": ["fr", "nl"] * 100}
        client_of(alice).post(at("my-skills"), asked | {"regions": ["Limburg"] * 50})
        row = ExpertProfile.objects.get()
        assert (row.languages, row.regions) == (["fr", "nl"], ["Limburg"])

    def test_charlie_touches_nothing_of_alice(self, client_of, alice, charlie):
        row = make.has(alice, "gis")
        client = client_of(charlie)
        for name in ("my-skill", "my-skill-drop"):
            assert (
                client.post(at(name, row.pk), {"level": "1", "shared": "leden"}).status_code == 404
            )
        row.refresh_from_db()
        assert row.level == 3


class TestAsking:
    def until(self) -> str:
        return f"{timezone.localdate() + timedelta(days=7)}"

    def test_from_the_form_to_the_conversation(self, client_of, alice, deinze):
        dora = make.expert("Dora", deinze, "csharp")
        client_of(alice).post(at("help-ask"), ASK | {"until": self.until()})
        request = HelpRequest.objects.get()
        assert [each.key for each in request.skills.all()] == ["csharp"]
        client = client_of(dora)
        page = words(main(client.get(at("help-request", request.pk))))
        assert "Ja, ik help" in page
        assert alice.email not in page
        response = client.post(at("help-reply", request.pk), {"antwoord": "ja", "words": "Zo."})
        talk = Conversation.objects.get()
        assert response["Location"] == at("conversation", talk.pk)
        assert "eerste antwoord binnen het uur" in words(
            main(client_of(alice).get(at("help-request", request.pk)))
        )

    def test_the_same_form_twice_is_one_request_and_no_fault(self, client_of, alice):
        make.skill("csharp")
        asked = ASK | {"until": self.until()}
        answers = [client_of(alice).post(at("help-ask"), asked) for _ in range(2)]
        request = HelpRequest.objects.get()
        assert [each.get("Location") for each in answers] == [at("help-request", request.pk)] * 2

    def test_what_was_typed_too_long_stays_and_says_so(self, client_of, alice, deinze):
        dora = make.expert("Dora", deinze, "csharp")
        request = make.request(alice, "csharp")
        words_ = "w" * 4001
        asked = {"antwoord": "ja", "words": words_}
        page = main(client_of(dora).post(at("help-reply", request.pk), asked))
        assert words(page.xpath(".//textarea[@name='words']")[0]) == words_
        assert page.xpath(".//*[@class='field-error']")
        assert Conversation.objects.count() == 0

    def test_faults_stand_beside_their_fields(self, client_of, alice):
        page = main(
            client_of(alice).post(
                at("help-ask"), {"title": "", "text": "Blijft staan.", "until": "2020-01-01"}
            )
        )
        said = words(page)
        for each in ("Typ een vaardigheid", "een dag in de toekomst"):
            assert each in said
        assert words(page.xpath(".//textarea[@name='text']")[0]) == "Blijft staan."
        assert HelpRequest.objects.count() == 0

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (0, "Nu past niemand"),
            (1, "een of twee experts"),
            (2, "een of twee experts"),
            (3, "3 experts"),
        ],
    )
    def test_the_reach_counts_and_names_nobody(self, client_of, alice, deinze, number, said):
        for n in range(number):
            make.expert(f"Naam{n}", deinze, "csharp")
        make.skill("csharp")
        page = (
            client_of(alice)
            .get(at("help-reach"), {"skill_1_words": "c#", "language": "nl"})
            .content.decode()
        )
        assert said in page
        assert "Naam" not in page
        assert "Kies een vaardigheid" in client_of(alice).get(at("help-reach")).content.decode()

    def test_charlie_moves_nothing_of_alices_request(self, client_of, alice, charlie, bob):
        request = make.request(alice, "gis")
        for user in (charlie, bob):
            for name in ("help-more", "help-close"):
                assert client_of(user).post(at(name, request.pk)).status_code == 404
        request.refresh_from_db()
        assert request.state == "open"

    def test_who_was_asked_sees_it_on_the_overview(self, client_of, alice, deinze):
        dora = make.expert("Dora", deinze, "csharp")
        request = make.request(alice, "csharp")
        assert request.title in words(main(client_of(dora).get("/overzicht/")))
        HelpMatch.objects.filter(user=dora).delete()
        assert "Iemand vraagt u om raad" not in words(main(client_of(dora).get("/overzicht/")))


class TestMap:
    def test_only_its_own_people_see_it(self, client_of, alice, charlie, gent):
        make.need(gent, "gis", people=3)
        assert "1 vaardigheid hebt u te weinig mensen" in words(
            main(client_of(alice).get("/vaardigheden/"))
        )
        page = words(main(client_of(charlie).get("/vaardigheden/")))
        assert "Zeg eerst wat uw bestuur nodig heeft." in page

    def test_a_gap_leads_to_who_knows(self, client_of, alice, gent, deinze):
        make.need(gent, "dotnet")
        make.expert("Ann", deinze, "csharp")
        page = main(client_of(alice).get("/vaardigheden/"))
        (link,) = page.xpath(".//td[@data-label='Wat u kunt doen']/a")
        assert words(link) == "1 expert"
        assert found(client_of(alice), link.get("href").partition("?")[2]) == ["Ann Proef"]

    def test_it_begins_with_what_is_advised(self, client_of, alice, gent):
        client = client_of(alice)
        make.skill("avg")
        client.post(at("skill-needs-begin"), {"size": "klein"})
        assert gent.community_skillneeds.count() == 14
        client.post(at("skill-needs"), {"skill_words": "GIS", "level": "4", "people": "2"})
        row = gent.community_skillneeds.get(skill__key="gis")
        assert (row.level, row.people) == (4, 2)
        client.post(at("skill-need-drop", row.pk))
        assert gent.community_skillneeds.count() == 13
