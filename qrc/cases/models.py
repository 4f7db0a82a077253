from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.organisations.owned import Owned, OwnedQuerySet
from qrc.advisories.models import Advisory
from qrc.advisories.visibility import visible_to
from qrc.cases.enums import OPEN, CaseState, EndReason, Via
from qrc.matching.models import Hit


def hits_of_case() -> Any:
    """The hits that still ask for something, of the case a query is about."""
    return Hit.objects.asking().filter(
        organisation=OuterRef("organisation"), advisory=OuterRef("advisory")
    )


class CaseQuerySet(OwnedQuerySet["Case"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def unacknowledged(self) -> Self:
        return self.filter(acknowledged_at=None)

    def visible_to(self, user: Any) -> Self:
        """Those whose warning this person may read."""
        return self.filter(advisory__in=visible_to(user))

    def outlived(self) -> Self:
        """Open, though nothing asks for it any more."""
        return self.open().filter(~Exists(hits_of_case()))


class Case(Owned):
    """How one organisation follows up one advisory that hits its portfolio."""

    advisory = models.ForeignKey(Advisory, models.CASCADE, related_name="cases")
    state = models.CharField(_("stand"), max_length=20, choices=CaseState, default=CaseState.NEW)
    note = models.CharField(_("notitie"), max_length=1000, blank=True)
    # "" unless it closed by itself.
    ended_by = models.CharField(max_length=16, choices=EndReason, blank=True)
    opened_at = models.DateTimeField(_("geopend"), default=timezone.now)
    changed_at = models.DateTimeField(_("gewijzigd"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # How often it was opened: each time it is told and escalated anew.
    round = models.PositiveIntegerField(default=1)
    # Since when an answer is awaited; None while nobody was told by mail.
    asked_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("bevestigd"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    acknowledged_via = models.CharField(max_length=6, choices=Via, blank=True)
    # The second contact was reminded; the QRC was told that nobody answers.
    escalated_at = models.DateTimeField(null=True, blank=True)
    unanswered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = CaseQuerySet.as_manager()

    class Meta:
        app_label = "qrc"
        ordering = ("-opened_at", "-pk")
        verbose_name = _("opvolging")
        verbose_name_plural = _("opvolgingen")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "advisory"), name="case_once"),
        )
        indexes = (
            models.Index(
                fields=("asked_at",), name="case_awaiting",
                condition=Q(acknowledged_at=None, unanswered_at=None, asked_at__isnull=False),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}: {self.advisory}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
