"""What people and organisations show on the dashboard and the home page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Exists, F, Min, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.activity.models import Owed
from community.award_tiles import TILES as AWARD_TILES
from community.counts import counts_of
from community.dashboard.attention import Attention, AttentionTile, Item
from community.dashboard.enums import Part
from community.dashboard.tiles import Tile, register_tile
from community.events.queries import agenda_of
from community.experts.helps import register_help
from community.forum.digests.wishes import wish_of
from community.forum.queries.unread import since_last_visit
from community.group_tiles import TILES
from community.kpi.queries import latest
from community.messaging.alarms import sounding, words_for
from community.moderation.enums import Gravity
from community.moderation.queries import label_of
from community.moderation.queries import waiting as reviews
from community.moderation.rules import led_groups
from community.organisations.models import JoinRequest, Membership, Organisation
from community.organisations.queries import invitations_for
from community.organisations.rules import (
    has_platform_role,
    is_editor,
    is_helpdesk,
    is_platform_admin,
    is_qrc_editor,
)
from community.skill_tiles import HELPS
from community.skill_tiles import TILES as SKILL_TILES

ROWS = 5
"""As many questions of one kind as the overview shows; the rest is one click away."""


class JoinRequests(AttentionTile):
    """Who wants to join, for the administrator who decides."""

    key = "community.join_requests"
    title = gettext_lazy("Aanvragen om aan te sluiten")
    order = 20

    def is_shown(self, request: Any) -> bool:
        return bool(request.membership and request.membership.is_administrator)

    def get_attention(self, request: Any) -> Attention:
        found = JoinRequest.objects.open().of(request.organisation).select_related("user")
        rows = list(found[: ROWS + 1])
        if len(rows) <= ROWS:
            request.open_requests = len(rows)
        url = reverse("community:organisation")
        items = [
            Item(
                title=_("%(name)s wil aansluiten") % {"name": row.user},
                text=_("Het maildomein is bekend.") if row.domain_known else row.message,
                url=url, tag_label=_("Aanvraag"), tag_icon="user-plus", when=row.created_at,
                action_label=_("Beslissen"),
            )
            for row in rows[:ROWS]
        ]  # fmt: skip
        number = min(len(rows), ROWS)
        sentence = ngettext(
            "%(n)d aanvraag wacht op uw beslissing.",
            "%(n)d aanvragen wachten op uw beslissing.", number,
        ) % {"n": number}  # fmt: skip
        if len(rows) > ROWS:
            sentence = _("Meer dan %(n)d aanvragen wachten op uw beslissing.") % {"n": ROWS}
        return Attention(
            sentence=sentence, items=items, action_url=url, action_label=_("Aanvragen beslissen")
        )


class Invitations(AttentionTile):
    """Who asks this person in; shown while he belongs nowhere."""

    key = "community.invitations"
    title = gettext_lazy("Uitnodigingen")
    order = 10

    def is_shown(self, request: Any) -> bool:
        return not request.memberships

    def get_attention(self, request: Any) -> Attention:
        rows = list(invitations_for(request.user)[:ROWS])
        items = [
            Item(
                title=_("%(name)s nodigt u uit") % {"name": row.organisation},
                url=reverse("community:join"), tag_label=_("Uitnodiging"), tag_icon="mail",
                when=row.created_at, action_label=_("Bekijken"),
            )
            for row in rows
        ]  # fmt: skip
        return Attention(items=items, sentence=_("Er wacht een uitnodiging op u."))


class Reviews(AttentionTile):
    """What members wrote that waits for a moderator, the gravest first."""

    key = "community.reviews"
    title = gettext_lazy("Nazicht van berichten")
    order = 25

    def is_shown(self, request: HttpRequest) -> bool:
        return is_editor(request.user) and counts_of(request)["reviews"] > 0

    def get_attention(self, request: Any) -> Attention:
        rows = list(reviews(request.user)[: ROWS + 1])
        url = reverse("community:review-list")
        items = [
            Item(
                title=f"{label_of(each.kind)}: {str(each.get_why_display()).lower()}",
                url=reverse("community:review-item", args=(each.pk,)),
                tag_label=str(each.get_gravity_display()), tag_icon="flag",
                tag_tone="danger" if each.gravity == Gravity.GRAVE else "info",
                when=each.created_at, action_label=_("Nazien"),
            )
            for each in rows[:ROWS]
        ]  # fmt: skip
        number = min(len(rows), ROWS)
        sentence = ngettext(
            "%(n)d bijdrage wacht op nazicht.", "%(n)d bijdragen wachten op nazicht.", number
        ) % {"n": number}
        if len(rows) > ROWS:
            sentence = _("Meer dan %(n)d bijdragen wachten op nazicht.") % {"n": ROWS}
        return Attention(
            sentence=sentence, items=items, more_url=url if len(rows) > ROWS else "",
            action_url=url, action_label=_("Nazien"),
        )  # fmt: skip


class GroupReviews(Tile):
    """On the page of a group, for its leaders: what waits there for them."""

    key = "community.group_reviews"
    title = gettext_lazy("Nazicht van berichten")
    template = "community/moderation/group_tile.html"
    slot = "group"
    order = 5

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(led_groups(request.user))

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        if subject is None or subject.pk not in led_groups(request.user):
            return {"number": 0}
        return {"number": reviews(request.user).filter(group=subject.pk).count()}


class Trouble(AttentionTile):
    """What goes wrong behind the screens, for those who run the platform; a minute old at most."""

    key = "community.trouble"
    title = gettext_lazy("Storingen")
    order = 5

    def is_shown(self, request: HttpRequest) -> bool:
        return is_platform_admin(request.user) or is_qrc_editor(request.user)

    def get_attention(self, request: Any) -> Attention:
        alarms, stuck = cache.get_or_set(self.key, _trouble, 60) or _trouble()
        url = reverse("admin:community_owed_changelist") if request.user.is_staff else ""
        return Attention(
            items=[_alarm(*each) for each in alarms] + [_stuck(*each, url=url) for each in stuck],
            sentence=_("Er is een storing die u moet bekijken."),
        )


def _trouble() -> tuple[list[Any], list[Any]]:
    stuck = Owed.objects.stuck().values("reaction")
    stuck = stuck.annotate(n=Count("pk"), since=Min("activity__at")).order_by("since")
    return (
        [(each.data["code"], each.at) for each in sounding()],
        list(stuck.values_list("reaction", "n", "since")[:ROWS]),
    )


def _alarm(code: str, at: datetime) -> Item:
    return Item(
        title=words_for(code), url="",
        text=_("De berichten die hierdoor niet weggingen, staan in het verzendregister."),
        tag_label=_("Storing"), tag_tone="danger", tag_icon="alert", when=at,
    )  # fmt: skip


def _stuck(reaction: str, number: int, since: datetime, *, url: str) -> Item:
    return Item(
        title=_("%(reaction)s lukt niet") % {"reaction": reaction}, url=url,
        text=ngettext(
            "%(n)d reactie wacht en wordt vanzelf opnieuw geprobeerd.",
            "%(n)d reacties wachten en worden vanzelf opnieuw geprobeerd.", number,
        ) % {"n": number},
        tag_label=_("Storing"), tag_tone="danger", tag_icon="alert", when=since,
        action_label=_("Bekijken") if url else "",
    )  # fmt: skip


class People(Tile):
    key = "community.people"
    title = gettext_lazy("Bestuur en leden")
    order = 30
    part = Part.GOVERNMENT

    def is_shown(self, request: Any) -> bool:
        return request.organisation is not None

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        number = counts_of(request)["members"]
        may_manage = request.membership.is_administrator
        return {
            "url": reverse("community:organisation"),
            "icon": "users",
            "value": number,
            "unit": ngettext("lid van %(name)s", "leden van %(name)s", number)
            % {"name": request.organisation},
            "note": _("Nodig de collega’s uit die mee moeten weten wat er speelt.")
            if may_manage
            else _("Zie wie in uw organisatie welke rol heeft."),
        }


class Notices(Tile):
    """Its figure is the bell's own, which the page has counted already."""

    key = "community.notices"
    title = gettext_lazy("Meldingen")
    template = "community/dashboard/notices_tile.html"
    order = 40


