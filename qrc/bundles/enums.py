from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fate(TextChoices):
    """What became of what was put aside."""

    WAITING = "wacht", _("Wacht op de bundel")
    TOLD = "verteld", _("In de bundel verteld")
    OVERTAKEN = "achterhaald", _("Achterhaald door iets nieuwers")
    DOUBLE = "dubbel", _("Verteld bij dezelfde gebeurtenis")
    WITHDRAWN = "ingetrokken", _("Ingetrokken voor het verteld was")
    HEARD = "gehoord", _("Intussen meteen verteld")
    UNWANTED = "ongewenst", _("Intussen niet meer gevraagd")
