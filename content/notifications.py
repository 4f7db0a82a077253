"""The messages that the library can cause."""

from django.utils.translation import gettext_lazy as _

from community.messaging.kinds import Kind, register_kind

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
