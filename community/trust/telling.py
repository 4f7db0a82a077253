"""What a person hears of his level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.messaging.enums import Channel
from community.messaging.services import notify
from community.notifications import LEVEL
from community.trust.enums import Level

if TYPE_CHECKING:
    from community.accounts.models import User

BOTH = (Channel.EMAIL, Channel.WEB)


def tell_level(user: User, before: int, after: int, *, key: str) -> None:
    name = Level(after).label
    said = (
        _("U kunt nu meer in het forum. Wat precies, en wat daarna komt, leest u op uw pagina.")
        if after >= before
        else _("Op uw pagina leest u wat dat betekent, en hoe u weer stijgt.")
    )
    letter = Letter(
        format_lazy(_("Uw niveau is nu {name}"), name=name),
        (format_lazy(_("Uw niveau in de community is nu: {name}."), name=name), said),
        _("Mijn niveau bekijken"),
    )
    to = recipients([user], channels=BOTH)
    if to:
        url = settings.SITE_URL + reverse("community:my-level")
        content = words(letter, url=url, channels=BOTH)
        notify(LEVEL, to=to, content=content, key=key, is_demo=user.is_demo)
