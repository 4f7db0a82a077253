"""A request for help that is hidden is read by its asker alone and asks nobody; put back, it goes on."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from community.experts.models import HelpMatch, HelpRequest
from community.experts.moderating import REQUEST
from community.experts.services import hide_request, offer_help, reply, run
from community.experts.services.values import Refused
from community.moderation.models import ReviewItem
from community.moderation.services import claim, decide
from tests.factories import experts as make
from tests.factories.moderation import reasons

pytestmark = pytest.mark.django_db
HIDDEN = "Deze hulpvraag is verborgen na een signalement."


def at(name, *args):
    return reverse(f"community:{name}", args=args)


@pytest.fixture
def asked(alice, aalst):
    """Of a request that went to three of four experts."""
    for name in ("Dora", "Emma", "Fien", "Guus"):
        make.expert(name, aalst, "csharp")
    return make.request(alice, "csharp", title="Wie kent dit wachtwoord?")


def test_from_the_link_under_it_to_out_of_sight(client_of, alice, charlie, editor, asked):
    page = at("help-request", asked.pk)
    flag = at("flag", REQUEST, asked.pk)
    assert flag in client_of(charlie).get(page).content.decode()
    assert flag not in client_of(alice).get(page).content.decode()
    client_of(charlie).post(flag, {"reason": "spam", "words": ""})
    item = ReviewItem.objects.get(kind=REQUEST, object_id=asked.pk)
    claim(item=item, moderator=editor)
    decide(item=item, moderator=editor, reasons=reasons(), submission=uuid4())

    assert client_of(charlie).get(page).status_code == 404
    assert asked.title not in client_of(charlie).get("/hulpvragen/?toon=alle").content.decode()
    assert HIDDEN in client_of(alice).get(page).content.decode()
    dora = HelpMatch.objects.order_by("pk").first().user
    assert asked.title not in client_of(dora).get("/overzicht/").content.decode()


def test_hidden_it_asks_nobody_and_put_back_it_goes_on(charlie, asked):
    match = HelpMatch.objects.order_by("pk").first()
    for _ in range(2):
        hide_request(pk=asked.pk, actor=None, hidden=True)
    with pytest.raises(Refused):
        reply(match=match, actor=match.user, said="ja")
    with pytest.raises(Refused):
        offer_help(request=asked, actor=charlie)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert (run(), HelpMatch.objects.count()) == (0, 3)
        hide_request(pk=asked.pk, actor=None, hidden=False)
        assert (run(), HelpMatch.objects.count()) == (1, 4)
    assert reply(match=match, actor=match.user, said="ja").reply == "ja"


def test_hidden_it_still_ends_on_its_day(asked):
    hide_request(pk=asked.pk, actor=None, hidden=True)
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        assert run() == 1
    assert HelpRequest.objects.get().state == "verlopen"
