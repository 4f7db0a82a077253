"""Saying that something was earned: once, to whom it concerns."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.accounts.models import User
from community.achievements.models import Award
from community.messaging.bodies import unmarked
from community.messaging.enums import Channel
from community.messaging.services import notify
from community.notifications import AWARD
from community.organisations.models import Membership

CHANNELS = (Channel.EMAIL, Channel.WEB)


def tell_award(award: Award) -> None:
    """To the person, or to the local administrators of the bestuur."""
    to = recipients(_readers(award), channels=CHANNELS)
    if not to:
        return
    name = unmarked(award.achievement.name)
    if award.organisation is None:
        subject = format_lazy(_("U behaalde: {name}"), name=name)
    else:
        who = unmarked(award.organisation.display_name)
        subject = format_lazy(_("{who} behaalde: {name}"), who=who, name=name)
    letter = Letter(
        subject, (unmarked(award.achievement.description),), _("Prestatie bekijken"),
        _("U kiest zelf of anderen uw prestaties zien, en of u dit bericht krijgt."),
    )  # fmt: skip
    url = settings.SITE_URL + reverse("community:achievement", args=(award.achievement_id,))
    notify(
        AWARD, to=to, content=words(letter, url=url, channels=CHANNELS), key=f"award:{award.pk}",
        organisation=award.organisation, is_demo=award.achievement.is_demo,
    )  # fmt: skip


def _readers(award: Award) -> list[User]:
    if award.user is not None:
        return [award.user]
    rows = Membership.objects.of(award.organisation).current().administrators()
    return [each.user for each in rows.select_related("user").order_by("pk")]
