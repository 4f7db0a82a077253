"""How a contest ended, for each who took part."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.contests.models import Contest
from community.contests.queries import Row
from community.messaging.bodies import unmarked
from community.messaging.enums import Channel
from community.messaging.services import notify
from community.notifications import CONTEST

CHANNELS = (Channel.EMAIL, Channel.WEB)


def tell_result(contest: Contest, rows: Sequence[Row]) -> None:
    """To who sent the answers in: the winners that they won, the others how it ended."""
    name = unmarked(contest.title)
    won = Letter(
        format_lazy(_("Gewonnen: {name}"), name=name),
        (_("U of uw bestuur is een van de winnaars. Wij nemen contact met u op over de prijs."),),
        _("Uitslag bekijken"), _("U krijgt dit omdat u deelnam aan deze winactie."),
    )  # fmt: skip
    other = Letter(
        format_lazy(_("De uitslag van {name}"), name=name),
        (_("De uitslag is bekend. Deze keer bent u niet bij de winnaars. Dank u voor uw deelname."),),
        _("Uitslag bekijken"), _("U krijgt dit omdat u deelnam aan deze winactie."),
    )  # fmt: skip
    url = settings.SITE_URL + reverse("community:contest-result", args=(contest.pk,))
    for wins, letter in ((True, won), (False, other)):
        people = [each.entry.user for each in rows if each.wins == wins and each.entry.user]
        to = recipients(people, channels=CHANNELS)
        if to:
            notify(
                CONTEST, to=to, content=words(letter, url=url, channels=CHANNELS),
                key=f"contest:{contest.pk}:{'won' if wins else 'ended'}", is_demo=contest.is_demo,
            )  # fmt: skip
