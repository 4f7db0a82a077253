"""The messages that the editors' work and the library can cause."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.messaging.enums import Channel
from community.messaging.kinds import Kind, register_kind
from community.organisations.rules import is_editor
from content.access import may_write

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
        audience=may_write,
    )
)
DOCUMENT_DECIDED = register_kind(
    Kind(
        "content.document_decided",
        _("Antwoord op een document dat u voorstelde"),
        _("De redactie publiceerde uw document of wees het af."),
        order=50,
    )
)
DOCUMENT_DUE = register_kind(
    Kind(
        "content.document_due",
        _("Een document opnieuw nakijken"),
        _("Een document waarvoor u instaat, is aan nazicht toe."),
        order=51,
    )
)
