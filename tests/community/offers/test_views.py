"""The screens of services: the list that turns, a card, and an inquiry."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from community.moderation.things import find
from community.offers.models import Review, ServiceInquiry, ServiceOffer
from community.search.services import catch_up
from tests.factories import offers as make
from tests.factories.experts import skill

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"community:{name}", args=args)


def main(response):
    assert response.status_code == 200, response.status_code
    return html.fromstring(response.content.decode()).xpath("//main")[0]


def words(element) -> str:
    return " ".join(element.text_content().split())


def titles(client, asked="") -> list[str]:
    rows = main(client.get(f"{at('offers')}?{asked}")).xpath(".//*[@class='expert-name']/h2")
    return [words(each) for each in rows]


@pytest.fixture
def market(db):
    made = {}
    for name in ("Eerste", "Tweede", "Derde"):
        here, hand = make.provider(name)
        made[name] = hand
        make.offer(hand, here, title=f"Test van {name}")
    here, hand = make.provider("Groot")
    made["Groot"] = hand
    for n in range(10):
        make.offer(hand, here, title=f"Groot {n}", skills=("gis",), regions=["Limburg"])
    return made


class TestList:
    def test_it_turns_every_day_and_says_so(self, client_of, alice, market):
        client, firsts = client_of(alice), set()
        assert "Een plaats is niet te koop." in words(main(client.get(at("offers"))))
        for n in range(4):
            with time_machine.travel(timezone.now() + timedelta(days=n), tick=False):
                top = titles(client)[:4]
            firsts.add(top[0].split()[-1] if top[0].startswith("Test") else "Groot")
            assert sum(each.startswith("Groot") for each in top) == 1
        # Four days may lie in two rounds; never does one stand in front all the time.
        assert len(firsts) > 1

    @pytest.mark.parametrize(
        ("asked", "number"),
        [("vaardigheid_words=qgis", 0), ("vaardigheid_words=GIS", 10), ("provincie=Antwerpen", 3),
         ("taal=fr", 0), ("q=tweede", 1), ("q=%25", 0)],
    )  # fmt: skip
    def test_filters(self, client_of, alice, market, asked, number):
        assert len(titles(client_of(alice), asked)) == number

    def test_one_and_three_ask_as_many_questions(self, client_of, alice, gent):
        here, hand = make.provider("Huis")
        client, counts = client_of(alice), []
        for number in (1, 2):
            for _ in range(number):
                make.worked(make.offer(hand, here), alice, gent, hand)
            for address in ("/diensten/", "/aanvragen/"):
                client.get(address)
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(address).status_code == 200
                counts.append(len(asked))
        assert counts[:2] == counts[2:]

    def test_a_draft_is_seen_by_its_provider_alone(self, client_of, alice, editor):
        here, hand = make.provider("Huis")
        card = make.offer(hand, here, published=False)
        assert [
            client_of(u).get(at("offer", card.pk)).status_code for u in (hand, alice, editor)
        ] == [200, 404, 404]

    def test_the_search_box_finds_it_by_another_word(self, client_of, alice, newcomer):
        here, hand = make.provider("Huis")
        make.offer(hand, here, skills=("avg",), title="Nazicht van dossiers")
        catch_up()
        assert "Nazicht van dossiers" in words(main(client_of(alice).get("/zoeken/?q=gdpr")))
        assert "Nazicht van dossiers" not in words(main(client_of(newcomer).get("/zoeken/?q=gdpr")))


class TestCard:
    def test_from_the_form_to_the_list(self, client_of, alice, editor):
        skill("pentest")
        here, hand = make.provider("Huis")
        client = client_of(hand)
        client.post(at("offer-new"), {"title": "Test", "summary": "Kort.", "price_form": "per dag", "languages": ["nl"],
                                      "skill_1_words": "inbraaktest"})  # fmt: skip
        card = ServiceOffer.objects.get()
        assert (card.organisation, card.state) == (here, "concept")
        client.post(at("offer-submit", card.pk))
        assert titles(client_of(alice)) == []
        client_of(editor).post(at("offer-decide", card.pk), {"doe": "publiceren"})
        assert titles(client_of(alice)) == ["Test"]

    def test_faults_stand_beside_their_fields(self, client_of):
        _here, hand = make.provider("Huis")
        page = main(client_of(hand).post(at("offer-new"), {"title": "Blijft"}))
        assert "Typ een vaardigheid" in words(page)
        assert page.xpath(".//input[@name='title']/@value") == ["Blijft"]

    def test_a_refusal_says_why(self, client_of, editor):
        here, hand = make.provider("Huis")
        card = make.offer(hand, here, published=False)
        client_of(hand).post(at("offer-submit", card.pk))
        client = client_of(editor)
        client.post(at("offer-decide", card.pk), {"doe": "weigeren"})
        card.refresh_from_db()
        assert card.state == "voorgesteld"
        client.post(at("offer-decide", card.pk), {"doe": "weigeren", "reason": "Te vaag."})
        assert "Te vaag." in words(main(client_of(hand).get(at("offer", card.pk))))


class TestInquiry:
    def test_from_the_question_to_the_answered_review(self, client_of, alice, gent):
        here, hand = make.provider("Huis")
        card = make.offer(hand, here)
        client = client_of(alice)
        client.post(
            at("offer-inquire", card.pk),
            {"text": "Kan dit?", "token": "9f1c2b1e-0000-4000-8000-000000000002"},
        )
        made = ServiceInquiry.objects.get()
        page = main(
            client.post(
                at("inquiry-worked", made.pk), {"began_on": "2026-02-01", "ended_on": "2026-01-01"}
            )
        )
        assert "Het einde ligt vóór het begin." in words(page)
        client.post(
            at("inquiry-worked", made.pk),
            {"began_on": "2026-01-01", "ended_on": "2026-02-01", "is_reference": "on"},
        )
        client_of(hand).post(at("inquiry-worked", made.pk))
        client.post(
            at("inquiry-review", made.pk),
            {"quality": "4", "timing": "5", "contact": "3", "words": "Vlot."},
        )
        review = Review.objects.get()
        client_of(hand).post(at("review-answer", review.pk), {"answer": "Dank u."})
        page = words(main(client.get(at("offer", card.pk))))
        for each in ("Vlot.", "Dank u.", "Gent", "4,0 op 5"):
            assert each in page
        for nobody in (alice, hand):
            assert nobody.email not in page

    def test_charlie_sees_nothing_of_it(self, client_of, alice, charlie, gent):
        here, hand = make.provider("Huis")
        made = make.worked(make.offer(hand, here), alice, gent, hand)
        client = client_of(charlie)
        for name in ("inquiry", "inquiry-review"):
            assert client.get(at(name, made.pk)).status_code == 404
        for name in ("inquiry-worked", "inquiry-close"):
            assert client.post(at(name, made.pk)).status_code == 404


class TestModeration:
    def test_what_can_be_flagged_by_whom(self, alice, newcomer, gent):
        here, hand = make.provider("Huis")
        card = make.offer(hand, here)
        assert find("community.offer", card.pk, alice).title == card.title
        assert find("community.offer", card.pk, newcomer) is None
