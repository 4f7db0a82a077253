from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReleaseState(TextChoices):
    WAITING = "te-bekijken", _("Te bekijken")
    PLANNED = "gepland", _("Gepland")
    FREED = "vrijgegeven", _("Vrijgegeven")
    REJECTED = "afgewezen", _("Afgewezen")
    LAPSED = "vervallen", _("Vervallen")
    MERGED = "samengevoegd", _("Samengevoegd")


OPEN = (ReleaseState.WAITING, ReleaseState.PLANNED)
"""It may still leave; in any other state the last word was said."""


class WaitReason(TextChoices):
    POLICY = "nazicht", _("Deze bron gaat altijd langs nazicht")
    NOT_GRAVE = "niet-ernstig", _("Geen gekend misbruik en niet kritiek")
    UNAPPROVED = "niet-goedgekeurd", _("De vrijgave van de bron wacht op een tweede redacteur")
    OURS = "eigen", _("Een eigen waarschuwing van de QRC")
