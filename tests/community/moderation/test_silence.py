"""Whoever may not write is told so beside his words, in every room, and nothing of them is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from community.conversations.models import PrivateMessage
from community.conversations.services import start_conversation
from community.experts.models import HelpMatch, HelpRequest
from community.experts.services import reply
from community.groups.models import Announcement, Group, GroupInvitation
from community.offers.models import Review, ServiceInquiry, ServiceOffer
from community.offers.services import review, submit_offer
from community.offers.services.values import Refused
from tests.factories import experts, offers
from tests.factories.groups import group
from tests.factories.moderation import silenced

pytestmark = pytest.mark.django_db
WORDS = "Dit schreef ik met zorg."
UUID = "9f1c2b1e-0000-4000-8000-000000000001"
SAID = "U kunt niet schrijven tot en met"


def at(name: str, *args: Any) -> str:
    return reverse(f"community:{name}", args=args)


def told_beside(response: Any, field: str) -> str:
    """What the box of this field holds, where the refusal stands beside that very box."""
    assert response.status_code == 200
    page = html.fromstring(response.content.decode())
    (box,) = page.xpath(f"//*[@name='{field}']")
    (around,) = box.xpath("ancestor::*[contains(concat(' ', @class, ' '), ' field ')][1]")
    assert SAID in around.text_content()
    return str(box.get("value") or box.text_content()).strip()


def test_a_private_message_is_not_begun(client_of, alice, charlie):
    silenced(alice)
    asked = {"to_words": "Charlie", "subject": "Vraag", "source": WORDS, "submission": UUID}
    assert told_beside(client_of(alice).post(at("message-new"), asked), "source") == WORDS
    assert PrivateMessage.objects.count() == 0


def test_nor_answered(client_of, alice, charlie):
    talk = start_conversation(starter=charlie, recipients=[alice], subject="Vraag", source="Dag.")
    silenced(alice)
    asked = {"source": WORDS, "submission": UUID}
    page = client_of(alice).post(at("message-write", talk.pk), asked)
    assert told_beside(page, "source") == WORDS
    assert PrivateMessage.objects.count() == 1


def test_no_request_for_help_is_asked(client_of, alice):
    experts.skill("csharp")
    silenced(alice)
    asked = {
        "title": "Wie kent dit?", "text": WORDS, "language": "nl", "audience": "besturen",
        "submission": UUID, "skill_1_words": "c#",
        "until": f"{timezone.localdate() + timedelta(days=7)}",
    }  # fmt: skip
    assert told_beside(client_of(alice).post(at("help-ask"), asked), "text") == WORDS
    assert HelpRequest.objects.count() == 0


def test_to_one_he_says_no_but_not_yes(client_of, alice, aalst):
    dora = experts.expert("Dora", aalst, "csharp")
    request = experts.request(alice, "csharp")
    silenced(dora)
    asked = {"antwoord": "ja", "words": WORDS}
    page = client_of(dora).post(at("help-reply", request.pk), asked)
    assert told_beside(page, "words") == WORDS
    match = HelpMatch.objects.get()
    assert (match.reply, PrivateMessage.objects.count()) == ("gevraagd", 0)
    assert reply(match=match, actor=dora, said="niet-nu").reply == "niet-nu"


def test_nor_offers_help_or_writes_to_an_expert(client_of, alice, charlie, aalst):
    request = experts.request(alice, "gis")
    dora = experts.expert("Dora", aalst, "csharp")
    silenced(charlie)
    client = client_of(charlie)
    page = client.post(at("help-reply", request.pk), {"antwoord": "ja", "words": WORDS})
    assert told_beside(page, "words") == WORDS
    asked = {"subject": "Vraag", "source": WORDS, "submission": UUID}
    assert told_beside(client.post(at("expert-ask", dora.pk), asked), "source") == WORDS
    assert (HelpMatch.objects.count(), PrivateMessage.objects.count()) == (0, 0)


def test_a_yes_reaches_an_asker_who_was_silenced_since(alice, aalst):
    """His words were there before; who helps him is not told of it."""
    dora = experts.expert("Dora", aalst, "csharp")
    experts.request(alice, "csharp")
    silenced(alice)
    assert reply(match=HelpMatch.objects.get(), actor=dora, said="ja").reply == "ja"


@pytest.fixture
def card(db: None) -> tuple[ServiceOffer, Any]:
    here, hand = offers.provider("Inbraakhuis")
    return offers.offer(hand, here), hand


def test_no_provider_is_asked(client_of, alice, card):
    silenced(alice)
    page = client_of(alice).post(at("offer-inquire", card[0].pk), {"text": WORDS, "token": UUID})
    assert told_beside(page, "text") == WORDS
    assert ServiceInquiry.objects.count() == 0


def test_work_is_neither_reviewed_nor_answered_for(client_of, alice, gent, card):
    made, hand = card
    work = offers.worked(made, alice, gent, hand)
    held = silenced(alice)
    marks = {"quality": "4", "timing": "4", "contact": "4"}
    page = client_of(alice).post(at("inquiry-review", work.pk), marks | {"words": WORDS})
    assert told_beside(page, "words") == WORDS
    held.delete()
    given = review(inquiry=work, actor=alice, quality=4, timing=4, contact=4, words="Vlot.")
    silenced(hand)
    page = client_of(hand).post(at("review-answer", given.pk), {"answer": WORDS})
    assert told_beside(page, "answer") == WORDS
    assert Review.objects.get().answer == ""


def test_no_service_is_offered_or_changed(client_of, card):
    made, hand = card
    draft = offers.offer(hand, made.organisation, published=False)
    silenced(hand)
    asked = {
        "title": "Nog iets", "summary": "Goed werk.", "text": WORDS, "languages": ["nl"],
        "price_form": "per dag", "skill_1_words": "pentest",
    }  # fmt: skip
    client = client_of(hand)
    assert told_beside(client.post(at("offer-new"), asked), "text") == WORDS
    assert told_beside(client.post(at("offer-edit", made.pk), asked), "text") == WORDS
    with pytest.raises(Refused, match=SAID):
        submit_offer(offer=draft, actor=hand)
    assert SAID in client.post(at("offer-submit", draft.pk), follow=True).content.decode()
    assert sorted(ServiceOffer.objects.values_list("text", "state")) == [
        ("Twee dagen.", "concept"), ("Twee dagen.", "gepubliceerd"),
    ]  # fmt: skip


def test_nothing_is_said_to_a_group_or_the_house(client_of, alice, editor, charlie):
    made = group(alice)
    for each in (alice, editor):
        silenced(each)
    asked = {"title": "Nieuws", "text": WORDS, "submission": UUID}
    page = client_of(alice).post(at("group-announce", made.pk), asked)
    assert told_beside(page, "text") == WORDS
    more = {"audience": "leden", "until": f"{timezone.localdate()}"}
    page = client_of(editor).post(at("announcement-new"), asked | more)
    assert told_beside(page, "text") == WORDS
    assert Announcement.objects.count() == 0
    page = client_of(alice).post(at("group-invite", made.pk), {"member_words": "Charlie"})
    assert told_beside(page, "member_words") == "Charlie"
    assert GroupInvitation.objects.count() == 0


def test_no_group_is_begun_or_worded_anew(client_of, alice):
    made = group(alice)
    silenced(alice)
    asked = {
        "kind": "werkruimte", "name": "Anders", "summary": "Iets.", "description": WORDS,
        "entrance": "op-vraag", "audience": "besturen",
    }  # fmt: skip
    client = client_of(alice)
    assert told_beside(client.post(at("group-new"), asked), "description") == WORDS
    assert told_beside(client.post(at("group-edit", made.pk), asked), "description") == WORDS
    assert list(Group.objects.values_list("name", flat=True)) == ["Samen inkopen"]


def test_reading_goes_on_and_so_does_writing_when_it_is_over(client_of, alice, charlie):
    talk = start_conversation(starter=charlie, recipients=[alice], subject="Vraag", source="Dag.")
    held = silenced(alice)
    client = client_of(alice)
    assert "Dag." in client.get(at("conversation", talk.pk)).content.decode()
    held.until = timezone.now() - timedelta(minutes=1)
    held.save()
    client.post(at("message-write", talk.pk), {"source": WORDS, "submission": UUID})
    assert PrivateMessage.objects.filter(source=WORDS).exists()
