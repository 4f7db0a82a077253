"""What people are told about requests for help."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.accounts.models import User
from community.accounts.naming import shown_name
from community.experts.models import HelpMatch, HelpRequest
from community.messaging.bodies import unmarked
from community.messaging.enums import Channel
from community.messaging.models import Message
from community.messaging.services import notify, suppress_waiting
from community.notifications import HELP_ASKED, HELP_NEWS

CHANNELS = (Channel.EMAIL, Channel.WEB)
URGENT = 3


def tell_asked(request: HelpRequest, people: Iterable[User]) -> None:
    """To who was chosen: what is asked, and that three answers are good."""
    letter = Letter(
        format_lazy(_("Hulpvraag voor u: {title}"), title=unmarked(request.title)),
        (
            format_lazy(_("{organisation} vraagt raad."), organisation=unmarked(str(request.organisation))),
            unmarked(request.text),
            _("Zeg ja, niet nu, of nooit over deze vaardigheid. Zegt u ja, dan opent een gesprek op het platform; niemand ziet uw adres."),
        ),
        _("Hulpvraag bekijken en antwoorden"),
        why=_("U krijgt dit omdat u zei dat men u hierover mag vragen."),
    )  # fmt: skip
    notify(
        HELP_ASKED, to=recipients(people, channels=CHANNELS), key=f"help:{request.pk}:asked",
        content=words(letter, url=_url(request), channels=CHANNELS), thread=_thread(request),
        is_demo=request.is_demo, priority=URGENT if request.is_urgent else None,
    )  # fmt: skip


def tell_answered(request: HelpRequest, match: HelpMatch) -> None:
    letter = Letter(
        format_lazy(_("Iemand helpt u met: {title}"), title=unmarked(request.title)),
        (
            format_lazy(_("{person} zei ja op uw hulpvraag."), person=unmarked(shown_name(match.user))),
            _("Er staat een gesprek klaar. Daarin spreekt u af hoe het verder gaat."),
        ),
        _("Naar uw hulpvraag"),
    )  # fmt: skip
    _tell_asker(request, letter, f"help:{request.pk}:yes:{match.pk}")


def tell_expired(request: HelpRequest) -> None:
    letter = Letter(
        format_lazy(_("Geen antwoord op: {title}"), title=unmarked(request.title)),
        (_("De laatste dag van uw hulpvraag is voorbij en niemand zei ja. Stel ze opnieuw met een ruimere vaardigheid, of vraag ook aanbieders."),),
        _("Naar uw hulpvraag"),
    )  # fmt: skip
    _tell_asker(request, letter, f"help:{request.pk}:expired")


def take_back(request: HelpRequest) -> None:
    """What still waits to ask people is not sent: nobody waits for their answer any more."""
    rows = Message.objects.filter(key=f"help:{request.pk}:asked")
    suppress_waiting(
        message_ids=list(rows.values_list("pk", flat=True)), reason="De hulpvraag is afgesloten."
    )


def _tell_asker(request: HelpRequest, letter: Letter, key: str) -> None:
    notify(
        HELP_NEWS, to=recipients([request.asker], channels=CHANNELS), key=key,
        content=words(letter, url=_url(request), channels=CHANNELS), thread=_thread(request),
        organisation=request.organisation, is_demo=request.is_demo,
    )  # fmt: skip


def _thread(request: HelpRequest) -> str:
    return f"help:{request.pk}"


def _url(request: HelpRequest) -> str:
    return settings.SITE_URL + reverse("community:help-request", args=(request.pk,))
