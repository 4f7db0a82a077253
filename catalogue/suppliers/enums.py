from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Origin(TextChoices):
    """Who says so: our own fact table, an editor, a member's proposal, or a source we read."""

    FACTS = "feiten", _("Meegeleverd")
    EDITOR = "redactie", _("Redactie")
    MEMBER = "lid", _("Voorgesteld door een lid")
    LEARNT = "geleerd", _("Geleerd uit een bron")
