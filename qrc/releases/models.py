from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qrc.advisories.enums import Severity, Tlp
from qrc.advisories.models import AdvisoryRevision
from qrc.releases.enums import OPEN, ReleaseState, WaitReason
from qrc.releases.two_people import TwoPeople


class ReleaseQuerySet(models.QuerySet["Release"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def due(self) -> Self:
        return self.filter(state=ReleaseState.PLANNED, scheduled_for__lte=timezone.now())


class Release(TwoPeople):
    """A revision that may not leave before an editor looked at it, and what became of it."""

    revision = models.OneToOneField(AdvisoryRevision, models.CASCADE, related_name="release")
    state = models.CharField(
        _("toestand"), max_length=12, choices=ReleaseState, default=ReleaseState.WAITING
    )
    why = models.CharField(_("waarom"), max_length=20, choices=WaitReason)
    # What readers get, where the desk wrote something else than the source.
    severity = models.CharField(_("ernst"), max_length=8, choices=Severity)
    title = models.CharField(_("titel"), max_length=500, blank=True)
    summary = models.TextField(_("samenvatting"), blank=True)
    action = models.TextField(_("wat u doet"), blank=True)
    # Only for these; empty for everybody whom it concerns.
    organisations = models.ManyToManyField("community.Organisation", blank=True, related_name="+")
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    scheduled_for = models.DateTimeField(_("vertrekt op"), null=True, blank=True)
    reason = models.CharField(_("reden"), max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        app_label = "qrc"
        verbose_name = _("vrijgave")
        verbose_name_plural = _("vrijgaven")
        constraints = (
            models.CheckConstraint(
                condition=~Q(first_by=F("second_by")), name="release_by_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(ReleaseState.PLANNED, ReleaseState.FREED))
                | Q(first_at__isnull=False, needs_two=False)
                | Q(first_at__isnull=False, second_at__isnull=False),
                name="release_is_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReleaseState.PLANNED) | Q(scheduled_for__isnull=False),
                name="release_planned_for_a_moment",
            ),
        )
        indexes = (models.Index(fields=("state", "created_at"), name="release_inbox"),)

    def __str__(self) -> str:
        return self.shown_title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def shown_title(self) -> str:
        return self.title or self.revision.advisory.title

    def demands_two(self) -> bool:
        """A warning of our own, TLP:AMBER, and more SMS than one person may send alone."""
        restricted = self.revision.advisory.tlp not in (Tlp.CLEAR, Tlp.GREEN)
        return self.why == WaitReason.OURS or restricted or self.is_costly
