from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NewsletterState(TextChoices):
    DRAFT = "ontwerp", _("Ontwerp")
    PLANNED = "gepland", _("Gepland")
    SENT = "verzonden", _("Verzonden")


class Readers(TextChoices):
    """Whom a newsletter is for."""

    MEMBERS = "leden", _("Alle leden")
    GOVERNMENTS = "besturen", _("Wie voor een bestuur werkt")
    SUPPLIERS = "leveranciers", _("Wie voor een leverancier werkt")
    EDITORS = "redactie", _("Redacteurs en platformbeheerders")
    PROVINCE = "provincie", _("De besturen van één provincie")
    ROLE = "rol", _("Wie in een bestuur één rol heeft")
