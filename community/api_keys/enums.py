from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """What a key opens. The values stand in the API's documentation."""

    QRC_READ = "qrc.read", _("Waarschuwingen lezen (TLP:CLEAR en TLP:GREEN)")
    QRC_CONCERNING = "qrc.concerning", _("Lezen welke waarschuwingen uw bestuur aangaan")
    EVENTS_READ = "events.read", _("Activiteiten lezen")
    DOCUMENTS_READ = "documents.read", _("Documenten van de bibliotheek lezen")
