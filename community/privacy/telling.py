"""What people are told about their own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.messaging.enums import Channel
from community.messaging.services import notify
from community.notifications import OWN_DATA

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import Promise

    from community.accounts.models import User
    from community.privacy.models import DataExport, Erasure

CHANNELS = (Channel.EMAIL, Channel.WEB)


def tell_ready(copy: DataExport) -> None:
    letter = Letter(
        subject=_("De kopie van uw gegevens is klaar"),
        paragraphs=(
            _("U vroeg een kopie van alles wat VlaVirGem over u bijhoudt. Ze staat klaar: een pagina om te lezen, hetzelfde voor programma’s, en uw eigen bestanden."),
            format_lazy(_("U kunt ze halen tot {day}. Daarna gooien wij ze weg."), day=_day(copy.expires_at)),
        ),
        action_label=_("Mijn gegevens"),
        why=_("U krijgt dit omdat iemand met uw account om deze kopie vroeg. Was u dat niet, verander dan uw wachtwoord."),
    )  # fmt: skip
    _send(letter, copy.user, reverse("community:my-data"), f"data-copy:{copy.pk}")


def tell_planned(erasure: Erasure, user: User) -> None:
    letter = Letter(
        subject=_("Uw gegevens worden gewist"),
        paragraphs=(
            format_lazy(_("U vroeg om al uw gegevens te wissen. Dat doen wij op {day}. Tot dan blijft alles werken zoals het was, en kunt u zich nog bedenken."), day=_day(erasure.due_at)),
            _("Na het wissen kunnen wij u niet meer mailen. Via de knop hieronder ziet u ook dan nog dat het gebeurd is, en wat wij moeten bewaren, waarom en tot wanneer. Bewaar deze mail dus."),
        ),
        action_label=_("Bekijken of toch niet wissen"),
        why=_("U krijgt dit omdat iemand met uw account en wachtwoord om het wissen vroeg. Was u dat niet, blaas het dan af en verander uw wachtwoord."),
    )  # fmt: skip
    _send(letter, user, reverse("community:erasure", args=(erasure.code,)), f"erasure:{erasure.pk}")


def tell_cancelled(erasure: Erasure, user: User) -> None:
    letter = Letter(
        subject=_("Uw gegevens worden niet gewist"),
        paragraphs=(_("Het wissen is afgeblazen. Er is niets veranderd aan uw account."),),
        action_label=_("Mijn gegevens"),
        why=_("U krijgt dit omdat uw gegevens gewist zouden worden."),
    )
    _send(letter, user, reverse("community:my-data"), f"erasure-cancelled:{erasure.pk}")


def _day(moment: datetime | None) -> Promise | str:
    """The day in words, in the language of who reads it."""
    if moment is None:
        return ""
    return lazy(date_format, str)(timezone.localtime(moment), "j F Y")


def _send(letter: Letter, user: User, path: str, key: str) -> None:
    notify(
        OWN_DATA,
        to=recipients([user], channels=CHANNELS),
        content=words(letter, url=f"{settings.SITE_URL}{path}", channels=CHANNELS),
        key=key,
        is_demo=user.is_demo,
    )
