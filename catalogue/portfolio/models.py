from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.portfolio.enums import ItemOrigin, RowState, SbomFormat
from catalogue.solutions.models import Solution
from community.organisations.owned import Owned, OwnedQuerySet

KEPT = timedelta(days=7)
"""How long an import that was not taken over waits for its owner."""


def a_week_from_now() -> datetime:
    return timezone.now() + KEPT


class ItemQuerySet(OwnedQuerySet["PortfolioItem"]):
    def in_use(self) -> Self:
        return self.filter(ended_at=None)


class PortfolioItem(Owned):
    """That an organisation uses something: a solution we know, or a name of its own."""

    solution = models.ForeignKey(
        Solution, models.PROTECT, null=True, blank=True, related_name="uses",
        verbose_name=_("oplossing"),
    )  # fmt: skip
    # Its own words: what colleagues call it, or all there is when no solution is known yet.
    name = models.CharField(_("eigen naam"), max_length=160, blank=True)
    vendor = models.CharField(_("leverancier"), max_length=120, blank=True)
    version = models.CharField(_("versie"), max_length=60, blank=True)
    note = models.CharField(_("notitie"), max_length=500, blank=True)
    vendor_key = models.CharField(max_length=120, blank=True)
    product_key = models.CharField(max_length=160, blank=True)
    origin = models.CharField(
        _("herkomst"), max_length=10, choices=ItemOrigin, default=ItemOrigin.TYPED
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    ended_at = models.DateTimeField(_("niet meer in gebruik sinds"), null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[Any] = ItemQuerySet.as_manager()

    class Meta:
        app_label = "catalogue"
        ordering = ("pk",)
        verbose_name = _("portfolio-onderdeel")
        verbose_name_plural = _("portfolio-onderdelen")
        constraints = (
            models.CheckConstraint(
                condition=~Q(solution=None) | ~Q(name=""), name="portfolio_item_has_a_name"
            ),
            models.UniqueConstraint(
                fields=("organisation", "solution", "product_key", "version"),
                condition=Q(ended_at=None), name="portfolio_item_once", nulls_distinct=False,
            ),
        )  # fmt: skip
        indexes = (
            models.Index(
                fields=("solution",), condition=Q(ended_at=None), name="portfolio_in_use"
            ),
            models.Index(
                fields=("product_key", "vendor_key"), condition=Q(ended_at=None, solution=None),
                name="portfolio_own_names",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """What its own people call it."""
        return self.name or (self.solution.full_name if self.solution else "")


class Sbom(Owned):
    """A software bill of materials that was read for one item."""

    item = models.ForeignKey(PortfolioItem, models.CASCADE, related_name="sboms")
    file_name = models.CharField(_("bestand"), max_length=200)
    format = models.CharField(_("formaat"), max_length=10, choices=SbomFormat)
    sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField(_("ingelezen"), default=timezone.now)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        app_label = "catalogue"
        constraints = (models.UniqueConstraint(fields=("item",), name="sbom_one_per_item"),)

    def __str__(self) -> str:
        return self.file_name


class Component(models.Model):
    """A part inside an item, as its SBOM names it; it warns in the name of its item."""

    sbom = models.ForeignKey(Sbom, models.CASCADE, related_name="components")
    name = models.CharField(_("naam"), max_length=200)
    vendor = models.CharField(_("leverancier"), max_length=120, blank=True)
    version = models.CharField(_("versie"), max_length=60, blank=True)
    purl = models.CharField(max_length=500, blank=True)
    cpe = models.CharField(max_length=300, blank=True)
    # The package URL without version and qualifiers; the pair of keys of its CPE or its names.
    purl_key = models.CharField(max_length=300, blank=True)
    vendor_key = models.CharField(max_length=120, blank=True)
    product_key = models.CharField(max_length=160, blank=True)

    class Meta:
        app_label = "catalogue"
        ordering = ("name", "version", "pk")
        verbose_name = _("component")
        verbose_name_plural = _("componenten")
        indexes = (
            models.Index(fields=("purl_key",), condition=~Q(purl_key=""), name="component_purl"),
            models.Index(
                fields=("product_key", "vendor_key"), condition=~Q(product_key=""),
                name="component_names",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()


class DraftQuerySet(OwnedQuerySet["ImportDraft"]):
    def waiting(self) -> Self:
        return self.filter(expires_at__gt=timezone.now())


class ImportDraft(Owned):
    """A list that somebody brought in and has not taken over yet: only he sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    file_name = models.CharField(_("bestand"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=a_week_from_now, db_index=True)

    objects: ClassVar[Any] = DraftQuerySet.as_manager()

    class Meta:
        app_label = "catalogue"
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name or str(_("Geplakte lijst"))


class ImportRow(models.Model):
    """One line of such a list: what stands there, and what we take it for."""

    draft = models.ForeignKey(ImportDraft, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("regel"))
    product = models.CharField(_("zoals in de lijst"), max_length=200, blank=True)
    name = models.CharField(_("eigen naam"), max_length=160, blank=True)
    vendor = models.CharField(_("leverancier"), max_length=120, blank=True)
    version = models.CharField(_("versie"), max_length=60, blank=True)
    note = models.CharField(_("opmerking"), max_length=500, blank=True)
    state = models.CharField(_("toestand"), max_length=15, choices=RowState)
    error = models.CharField(max_length=300, blank=True)
    solution = models.ForeignKey(
        Solution, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("oplossing"),
    )  # fmt: skip
    # Keys of solutions that it may be, the likeliest first.
    guesses = models.JSONField(default=list, blank=True)
    # The item that this row changes, when the list was exported from here.
    item = models.ForeignKey(
        PortfolioItem, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        app_label = "catalogue"
        ordering = ("line",)
        constraints = (models.UniqueConstraint(fields=("draft", "line"), name="import_line_once"),)

    def __str__(self) -> str:
        return f"{self.line}: {self.said}"

    @property
    def said(self) -> str:
        return self.product or self.name

    @property
    def is_taken(self) -> bool:
        """Whether taking the list over does anything with it."""
        return self.state not in (RowState.DOUBLE, RowState.ERROR)