class Helpdesk(Tile):
    key = "community.helpdesk"
    title = gettext_lazy("Helpdesk")
    order = 70
    part = Part.KEEPING

    def is_shown(self, request: HttpRequest) -> bool:
        return is_helpdesk(request.user)

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        waiting = counts_of(request)["helpdesk"]
        return {
            "url": reverse("community:helpdesk"),
            "icon": "circle-help",
            "value": waiting,
            "unit": ngettext("aanvraag zonder beheerder", "aanvragen zonder beheerder", waiting),
            "note": _("Keur de eerste beheerder van een bestuur goed.")
            if waiting
            else _("Niemand wacht op de helpdesk."),
        }


class Figures(Tile):
    key = "community.figures"
    title = gettext_lazy("Indicatoren")
    order = 80
    part = Part.KEEPING

    def is_shown(self, request: HttpRequest) -> bool:
        return has_platform_role(request.user)

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        measured = latest("community.governments")
        return {
            "url": reverse("community:indicators"),
            "icon": "gauge",
            "value": int(measured.value) if measured else "–",
            "unit": _("betrokken besturen"),
            "note": _("Bekijk hoe het platform groeit.")
            if measured
            else _("Nog niet gemeten. De eerste meting volgt binnen het uur."),
        }


class NextEvent(Tile):
    """What comes next in one's own agenda, else in the house's."""

    key = "community.next_event"
    title = gettext_lazy("Volgende activiteit")
    template = "community/events/next_tile.html"
    order = 35
    part = Part.KNOWLEDGE

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        rows = agenda_of(request.user).standing().upcoming()
        mine_first = rows.order_by(F("mine").asc(nulls_last=True), "starts_at", "pk")
        return {"event": mine_first.first()}


