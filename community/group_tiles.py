"""What hangs on the page of a group, on a member's profile and, of both, on the overview."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.conversations.queries import unread_count
from community.conversations.rules import is_blocked, may_begin_with
from community.counts import counts_of
from community.dashboard.tiles import Tile
from community.events.rules import visible_to
from community.forum.models import Category
from community.forum.rules import may_start, topics_for
from community.groups.enums import WORDS_KIND as GROUP_WORDS
from community.groups.enums import Entrance
from community.groups.models import GroupMembership
from community.groups.queries import announced_to, is_anything_announced
from community.groups.rules import groups_for, groups_of
from community.kit import markdown
from community.moderation.things import find
from community.organisations.rules import current_memberships
from community.profiles.enums import WORDS_KIND as PROFILE_WORDS

ROWS = 5


class GroupTopics(Tile):
    """The talk of a group, what was said since one's last visit marked."""

    key = "community.group_topics"
    title = gettext_lazy("Discussies")
    template = "community/groups/topics_tile.html"
    slot = "group"
    order = 10

    def get_context(self, request: HttpRequest, subject: Any = None) -> dict[str, Any]:
        category = Category.objects.filter(group=subject.pk).first()
        rows = topics_for(request.user).filter(category__group=subject.pk)
        rows = rows.select_related("last_author").order_by("-bumped_at", "-pk")
        return {
            "group": subject, "category": category, "rows": list(rows[:ROWS]),
            "may_start": category is not None and may_start(request.user, category),
        }  # fmt: skip


class GroupAgenda(Tile):
    """What the group plans."""

    key = "community.group_agenda"
    title = gettext_lazy("Agenda")
    template = "community/groups/agenda_tile.html"
    slot = "group"
    order = 20

    def get_context(self, request: HttpRequest, subject: Any = None) -> dict[str, Any]:
        rows = visible_to(request.user).filter(group=subject.pk)
        return {"group": subject, "rows": list(rows.upcoming().order_by("starts_at", "pk")[:ROWS])}


class WriteTo(Tile):
    """On a profile: write to this person, or block him."""

    key = "community.write_to"
    title = gettext_lazy("Bericht sturen")
    template = "community/conversations/profile_actions.html"
    slot = "profile.actions"

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        return {
            "person": subject, "is_own": subject.pk == request.user.pk,
            "may_write": may_begin_with(request.user, subject),
            "is_blocked": is_blocked(blocker=request.user, blocked=subject),
        }  # fmt: skip


class FlagWords(Tile):
    """Under what a member or a group says of itself: that it should not stand so."""

    title = gettext_lazy("Signaleren")
    template = "community/moderation/flag_tile.html"
    order = 90
    kind: str

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        thing = find(self.kind, subject.pk, request.user)
        is_own = thing is not None and thing.author == request.user
        return {"thing": None if is_own else thing}


class FlagProfile(FlagWords):
    key = "community.flag_profile"
    slot = "profile"
    kind = PROFILE_WORDS


class FlagGroup(FlagWords):
    key = "community.flag_group"
    slot = "group.about"
    kind = GROUP_WORDS


class SharedGroups(Tile):
    """On a profile: the groups of this person that the reader may know of."""

    key = "community.profile_groups"
    title = gettext_lazy("Groepen")
    template = "community/groups/profile_tile.html"
    slot = "profile"
    order = 40

    def get_context(self, request: HttpRequest, subject: Any = None) -> dict[str, Any]:
        # Of hidden groups only those that both are in: an invitation tells of no member.
        hidden = Q(entrance=Entrance.HIDDEN) & ~Q(pk__in=groups_of(request.user))
        rows = groups_for(request.user).running().with_member(subject).exclude(hidden)
        rows = rows.order_by("name", "pk")
        return {"rows": list(rows[:20])}


class OwnPlaces(Tile):
    """On one's own profile: the ways to one's messages, groups, skills, level and preferences."""

    key = "community.own_places"
    title = gettext_lazy("Van u")
    template = "community/groups/own_places.html"
    slot = "profile.own"

    def is_shown(self, request: Any) -> bool:
        return bool(request.memberships)

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        mine = GroupMembership.objects.current().filter(user=request.user)
        return {
            "unread": unread_count(request.user),
            "groups": mine.filter(group__ended_at=None).aggregate(n=Count("pk"))["n"],
        }


class Messages(Tile):
    key = "community.messages"
    title = gettext_lazy("Berichten")
    order = 36

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(current_memberships(request.user))

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        number = counts_of(request)["messages"]
        return {
            "url": reverse("community:conversations"),
            "icon": "mail",
            "value": number,
            "unit": ngettext("ongelezen gesprek", "ongelezen gesprekken", number),
            "note": _("Lees wat leden u schreven.")
            if number
            else _("Stel een lid uw vraag, zonder adressen te delen."),
        }


class Groups(Tile):
    key = "community.groups"
    title = gettext_lazy("Groepen")
    order = 37

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(current_memberships(request.user))

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        number = counts_of(request)["groups"]
        return {
            "url": reverse("community:groups"),
            "icon": "users",
            "value": number,
            "unit": ngettext("groep van u", "groepen van u", number),
            "note": _("Werk samen met collega’s van andere besturen.")
            if number
            else _("Vind de kenniskring van uw provincie, of begin een werkruimte."),
        }


class Announcements(Tile):
    """At the top of the overview: what the house says, until its day or until one closes it."""

    key = "community.announcements"
    title = gettext_lazy("Mededelingen")
    template = "community/groups/announcement_tile.html"
    slot = "dashboard.notice"

    def is_shown(self, request: HttpRequest) -> bool:
        return is_anything_announced()

    def get_context(self, request: HttpRequest, subject: Any = None) -> dict[str, Any]:
        rows = announced_to(request.user)[:3]
        return {"rows": [(each, markdown.render(each.text)) for each in rows]}


TILES = (
    GroupTopics, GroupAgenda, WriteTo, SharedGroups, OwnPlaces, Messages, Groups, Announcements,
    FlagProfile, FlagGroup,
)  # fmt: skip
