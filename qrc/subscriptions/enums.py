from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Cadence(TextChoices):
    """When a subscription is told: at once, or together with what else came."""

    IMMEDIATE = "immediate", _("Meteen")
    BUNDLED = "bundled", _("Gebundeld")
    DAILY = "daily", _("Dagelijks")
    WEEKLY = "weekly", _("Wekelijks")


class Scope(TextChoices):
    """What a wish is about, as the wizard asks it; kept as `portfolio`, `words` and `keywords`."""

    ALL = "alles", _("Alles")
    PORTFOLIO = "portfolio", _("Alleen wat ons portfolio raakt")
    NAMED = "namen", _("Alleen deze producten of woorden")
