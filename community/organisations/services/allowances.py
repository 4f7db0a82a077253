"""Telling who should know that an organisation's SMS of this month are used up."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.accounts.models import User
from community.messaging.enums import Channel
from community.messaging.models import Message
from community.messaging.services import notify
from community.notifications import SMS_CAP
from community.organisations.models import Organisation
from community.organisations.queries import administrators_of, qrc_editors

WAYS = (Channel.EMAIL, Channel.WEB)


def tell_cap_reached(*, organisation: Organisation, period: str) -> Message | None:
    """Once a month: the organisation's administrators and the QRC-redacteuren."""
    people: list[User] = [*administrators_of(organisation), *qrc_editors()]
    if not people:
        return None
    name = organisation.display_name
    letter = Letter(
        subject=format_lazy(_("Het sms-budget van {name} is op"), name=name),
        paragraphs=(
            format_lazy(
                _("Voor {name} verzenden wij deze maand geen gewone sms'en meer."), name=name
            ),
            _("Wie een sms zou krijgen, krijgt dezelfde tekst per mail. Een reserve blijft voor "
              "kritieke waarschuwingen, zolang die strekt."),
            _("Meer nodig? Vraag de platformbeheerder om het budget te verhogen."),
        ),
        action_label=_("Naar uw overzicht"),
        why=_("U krijgt dit omdat u beheerder of QRC-redacteur bent."),
    )  # fmt: skip
    return notify(
        SMS_CAP,
        to=recipients(people, channels=WAYS),
        content=words(
            letter, url=settings.SITE_URL + reverse("community:dashboard"), channels=WAYS
        ),
        key=f"sms-cap:{organisation.pk}:{period}",
        organisation=organisation,
        is_demo=organisation.is_demo,
    )
