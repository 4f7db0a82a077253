"""What the rooms of experts and services hold about people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.experts.models import (
    Endorsement,
    ExpertProfile,
    HelpMatch,
    HelpRequest,
    MemberSkill,
)
from community.offers.models import Review, ServiceInquiry, ServiceOffer
from community.privacy.holdings import Holding, Sheet, register_holding
from community.privacy.traces import Traces, scrub


def _skills(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Vaardigheden"), MemberSkill.objects.filter(user=user).order_by("pk"),
        ((_("vaardigheid"), "skill__name"), (_("niveau"), "level"), (_("wie ziet het"), "shared"),
         (_("waaruit blijkt dat"), "evidence")),
    )  # fmt: skip
    yield Sheet(
        _("Vaardigheden die u van anderen bevestigde"),
        Endorsement.objects.filter(by=user).order_by("pk"),
        ((_("vaardigheid"), "member_skill__skill__name"), (_("op"), "at")),
    )  # fmt: skip
    yield Sheet(
        _("Uw plaats bij de experts"), ExpertProfile.objects.filter(user=user),
        ((_("waarover"), "subjects"), (_("talen"), "languages"), (_("streken"), "regions"),
         (_("bevestigd omdat"), "verified_reason")),
    )  # fmt: skip


def _wipe_skills(user: Any, traces: Traces) -> None:
    """His own go with his account; where others named him, the name goes."""
    scrub(MemberSkill.objects.exclude(user=user), "evidence", traces=traces)
    scrub(ExpertProfile.objects.exclude(user=user), "subjects", "verified_reason", traces=traces)


register_holding(
    Holding(
        "community.experts", _("Wat u kunt"),
        _("Om vragen bij u te brengen die u kunt beantwoorden, als u dat wilt."),
        sheets=_skills, wipe=_wipe_skills, order=52, on_erasure=_("Verdwijnt."),
        models=("community.memberskill", "community.endorsement", "community.expertprofile"),
    )
)  # fmt: skip


def _requests(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Hulpvragen die u stelde"), HelpRequest.objects.filter(asker=user).order_by("pk"),
        ((_("vraag"), "title"), (_("uitleg"), "text"), (_("stand"), "state"),
         (_("gesteld op"), "created_at")),
    )  # fmt: skip
    yield Sheet(
        _("Hulpvragen die u kreeg"), HelpMatch.objects.filter(user=user).order_by("pk"),
        ((_("vraag"), "request__title"), (_("antwoord"), "reply"), (_("gevraagd op"), "asked_at")),
    )  # fmt: skip
    yield Sheet(
        _("Aanvragen bij aanbieders"), ServiceInquiry.objects.filter(asker=user).order_by("pk"),
        ((_("dienst"), "offer__title"), (_("vraag"), "text"), (_("stand"), "state"),
         (_("op"), "created_at")),
    )  # fmt: skip
    yield Sheet(
        _("Beoordelingen die u schreef"), Review.objects.filter(author=user).order_by("pk"),
        ((_("dienst"), "inquiry__offer__title"), (_("in uw woorden"), "words"),
         (_("op"), "created_at")),
    )  # fmt: skip
    yield Sheet(
        _("Uw antwoorden op beoordelingen"),
        Review.objects.filter(answered_by=user).order_by("pk"),
        ((_("dienst"), "inquiry__offer__title"), (_("antwoord"), "answer"),
         (_("op"), "answered_at")),
    )  # fmt: skip
    yield Sheet(
        _("Diensten die u aanbood"),
        ServiceOffer.objects.filter(author=user).order_by("pk"),
        ((_("dienst"), "title"), (_("uitleg"), "text"), (_("stand"), "state")),
    )


def _wipe_requests(user: Any, traces: Traces) -> None:
    """A question is its asker's and goes; what a bestuur and a provider agreed on stays theirs."""
    HelpRequest.objects.filter(asker=user).delete()
    for model, fields in (
        (HelpRequest, ("title", "text")), (ServiceInquiry, ("text",)),
        (Review, ("words", "answer")), (ServiceOffer, ("title", "summary", "text", "reason")),
    ):  # fmt: skip
        scrub(model._default_manager.all(), *fields, traces=traces)


register_holding(
    Holding(
        "community.help", _("Hulpvragen en diensten"),
        _("Om vraag en antwoord samen te brengen, en te weten wie een dienst echt gebruikte."),
        sheets=_requests, wipe=_wipe_requests, order=54,
        on_erasure=_("Uw hulpvragen verdwijnen. Aanvragen en beoordelingen blijven van uw organisatie, zonder uw naam."),
        models=("community.helprequest", "community.helpmatch", "community.serviceinquiry",
                "community.review", "community.serviceoffer"),
    )
)  # fmt: skip
