"""The messages that the editors' work can cause."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.messaging.enums import Channel
from community.messaging.kinds import Kind, register_kind
from community.organisations.rules import is_editor

LIST = "nieuwsbrief"


def editors(user: Any) -> bool:
    return is_editor(user)


NEWSLETTER = register_kind(
    Kind(
        "content.newsletter",
        _("Nieuwsbrief"),
        _("Wat er nieuw is op VlaVirGem, enkele keren per jaar."),
        channels=(Channel.EMAIL,),
        list_id=LIST,
        priority=8,
        order=70,
    )
)
NEWSLETTER_TEST = register_kind(
    Kind(
        "content.newsletter_test",
        _("Proef van een nieuwsbrief"),
        _("De nieuwsbrief zoals u hem aan uzelf stuurde."),
        channels=(Channel.EMAIL,),
        can_be_disabled=False,
        priority=2,
        order=71,
        audience=editors,
    )
)
REVIEW = register_kind(
    Kind(
        "content.review",
        _("Pagina na te lezen"),
        _("Een collega legt een pagina voor, of uw pagina is nagelezen."),
        order=72,
        audience=editors,
    )
)
