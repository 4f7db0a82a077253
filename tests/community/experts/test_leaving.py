"""Whose a request is, who is kept apart, and what becomes of it when somebody leaves his bestuur."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.activity.services import pay_owed
from community.conversations.models import Conversation
from community.conversations.services import block
from community.experts.models import ExpertProfile, HelpMatch, HelpRequest
from community.experts.services import ask_more, close_request, offer_help, reply, run
from community.experts.services.values import Refused
from community.organisations.services import leave
from community.profiles.services import save_profile
from community.search.services import catch_up
from tests.community.forum.killing import fails_at
from tests.factories import experts as make
from tests.people import make_member

pytestmark = pytest.mark.django_db


def test_nobody_answers_or_goes_on_for_another(alice, charlie, aalst):
    dora = make.expert("Dora", aalst, "csharp")
    request = make.request(alice, "csharp")
    match = HelpMatch.objects.get()

    for said in ("ja", "niet-nu", "nooit"):
        with pytest.raises(Refused):
            reply(match=match, actor=charlie, said=said)
    for attempt in (
        lambda: ask_more(request=request, actor=dora),
        lambda: close_request(request=request, actor=dora, is_solved=True),
    ):
        with pytest.raises(Refused):
            attempt()
    match.refresh_from_db()
    request.refresh_from_db()
    assert (match.reply, request.state, Conversation.objects.count()) == ("gevraagd", "open", 0)


@pytest.mark.parametrize("by_asker", [True, False])
def test_who_wants_to_hear_nothing_of_the_other_gets_no_help_of_him(alice, charlie, *, by_asker):
    request = make.request(alice, "gis")
    if by_asker:
        block(user=alice, other=charlie)
    else:
        block(user=charlie, other=alice)

    with pytest.raises(Refused, match="U kunt voor deze hulpvraag geen hulp aanbieden"):
        offer_help(request=request, actor=charlie)
    assert (HelpMatch.objects.count(), Conversation.objects.count()) == (0, 0)


def test_who_left_the_list_of_members_is_found_as_an_expert_neither(client_of, alice, bob, aalst):
    dora = make.expert("Dora", aalst, "csharp", "gis")
    client = client_of(alice)
    catch_up()
    places = ("/experts/", "/zoeken/?q=gis", f"/experts/{dora.pk}/")

    def found() -> list[bool]:
        return ["Dora" in client.get(each).content.decode() for each in places]

    assert found() == [True, True, True]
    save_profile(user=dora, is_listed=False)
    assert found() == [False, False, False]
    assert client.get(f"/experts/{dora.pk}/vraag/").status_code == 404
    make.request(alice, "csharp")
    assert HelpMatch.objects.get().user == dora


def test_a_bestuur_stands_beside_nobody_who_left_it(alice, bob, gent, aalst):
    for user in (alice, bob):
        make.profile(user, organisation=gent)
    make_member(bob, aalst)

    leave(membership=bob.memberships.get(organisation=gent))
    pay_owed()

    shown = dict(ExpertProfile.objects.values_list("user__first_name", "organisation"))
    assert shown == {"Alice": gent.pk, "Bob": None}


def test_what_somebody_asked_for_a_bestuur_ends_when_he_leaves_it(alice, bob, gent):
    for user in (alice, bob):
        make.request(user, "gis")

    leave(membership=bob.memberships.get(organisation=gent))
    pay_owed()

    assert dict(HelpRequest.objects.values_list("asker__first_name", "state")) == {
        "Alice": "open", "Bob": "gesloten",
    }  # fmt: skip


def test_a_request_that_fails_holds_up_no_other(alice):
    first, second = (make.request(alice, "gis") for _ in range(2))
    HelpRequest.objects.update(until=timezone.localdate() - timedelta(days=1))

    with fails_at('UPDATE "community_helprequest"', first.pk):
        assert run() == 1
    assert dict(HelpRequest.objects.values_list("pk", "state")) == {
        first.pk: "open", second.pk: "verlopen",
    }  # fmt: skip
    assert run() == 1
