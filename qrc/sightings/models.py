from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.organisations.owned import Owned, OwnedQuerySet
from qrc.sightings.enums import UNFINISHED, SightingKind, SightingState


class SightingQuerySet(OwnedQuerySet["Sighting"]):
    def fresh(self) -> Self:
        """Those nobody of the desk looked at yet."""
        return self.filter(state=SightingState.RECEIVED)

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)


class Sighting(Owned):
    """What a member saw happen and told the QRC."""

    kind = models.CharField(_("wat"), max_length=14, choices=SightingKind)
    title = models.CharField(_("in één zin"), max_length=200)
    text = models.TextField(_("wat u zag"), blank=True)
    since = models.DateTimeField(_("sinds"), null=True, blank=True)
    product = models.CharField(_("product"), max_length=120, blank=True)
    pasted = models.TextField(_("afzender of webadres"), blank=True)
    may_contact = models.BooleanField(_("u mag mij contacteren"), default=True)
    is_anonymous = models.BooleanField(_("naamloos voor collega's"), default=False)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(
        _("toestand"), max_length=12, choices=SightingState, default=SightingState.RECEIVED
    )
    note = models.CharField(_("antwoord van de redactie"), max_length=500, blank=True)
    # The warning of our own that came of it.
    release = models.ForeignKey(
        "qrc.Release", models.SET_NULL, null=True, blank=True, related_name="sightings"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = SightingQuerySet.as_manager()

    class Meta:
        app_label = "qrc"
        ordering = ("-created_at", "-pk")
        verbose_name = _("melding aan de QRC")
        verbose_name_plural = _("meldingen aan de QRC")

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """The key as text, for addresses made in a page."""
        return str(self.pk)

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED

    @property
    def named_reporter(self) -> Any:
        """Whom colleagues see: nobody, when the reporter asked so."""
        return None if self.is_anonymous else self.reporter
