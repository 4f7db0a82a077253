"""Yes, not now and never; and writing to one expert."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from community.conversations.models import Conversation, PrivateMessage
from community.experts.enums import HelpState, Reply
from community.experts.models import Endorsement, HelpMatch, MemberSkill
from community.experts.rules import experts_for, requests_for, skills_for
from community.experts.services import (
    ask_expert,
    close_request,
    endorse,
    offer_help,
    reply,
    verify,
)
from community.experts.services.values import Refused
from community.messaging.models import Delivery
from tests.factories import experts as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def deinze(db):
    return make.municipality("Deinze")


@pytest.fixture
def dora(deinze):
    return make.expert("Dora", deinze, "back-up")


class TestReply:
    def test_yes_brings_both_together(self, alice, dora):
        request = make.request(alice)
        match = reply(
            match=HelpMatch.objects.get(), actor=dora, said=Reply.YES, words="Zo doet u het."
        )
        request.refresh_from_db()
        assert (request.state, request.hours_to_answer) == (HelpState.ANSWERED, 0)
        talk = Conversation.objects.get()
        assert (match.conversation, talk.is_relayed, talk.subject) == (talk, True, request.title)
        said = PrivateMessage.objects.order_by("number").values_list("author", "source")
        assert list(said) == [(alice.pk, "Wij zitten vast."), (dora.pk, "Zo doet u het.")]
        told = Delivery.objects.get(
            message__key=f"help:{request.pk}:yes:{match.pk}", channel="email"
        )
        assert told.user == alice

    def test_said_twice_it_is_said_once(self, alice, dora):
        make.request(alice)
        for _ in range(2):
            reply(match=HelpMatch.objects.get(), actor=dora, said=Reply.YES, words="Zo.")
        assert (Conversation.objects.count(), PrivateMessage.objects.count()) == (1, 2)
        with pytest.raises(Refused, match="zei al ja"):
            reply(match=HelpMatch.objects.get(), actor=dora, said=Reply.NOT_NOW)

    def test_not_now_may_become_yes(self, alice, dora):
        make.request(alice)
        reply(match=HelpMatch.objects.get(), actor=dora, said=Reply.NOT_NOW)
        assert Conversation.objects.count() == 0
        assert reply(match=HelpMatch.objects.get(), actor=dora, said=Reply.YES).reply == Reply.YES

    def test_never_is_about_what_was_asked(self, alice, dora):
        make.has(dora, "gis")
        make.request(alice)
        reply(match=HelpMatch.objects.get(), actor=dora, said=Reply.NEVER)
        rows = MemberSkill.objects.order_by("skill__key").values_list("skill__key", "is_off")
        assert list(rows) == [("back-up", True), ("gis", False)]
        make.has(dora, "back-up")
        assert not MemberSkill.objects.filter(is_off=True).exists()

    def test_too_late(self, alice, dora):
        request = make.request(alice)
        close_request(request=request, actor=alice, is_solved=True)
        with pytest.raises(Refused, match="afgesloten"):
            reply(match=HelpMatch.objects.get(), actor=dora, said=Reply.YES)

    def test_who_reads_it_may_offer_himself(self, alice, charlie, supplier_editor):
        request = make.request(alice, "gis")
        assert offer_help(request=request, actor=charlie).wave == 0
        for nobody in (alice, supplier_editor):
            with pytest.raises(Refused):
                offer_help(request=request, actor=nobody)
        assert HelpMatch.objects.count() == 1


class TestWhoReads:
    def test_a_request_by_its_readers(self, alice, bob, charlie, supplier_editor, dora, newcomer):
        found = {
            each: make.request(alice, "back-up", audience=each)
            for each in ("eigen", "besturen", "leden")
        }
        seen = {
            user.first_name: {
                name for name, row in found.items() if requests_for(user).filter(pk=row.pk).exists()
            }
            for user in (alice, bob, charlie, supplier_editor, dora, newcomer)
        }
        assert seen == {
            "Alice": {"eigen", "besturen", "leden"}, "Bob": {"eigen", "besturen", "leden"},
            "Charlie": {"besturen", "leden"}, "Sofie": {"leden"},
            # She was asked each time.
            "Dora": {"eigen", "besturen", "leden"}, "Nora": set(),
        }  # fmt: skip

    def test_a_skill_by_whom_it_is_shared_with(self, alice, bob, charlie, supplier_editor):
        for key, shared in (("gis", "niemand"), ("avg", "eigen-bestuur"), ("dotnet", "leden")):
            make.has(alice, key, shared=shared)
        seen = {
            user.first_name: set(
                skills_for(user).filter(user=alice).values_list("skill__key", flat=True)
            )
            for user in (alice, bob, charlie, supplier_editor)
        }
        assert seen == {
            "Alice": {"gis", "avg", "dotnet"}, "Bob": {"avg", "dotnet"}, "Charlie": {"dotnet"},
            "Sofie": set(),
        }  # fmt: skip
        make.profile(alice, seen_by_suppliers=True)
        assert set(skills_for(supplier_editor).values_list("skill__key", flat=True)) == {"dotnet"}

    def test_the_list_holds_who_may_be_asked(
        self, alice, charlie, supplier_editor, newcomer, deinze
    ):
        shown = make.expert("Shown", deinze, "gis")
        make.expert("Own", deinze, "gis", shared="eigen-bestuur")
        make.expert("Off", deinze, "gis", may_be_asked=False)
        for user, found in ((alice, [shown.pk]), (supplier_editor, []), (newcomer, [])):
            assert list(experts_for(user).values_list("pk", flat=True)) == found


class TestConfirming:
    def test_a_colleague_once_and_nobody_else(self, alice, bob, charlie):
        row = make.has(alice, "gis")
        for _ in range(2):
            endorse(row=row, by=bob)
        for nobody in (alice, charlie):
            with pytest.raises(Refused):
                endorse(row=row, by=nobody)
        assert [each.by for each in Endorsement.objects.all()] == [bob]

    def test_the_database_refuses_praise_of_oneself(self, alice):
        row = make.has(alice, "gis")
        with pytest.raises(IntegrityError), transaction.atomic():
            Endorsement.objects.create(member_skill=row, owner=alice, by=alice)

    def test_editors_say_why(self, dora, editor):
        profile = dora.expert_profile
        assert verify(profile=profile, actor=editor, reason="Geeft les.").is_verified
        assert not verify(profile=profile, actor=editor, reason="").is_verified


class TestContact:
    def ask(self, person, by):
        return ask_expert(
            profile=person.expert_profile,
            actor=by,
            subject="Back-up",
            source="Hoe?",
            submission=uuid.uuid4(),
        )

    def test_a_member_writes_and_no_address_is_shown(self, alice, dora, client_of):
        talk = self.ask(dora, alice)
        assert {each.user for each in talk.participants.all()} == {alice, dora}
        page = client_of(alice).get(f"/experts/{dora.pk}/").content.decode()
        assert "Dora" in page
        assert dora.email not in page

    def test_a_supplier_does_not(self, supplier_editor, dora):
        with pytest.raises(Refused):
            self.ask(dora, supplier_editor)

    def test_not_more_than_ten_a_day(self, alice, dora):
        for _ in range(10):
            self.ask(dora, alice)
        with pytest.raises(Refused, match="hulpvraag"):
            self.ask(dora, alice)
