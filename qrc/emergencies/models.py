from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qrc.emergencies.texts import CALL, DO_NOT, DUTIES, FIRST_HOUR

FIELDS = ("first_hour", "do_not", "call", "duties")


class EmergencyPage(models.Model):
    """The one page for whoever is under attack; Markdown, written by the QRC-redacteuren."""

    first_hour = models.TextField(_("Doe dit in het eerste uur"), default=FIRST_HOUR)
    do_not = models.TextField(_("Doe dit niet"), default=DO_NOT)
    call = models.TextField(_("Wie u belt of mailt"), default=CALL)
    duties = models.TextField(_("Wat u moet melden, en tegen wanneer"), default=DUTIES)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "qrc"
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="one_emergency_page"),)

    def __str__(self) -> str:
        return str(_("Wij zijn getroffen"))
