"""What the editors' work is measured by."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from community.kpi.indicators import Indicator, register_indicator
from content.newsletters.models import Newsletter


def communications(day: date) -> int:
    """Newsletters that left on a day; days gone by can be measured."""
    return Newsletter.objects.sent().filter(sent_at__date=day).count()


register_indicator(
    Indicator(
        "content.communications", _("Communicaties"), _("nieuwsbrieven"), communications,
        kind="flow", order=60,
        definition=_("Nieuwsbrieven die die dag vertrokken; een jaar is hun som."),
    )
)  # fmt: skip
