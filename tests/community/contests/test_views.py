"""A contest on the screens."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from community.contests.models import Contest, ContestEntry
from community.contests.services import close, enter, judge_contest, publish
from tests.factories import achievements as make

pytestmark = pytest.mark.django_db


def test_entering_changing_and_withdrawing(client_of, alice, bob, charlie, gent):
    found = make.contest()
    page = f"/winacties/{found.pk}/"
    client = client_of(alice)
    refused = client.post(f"{page}deelnemen/", {"answer_0": "Brussel", "tie_answer": "12"})
    assert "Lees het reglement" in refused.content.decode()
    assert 'value="Brussel"' in refused.content.decode()

    client.post(f"{page}deelnemen/", {"answer_0": "Geheimstad", "tie_answer": "12", "agrees": "on"})
    entry = ContestEntry.objects.get()
    assert (entry.organisation, entry.answers, entry.rules_version) == (gent, ["Geheimstad"], 1)
    shown = {
        user.first_name: "Geheimstad" in client_of(user).get(f"{page}deelnemen/").content.decode()
        for user in (alice, bob, charlie)
    }
    assert shown == {"Alice": True, "Bob": True, "Charlie": False}

    assert client_of(charlie).post(f"{page}intrekken/").status_code == 404
    client_of(bob).post(f"{page}intrekken/")
    entry.refresh_from_db()
    assert entry.withdrawn_at is not None


def test_one_sees_whether_one_fulfils_each_condition_now(client_of, alice, charlie, gent):
    found = make.contest(conditions=make.asks(3))
    make.items(gent, 2)
    page = f"/winacties/{found.pk}/"

    assert "2 van 3" in client_of(alice).get(page).content.decode()
    make.items(gent, 1)
    assert "U voldoet nu aan de voorwaarden" in client_of(alice).get(page).content.decode()
    assert "0 van 3" in client_of(charlie).get(page).content.decode()


def test_a_draft_is_for_editors(client_of, alice, editor):
    found = make.contest(state="ontwerp")

    assert client_of(alice).get(f"/winacties/{found.pk}/").status_code == 404
    assert client_of(editor).get(f"/winacties/{found.pk}/").status_code == 200


def test_a_person_who_did_not_agree_is_not_named_among_the_winners(
    client_of, alice, bob, editor, gent
):
    found = make.contest(subject="persoon")
    for user, shows in ((alice, True), (bob, False)):
        enter(
            contest=found, user=user, organisation=gent, answers=["brussel "],
            tie_answer=Decimal(5), shows_name=shows,
        )  # fmt: skip
    Contest.objects.update(deadline=timezone.now() - timedelta(seconds=1))
    found.refresh_from_db()
    close(contest=found)
    judge_contest(contest=found, value=Decimal(5), source="Telling.", actor=editor)
    assert client_of(alice).get(f"/winacties/{found.pk}/uitslag/").status_code == 404
    publish(contest=found, actor=editor)
    page = client_of(editor).get(f"/winacties/{found.pk}/uitslag/").content.decode()

    assert ("Alice Proef (Gent)" in page, "Bob Proef" in page) == (True, False)
    assert "2 winnaars op 2 deelnames" in page


def test_an_editor_takes_it_from_a_draft_to_the_result(client_of, editor, alice, gent):
    client = client_of(editor)
    now = timezone.localtime()
    about = {
        "title": "Wie kent NIS2?", "summary": "Kort.", "subject": "bestuur", "prizes": "Taart.",
        "prize_count": "2", "opens_at": f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M:%S}",
        "deadline": f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M:%S}", "tie_question": "Hoeveel?",
        "rules_text": "Er wordt niets geloot.", "question_1": "Welke letter?",
        "options_1": "A\nB", "answers_1": "A", "join": "all", "metric_1": make.PORTFOLIO,
        "value_1": "1",
    }  # fmt: skip
    wrong = client.post("/winacties/beheer/nieuw/", about | {"answers_1": "C"})
    assert "Neem het juiste antwoord over" in wrong.content.decode()
    client.post("/winacties/beheer/nieuw/", about)
    found = Contest.objects.get()
    assert found.questions == [{"text": "Welke letter?", "options": ["A", "B"], "answers": ["A"]}]
    assert found.conditions == make.asks(1)

    keep = f"/winacties/beheer/{found.pk}/"
    client.post(f"{keep}openzetten/")
    make.items(gent, 1)
    enter(contest=found, user=alice, organisation=gent, answers=["A"], tie_answer=Decimal(7))
    Contest.objects.update(deadline=timezone.now() - timedelta(seconds=1))
    found.refresh_from_db()
    close(contest=found)
    refused = client.post(f"{keep}beoordelen/", {"value": "", "source": "Telling."})
    assert refused.status_code == 200
    client.post(f"{keep}beoordelen/", {"value": "9", "source": "Telling."})
    assert "Nagerekend: dezelfde uitslag, byte voor byte." in client.get(keep).content.decode()
    client.post(f"{keep}bekendmaken/")
    found.refresh_from_db()
    assert found.state == "bekend"
    assert client.get(f"{keep}lijst.json").content.decode() == found.result.frozen


@pytest.mark.parametrize(
    ("opens", "ends"),
    [("0001-01-01T00:00:00", "2026-12-01T00:00:00"), ("2026-12-01T00:00", "9999-12-31T23:59:59")],
)
def test_a_moment_of_another_age_is_refused_beside_it(client_of, editor, opens, ends):
    asked = {"title": "Blijft staan", "subject": "bestuur", "opens_at": opens, "deadline": ends}
    page = client_of(editor).post("/winacties/beheer/nieuw/", asked)

    assert page.status_code == 200
    assert "Blijft staan" in page.content.decode()
    assert "hoogstens tien jaar van vandaag" in page.content.decode()
    assert Contest.objects.count() == 0
