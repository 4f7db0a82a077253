"""Who reads and does what with achievements, on the screens and for other people's programs."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from community.achievements.models import Achievement, Award, AwardChoice
from community.achievements.rules import shown_awards
from community.achievements.services import (
    choose_showing,
    give,
    issue_badge,
    step_rounds,
    take_back,
)
from community.badges import best_answers
from community.forum.models import BestAnswer, Category, Post, Topic
from community.groups.models import Group
from tests.content.learning.open_badge import is_of, judge
from tests.factories import achievements as make
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db
MINE, OURS = "/prestaties/", "/prestaties/bestuur/"


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def fetch(address: str) -> bytes:
    return Client().get(urlsplit(address).path).content


def test_one_reads_ones_own_and_that_of_the_own_bestuur(
    client_of, editor, alice, bob, charlie, gent
):
    found = make.achievement(actor=editor, rule=make.asks(9))
    give(achievement=found, to=gent, reason="Om de hulp aan buren.", actor=editor)
    page = reverse("community:achievement", args=(found.pk,))

    said = {
        user.first_name: ["Om de hulp aan buren." in text(client_of(user), page),
                          "Gent behaalde 1 prestatie" in text(client_of(user), OURS)]
        for user in (alice, bob, charlie)
    }  # fmt: skip
    assert said == {"Alice": [True, True], "Bob": [True, True], "Charlie": [False, False]}


def test_progress_says_how_far_one_is(client_of, bob, gent):
    make.personal(rule=make.asks(3, make.COURSES))
    make.passed(bob, gent)
    make.passed(bob, gent, days=3)

    page = text(client_of(bob), MINE)
    assert "2 van 3" in page
    assert "voor 3 cursussen geslaagd" in page


def test_of_few_others_nothing_is_counted(client_of, bob, gent):
    from community.organisations.models import Organisation

    found = make.achievement()
    page = reverse("community:achievement", args=(found.pk,))
    others = Organisation.objects.active().governments().exclude(pk=gent.pk)[:5]
    for each in others[:4]:
        make.award(found, each)
    assert "behaalden dit" not in text(client_of(bob), page)
    make.award(found, others[4])
    assert "5 besturen behaalden dit." in text(client_of(bob), page)


def test_lists_take_as_many_queries_with_one_as_with_three(
    client_of, bob, gent, django_assert_max_num_queries
):
    client = client_of(bob)
    make.award(make.personal(name="Eerste"), bob)
    client.get(MINE)
    with django_assert_max_num_queries(100) as one:
        client.get(MINE)
    for name in ("Tweede", "Derde", "Vierde"):
        make.award(make.personal(name=name), bob)
    with django_assert_max_num_queries(100) as more:
        client.get(MINE)

    assert len(one) == len(more)


def test_who_hides_shows_nothing_to_others(client_of, alice, bob, gent):
    for owner, found in ((bob, make.personal()), (gent, make.achievement())):
        award = make.award(found, owner)
        assert list(shown_awards(owner)) == [award]
        choose_showing(owner=owner, hides=True, actor=alice)
        assert list(shown_awards(owner)) == []
        choose_showing(owner=owner, hides=False, actor=alice)
        assert list(shown_awards(owner)) == [award]

    assert client_of(bob).post("/prestaties/bestuur/tonen/", {"tonen": "nee"}).status_code == 403
    client_of(alice).post("/prestaties/bestuur/tonen/", {"tonen": "nee"})
    assert AwardChoice.objects.get(organisation=gent).hides


def test_an_editor_defines_previews_and_starts_it_in_the_browser(client_of, editor, gent, aalst):
    make.items(gent, 3)
    make.items(aalst, 1)
    client = client_of(editor)
    about = {
        "name": "Wie weet wat hij heeft", "description": "U houdt uw portfolio bij.",
        "subject": "bestuur", "period": "eenmalig", "icon": "layers", "join": "all",
        "metric_1": make.PORTFOLIO, "value_1": "2",
    }  # fmt: skip
    client.post("/prestaties/beheer/nieuw/", about)
    found = Achievement.objects.get()
    page = text(client, f"/prestaties/beheer/{found.pk}/")

    assert found.rules.get().rule == make.asks(2)
    assert "1 uitreiking meteen" in page
    assert Award.objects.count() == 0
    client.post(f"/prestaties/beheer/{found.pk}/aanzetten/")
    step_rounds()
    assert [each.organisation for each in Award.objects.all()] == [gent]


def test_a_metric_that_is_not_there_cannot_be_chosen(client_of, editor):
    about = {
        "name": "Meter", "description": "Kort.", "subject": "bestuur", "period": "eenmalig",
        "icon": "star", "join": "all", "metric_1": "maturity.completed", "value_1": "1",
    }  # fmt: skip
    page = client_of(editor).post("/prestaties/beheer/nieuw/", about)

    assert page.status_code == 200
    assert "Meter" in page.content.decode()
    assert Achievement.objects.count() == 0


def test_giving_asks_who_and_why(client_of, editor, alice, gent):
    found = make.achievement(actor=editor, rule=make.asks(9))
    address = f"/prestaties/beheer/{found.pk}/geven/"
    client = client_of(editor)

    assert "Wij vinden niemand" in client.post(
        address, {"to": "Nergenshuizen", "reason": "Goed."}
    ).content.decode()  # fmt: skip
    client.post(address, {"to": "gent", "reason": ""})
    assert Award.objects.count() == 0
    client.post(address, {"to": "0207.451.227", "reason": "Goed."})
    award = Award.objects.get()
    assert (award.organisation, award.reason, award.given_by) == (gent, "Goed.", editor)


def test_the_badge_of_a_person_holds_against_the_letter(bob):
    award = make.award(make.personal(), bob)
    badge = issue_badge(award=award, actor=bob)
    again = issue_badge(award=award, actor=bob)
    found = judge(badge.token, keys="/badges/sleutels.json", fetch=fetch)

    assert badge == again
    assert is_of(found, bob.email)
    assert "Bob" not in json.dumps(found)
    page = text(Client(), reverse("community:award-proof", args=(badge.pk,)))
    assert ("Dit bewijs is echt" in page, "Bob" in page, bob.email in page) == (True, False, False)


def test_the_badge_of_a_bestuur_says_its_kbo_number_and_can_be_taken_back(editor, alice, gent):
    award = make.award(
        make.achievement(skill="Beveiliging", skill_url="https://ecf.example/d1"), gent
    )
    badge = issue_badge(award=award, actor=alice)
    body = json.loads(Client().get("/badges/uitreikingen/ingetrokken.json").content)
    assert body["revokedCredential"] == []
    import jwt

    said = jwt.decode(badge.token, options={"verify_signature": False})
    (one,) = said["credentialSubject"]["identifier"]
    assert (one["identityHash"], one["hashed"]) == ("BE0207451227", False)
    assert said["credentialSubject"]["achievement"]["alignment"][0]["targetName"] == "Beveiliging"

    take_back(award=award, reason="Vergissing.", actor=editor)
    body = json.loads(Client().get("/badges/uitreikingen/ingetrokken.json").content)
    assert [(each["id"], each["revocationReason"]) for each in body["revokedCredential"]] == [
        (said["id"], "Vergissing.")
    ]
    assert Client().get(f"/badges/uitreikingen/{badge.pk}.jwt").status_code == 410
    assert "teruggenomen" in text(Client(), f"/badges/uitreikingen/{badge.pk}/")


def test_only_whose_it_is_asks_a_badge(client_of, alice, bob, charlie, gent):
    award = make.award(make.achievement(), gent)
    address = reverse("community:award-badge", args=(award.pk,))

    assert [client_of(each).post(address).status_code for each in (charlie, bob, alice)] == [
        404, 403, 302,
    ]  # fmt: skip


def _answer(author: Any, by: Any, gent: Any, **category: Any) -> Post:
    made = Category.objects.create(
        name=f"{category}", slug=f"c{Category.objects.count()}", **category
    )
    topic = Topic.objects.create(category=made, kind="vraag", title="Hoe?", author=by)
    post = Post.objects.create(topic=topic, number=1, author=author, organisation=gent)
    BestAnswer.objects.create(post=post, marked_by=by)
    return post


def test_what_is_said_in_a_private_group_counts_nowhere(alice, bob, gent):
    from django.utils import timezone

    group = Group.objects.create(kind="werkgroep", name="Geheim", summary="x")
    _answer(bob, alice, gent, audience="groep", group=group)
    _answer(bob, bob, gent, audience="besturen")
    open_one = _answer(bob, alice, gent, audience="besturen")

    found = best_answers([bob.pk], timezone.now())
    assert [each.evidence for each in found[bob.pk]] == [f"community.post:{open_one.pk}"]


def test_achievements_and_contests_are_faces_of_each_other(client_of, alice, supplier):
    seller = make_user("sofie@softwarehuis.example", "Sofie")
    make_member(seller, supplier)

    def ways(user: Any, address: str) -> list[bool]:
        page = (
            text(client_of(user), address).partition('<nav class="tabs"')[2].partition("</nav>")[0]
        )
        return [f'href="{each}"' in page for each in (MINE, OURS, "/winacties/")]

    assert ways(alice, MINE) == ways(alice, "/winacties/") == [True, True, True]
    assert ways(seller, MINE) == [True, False, True]
