"""What the rooms where people meet hold about them: profile, groups, private messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.conversations.models import Block, Conversation, Participant, PrivateMessage
from community.groups.models import (
    Announcement,
    Group,
    GroupInvitation,
    GroupMembership,
    GroupRequest,
)
from community.groups.services import leave_for_good
from community.privacy.holdings import Holding, Sheet, register_holding
from community.privacy.traces import Traces, scrub
from community.profiles.models import MemberProfile


def _profile(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Profiel"), MemberProfile.objects.filter(user=user),
        ((_("functie"), "function"), (_("over u"), "bio"), (_("telefoon"), "phone"),
         (_("talen"), "languages"), (_("wie stuurt u een bericht"), "contact"),
         (_("in de ledenlijst"), "is_listed"), (_("gewijzigd"), "changed_at")),
    )  # fmt: skip


def _wipe_profile(user: Any, traces: Traces) -> None:
    """His own goes with his account; where a colleague named him, the name goes."""
    scrub(MemberProfile.objects.exclude(user=user), "function", "bio", traces=traces)


register_holding(
    Holding(
        "community.profile", _("Uw profiel"),
        _("Om collega’s te tonen wie u bent, zo veel als u zelf koos."),
        sheets=_profile, wipe=_wipe_profile, order=12, on_erasure=_("Verdwijnt."),
        models=("community.memberprofile",),
    )
)  # fmt: skip


def _groups(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Groepen"), GroupMembership.objects.filter(user=user).order_by("pk"),
        ((_("groep"), "group__name"), (_("rol"), "role"), (_("sinds"), "joined_at"),
         (_("tot"), "left_at")),
    )  # fmt: skip
    yield Sheet(
        _("Vragen om in een groep te komen"), GroupRequest.objects.filter(user=user).order_by("pk"),
        ((_("groep"), "group__name"), (_("toelichting"), "message"), (_("stand"), "state"),
         (_("reden"), "reason")),
    )  # fmt: skip
    yield Sheet(
        _("Uitnodigingen voor een groep"),
        GroupInvitation.objects.filter(user=user).order_by("pk"),
        ((_("groep"), "group__name"), (_("stand"), "state")),
    )
    yield Sheet(
        _("Mededelingen die u schreef"),
        Announcement.objects.filter(author=user).order_by("pk"),
        ((_("titel"), "title"), (_("tekst"), "text")),
    )


def _wipe_groups(user: Any, traces: Traces) -> None:
    leave_for_good(user=user)
    scrub(Group.objects.all(), "name", "summary", "description", traces=traces)
    scrub(Announcement.objects.all(), "title", "text", traces=traces)
    scrub(GroupRequest.objects.exclude(user=user), "message", "reason", traces=traces)


register_holding(
    Holding(
        "community.groups", _("Groepen"),
        _("Om te weten wie erbij hoort en wie de groep trekt."),
        sheets=_groups, wipe=_wipe_groups, order=42,
        on_erasure=_("U verdwijnt uit elke groep. Mededelingen die u schreef, blijven, zonder uw naam."),
        models=("community.groupmembership", "community.grouprequest", "community.groupinvitation",
                "community.announcement", "community.announcementdismissal", "community.group"),
    )
)  # fmt: skip


def _conversations(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Gesprekken"), Participant.objects.filter(user=user).order_by("pk"),
        ((_("onderwerp"), "conversation__subject"), (_("begonnen op"), "conversation__created_at"),
         (_("vertrokken op"), "left_at")),
    )  # fmt: skip
    yield Sheet(
        _("Wat u schreef"), PrivateMessage.objects.filter(author=user).order_by("pk"),
        ((_("gesprek"), "conversation__subject"), (_("tekst"), "source"), (_("op"), "created_at")),
    )  # fmt: skip
    yield Sheet(
        _("Wie u blokkeert"),
        Block.objects.filter(blocker=user).order_by("pk"),
        ((_("sinds"), "at"),),
    )


def _wipe_conversations(user: Any, traces: Traces) -> None:
    """What he wrote stays with whom he wrote it to, without his name; where nobody is left, it goes."""
    scrub(PrivateMessage.objects.all(), "source", traces=traces)
    scrub(Conversation.objects.all(), "subject", traces=traces)
    mine = Participant.objects.filter(user=user).values("conversation")
    others = Participant.objects.exclude(user=user).filter(left_at=None).values("conversation")
    Conversation.objects.filter(pk__in=mine).exclude(pk__in=others).delete()


register_holding(
    Holding(
        "community.conversations", _("Privéberichten"),
        _("Om u met een ander te laten praten. Niemand anders leest mee."),
        sheets=_conversations, wipe=_wipe_conversations, order=48,
        on_erasure=_("Wat u schreef, blijft bij wie het kreeg, zonder uw naam. Gesprekken waarin niemand meer zit, verdwijnen."),
        models=("community.conversation", "community.participant", "community.privatemessage",
                "community.block"),
    )
)  # fmt: skip
