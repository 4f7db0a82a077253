"""What providers and besturen are told about services."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.accounts.models import User
from community.messaging.bodies import unmarked
from community.messaging.enums import Channel
from community.messaging.services import notify
from community.notifications import OFFER_NEWS
from community.offers.models import Review, ServiceInquiry, ServiceOffer
from community.offers.queries import hands_of

CHANNELS = (Channel.EMAIL, Channel.WEB)


def tell_decided(offer: ServiceOffer) -> None:
    """To who speaks for the provider: in the list, or not and why."""
    name = unmarked(offer.title)
    said: tuple[Any, ...]
    if offer.is_published:
        subject, said = format_lazy(_("Uw dienst staat in de lijst: {name}"), name=name), (
            _("De redactie keek uw eerste dienst na. Wat u voortaan wijzigt of toevoegt, staat er meteen."),
        )  # fmt: skip
    else:
        subject = format_lazy(_("Uw dienst staat niet in de lijst: {name}"), name=name)
        said = (
            format_lazy(_("De redactie zegt waarom: {text}"), text=unmarked(offer.reason)),
            _("Pas de dienst aan en stel ze opnieuw voor."),
        )
    letter = Letter(subject, said, _("Dienst bekijken"))
    _say(
        hands_of(offer.organisation), letter, reverse("community:offer", args=(offer.pk,)),
        f"offer:{offer.pk}:{offer.state}:{timezone.now():%Y%m%d%H%M%S}", is_demo=offer.is_demo,
    )  # fmt: skip


def tell_inquiry(inquiry: ServiceInquiry, people: Iterable[User]) -> None:
    name = unmarked(inquiry.offer.title)
    letter = Letter(
        format_lazy(_("Aanvraag van {organisation}: {name}"), organisation=unmarked(str(inquiry.organisation)), name=name),
        (
            unmarked(inquiry.text),
            _("Antwoord in het gesprek op het platform. Daar spreekt u verder af."),
        ),
        _("Aanvraag bekijken"),
    )  # fmt: skip
    _tell(people, inquiry, letter, "opened")


def askers_of(inquiry: ServiceInquiry) -> list[User]:
    """Who asked, while he is in the house."""
    return [inquiry.asker] if inquiry.asker is not None else []


def tell_worked(inquiry: ServiceInquiry, *, by_government: bool) -> None:
    """To the other side; once both said so, to both that a review can be written or comes."""
    name = unmarked(inquiry.offer.title)
    if not inquiry.is_worked:
        said = _(
            "De andere kant bevestigde dat het werk gedaan is. Bevestig het ook, als het klopt."
        )
        letter = Letter(
            format_lazy(_("Is dit werk gedaan? {name}"), name=name), (said,), _("Bevestigen")
        )
        people = hands_of(inquiry.offer.organisation) if by_government else askers_of(inquiry)
        _tell(people, inquiry, letter, "said")
        return
    letter = Letter(
        format_lazy(_("Werk bevestigd: {name}"), name=name),
        (_("U en de aanbieder bevestigden het werk. Uw beoordeling helpt andere besturen kiezen."),),
        _("Werk beoordelen"),
    )  # fmt: skip
    _tell(askers_of(inquiry), inquiry, letter, "worked")


def tell_review(review: Review) -> None:
    inquiry = review.inquiry
    letter = Letter(
        format_lazy(_("Beoordeling van uw werk: {name}"), name=unmarked(inquiry.offer.title)),
        (
            format_lazy(_("{organisation} beoordeelde het werk."), organisation=unmarked(str(inquiry.organisation))),
            _("U mag er één keer op antwoorden."),
        ),
        _("Beoordeling lezen"),
    )  # fmt: skip
    _tell(hands_of(inquiry.offer.organisation), inquiry, letter, "reviewed")


def _tell(people: Iterable[User], inquiry: ServiceInquiry, letter: Letter, what: str) -> None:
    url = reverse("community:inquiry", args=(inquiry.pk,))
    _say(people, letter, url, f"inquiry:{inquiry.pk}:{what}", is_demo=inquiry.is_demo)


def _say(people: Iterable[User], letter: Letter, url: str, key: str, *, is_demo: bool) -> None:
    address = settings.SITE_URL + url
    notify(
        OFFER_NEWS, to=recipients(people, channels=CHANNELS), key=key,
        content=words(letter, url=address, channels=CHANNELS), is_demo=is_demo,
    )  # fmt: skip