class Forum(Tile):
    """What colleagues of other governments wrote since this person was last on the forum."""

    key = "community.forum"
    title = gettext_lazy("Forum")
    template = "community/forum/since_tile.html"
    order = 25

    def is_shown(self, request: Any) -> bool:
        return bool(request.memberships)

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        return {"since": since_last_visit(request.user)}


class DemoNotice(Tile):
    """On the home page: that its figures count invented rows. Such rows exist only with DEBUG."""

    key = "community.demo_notice"
    title = gettext_lazy("Voorbeeldgegevens")
    template = "community/dashboard/demo_notice.html"
    slot = "home.notice"

    def is_shown(self, request: HttpRequest) -> bool:
        return settings.DEBUG and Organisation.objects.filter(is_demo=True).exists()


class PublicGovernments(Tile):
    """On the home page: how many governments take part, of how many there are."""

    key = "community.public_governments"
    title = gettext_lazy("Lokale besturen")
    template = "community/dashboard/home_figure.html"
    slot = "home"
    order = 10

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        inside = Exists(Membership.objects.current().filter(organisation=OuterRef("pk")))
        numbers = (
            Organisation.objects.active()
            .governments()
            .aggregate(all=Count("pk"), inside=Count("pk", filter=inside))
        )
        return {
            "icon": "building",
            "value": numbers["inside"],
            "unit": _("van %(all)d besturen") % {"all": numbers["all"]},
            "note": _("doen mee en waarschuwen hun mensen via VlaVirGem."),
        }


class DigestChoice(Tile):
    """Among one's preferences: how often the forum comes in one mail."""

    key = "community.digest_choice"
    title = gettext_lazy("Samenvatting van het forum")
    template = "community/forum/digest_choice.html"
    slot = "preferences"

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        wish = wish_of(request.user)
        return {"wish": wish, "rhythm": wish.get_rhythm_display()}


for each in (
    DigestChoice, Trouble, Invitations, JoinRequests, Reviews, GroupReviews, People, Notices, Forum, NextEvent, Helpdesk, Figures, DemoNotice, PublicGovernments,
    *TILES, *SKILL_TILES, *AWARD_TILES,
):  # fmt: skip
    register_tile(each())
for help_ in HELPS:
    register_help(help_)
