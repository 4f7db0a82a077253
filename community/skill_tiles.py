"""What skills, requests for help and services show on screens that are not theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.counts import counts_of
from community.dashboard.attention import Attention, AttentionTile, Item
from community.dashboard.tiles import Tile
from community.experts.helps import Help, Suggestion
from community.experts.models import HelpMatch, Skill
from community.experts.queries.directory import counts_by_skill
from community.experts.queries.skills import shown_skills
from community.experts.rules import is_member
from community.offers.enums import OfferState
from community.offers.models import ServiceOffer
from community.offers.queries import cards_by_skill
from community.organisations.rules import is_editor

ROWS = 5


class AskedOfMe(AttentionTile):
    """Who asks this person for help, and has no answer yet."""

    key = "community.help_asked_of_me"
    title = gettext_lazy("Hulpvragen aan u")
    order = 25

    def is_shown(self, request: HttpRequest) -> bool:
        return is_member(request.user) and counts_of(request)["help asked"] > 0

    def get_attention(self, request: Any) -> Attention:
        mine = HelpMatch.objects.waiting().filter(user=request.user.pk)
        rows = list(mine.select_related("request__organisation").order_by("asked_at", "pk")[:ROWS])
        items = [
            Item(
                title=each.request.title, url=reverse("community:help-request", args=(each.request_id,)),
                text=str(each.request.organisation), tag_label=_("Hulpvraag"), tag_icon="circle-help",
                when=each.asked_at, action_label=_("Antwoorden"),
            )
            for each in rows
        ]  # fmt: skip
        sentence = ngettext(
            "Iemand vraagt u om raad.", "%(n)d collega’s vragen u om raad.", len(rows)
        ) % {"n": len(rows)}
        return Attention(sentence=sentence, items=items)


class NewProviders(AttentionTile):
    """First cards of providers, for the editors."""

    key = "community.new_providers"
    title = gettext_lazy("Nieuwe aanbieders")
    order = 45

    def is_shown(self, request: HttpRequest) -> bool:
        return is_editor(request.user) and counts_of(request)["providers"] > 0

    def get_attention(self, request: Any) -> Attention:
        rows = ServiceOffer.objects.filter(state=OfferState.WAITING).select_related("organisation")
        items = [
            Item(
                title=each.title, url=reverse("community:offer", args=(each.pk,)),
                text=str(each.organisation), tag_label=_("Dienst"), tag_icon="archive",
                when=each.changed_at, action_label=_("Beslissen"),
            )
            for each in rows.order_by("changed_at", "pk")[:ROWS]
        ]  # fmt: skip
        return Attention(sentence=_("Een nieuwe aanbieder wacht op de redactie."), items=items)


class OpenForMe(Tile):
    """How many requests that stand open ask for something this person knows."""

    key = "community.help_for_me"
    title = gettext_lazy("Hulpvragen voor u")
    order = 37

    def is_shown(self, request: HttpRequest) -> bool:
        return is_member(request.user)

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        number = counts_of(request)["help for me"]
        return {
            "url": reverse("community:help-requests"), "icon": "circle-help", "value": number,
            "unit": ngettext("open vraag die u kunt beantwoorden", "open vragen die u kunt beantwoorden", number),
            "note": _("Met een paar zinnen helpt u een collega verder.")
            if number
            else _("Zeg wat u kent, dan ziet u hier wie uw raad zoekt."),
        }  # fmt: skip


class ProfileSkills(Tile):
    """On a profile: what this person knows, as the reader sees it."""

    key = "community.profile_skills"
    title = gettext_lazy("Vaardigheden")
    template = "community/experts/profile_tile.html"
    slot = "profile"
    order = 10

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        rows = shown_skills(request.user, [subject.pk]).get(subject.pk, [])
        return {"rows": rows, "person": subject, "is_own": subject.pk == request.user.pk}


def experts_who_know(request: HttpRequest, skills: Sequence[Skill]) -> Mapping[int, Suggestion]:
    counts = counts_by_skill(request.user, skills)
    return {
        each.pk: Suggestion(
            ngettext("%(n)d expert", "%(n)d experts", counts[each.pk]) % {"n": counts[each.pk]},
            _at("community:experts", each),
        )
        for each in skills
        if counts[each.pk]
    }  # fmt: skip


def services_for(request: HttpRequest, skills: Sequence[Skill]) -> Mapping[int, Suggestion]:
    counts = cards_by_skill(request.user, skills)
    return {
        each.pk: Suggestion(
            ngettext("%(n)d dienst", "%(n)d diensten", counts[each.pk]) % {"n": counts[each.pk]},
            _at("community:offers", each),
        )
        for each in skills
        if counts[each.pk]
    }  # fmt: skip


def _at(name: str, skill: Skill) -> str:
    return f"{reverse(name)}?vaardigheid_words={skill.key}&vaardigheid_chosen={skill.pk}"


TILES = (AskedOfMe, NewProviders, OpenForMe, ProfileSkills)
HELPS = (
    Help("community.experts", experts_who_know, order=20),
    Help("community.offers", services_for, order=30),
)
