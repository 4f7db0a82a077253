from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.solutions.enums import IdentifierKind, NameOrigin, NameState, SolutionKind
from catalogue.suppliers.enums import Origin
from catalogue.suppliers.models import Supplier

PURL = "purl"
"""In the place of a vendor key: the product key is a package URL without version."""


class SolutionQuerySet(models.QuerySet["Solution"]):
    def standing(self) -> Self:
        return self.filter(merged_into=None)


class Solution(models.Model):
    """A product that a government can use: software, a device or a building part of them."""

    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, blank=True, related_name="solutions",
        verbose_name=_("leverancier"),
    )  # fmt: skip
    name = models.CharField(_("naam"), max_length=160)
    key = models.CharField(max_length=160, db_index=True)
    kind = models.CharField(
        _("soort"), max_length=15, choices=SolutionKind, default=SolutionKind.APPLICATION
    )
    summary = models.CharField(_("in één zin"), max_length=300, blank=True)
    origin = models.CharField(_("herkomst"), max_length=10, choices=Origin, default=Origin.EDITOR)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged",
        verbose_name=_("samengevoegd met"),
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SolutionQuerySet.as_manager()

    class Meta:
        app_label = "catalogue"
        ordering = ("key", "pk")
        verbose_name = _("oplossing")
        verbose_name_plural = _("oplossingen")
        constraints = (
            models.UniqueConstraint(
                fields=("supplier", "key"), condition=Q(merged_into=None), name="solution_once",
                nulls_distinct=False,
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """With its maker's name, unless it already begins with it."""
        maker = self.supplier.name if self.supplier else ""
        starts = self.name.casefold().startswith(maker.casefold())
        return self.name if starts else f"{maker} {self.name}"


class Identifier(models.Model):
    """A name by which sources speak of a solution; the pair of keys is what matching looks up.

    NAME and CPE: keys of vendor and product. ALIAS: vendor key "" and the whole name as product
    key. PURL: vendor key `PURL` and the package URL without version. One pair means one solution.
    """

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="identifiers")
    kind = models.CharField(_("soort"), max_length=6, choices=IdentifierKind)
    value = models.CharField(_("zoals geschreven"), max_length=300)
    vendor_key = models.CharField(max_length=120, blank=True)
    product_key = models.CharField(max_length=300)
    origin = models.CharField(_("herkomst"), max_length=10, choices=Origin, default=Origin.EDITOR)
    # Where a learnt name was first read, such as the name of a source.
    learnt_from = models.CharField(_("geleerd uit"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "catalogue"
        ordering = ("kind", "value", "pk")
        verbose_name = _("herkenningsnaam")
        verbose_name_plural = _("herkenningsnamen")
        constraints = (
            models.UniqueConstraint(
                fields=("vendor_key", "product_key"), name="identifier_means_one_solution"
            ),
        )

    def __str__(self) -> str:
        return self.value

    @property
    def slug(self) -> str:
        """Part of an element's id."""
        return str(self.pk)


class UnknownNameQuerySet(models.QuerySet["UnknownName"]):
    def open(self) -> Self:
        return self.filter(state=NameState.OPEN)


class UnknownName(models.Model):
    """A name that a source or a portfolio uses and that no solution answers to yet.

    It waits at the editors' desk. It never says whose portfolio it came from.
    """

    vendor = models.CharField(_("leverancier"), max_length=200, blank=True)
    product = models.CharField(_("product"), max_length=300)
    vendor_key = models.CharField(max_length=120, blank=True)
    product_key = models.CharField(max_length=300)
    origin = models.CharField(_("herkomst"), max_length=10, choices=NameOrigin)
    seen_in = models.CharField(_("gezien bij"), max_length=200, blank=True)
    times = models.PositiveIntegerField(_("keer gezien"), default=1)
    first_seen_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        _("toestand"), max_length=10, choices=NameState, default=NameState.OPEN
    )
    solution = models.ForeignKey(
        Solution, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("oplossing"),
    )  # fmt: skip

    objects = UnknownNameQuerySet.as_manager()

    class Meta:
        app_label = "catalogue"
        ordering = ("-times", "-last_seen_at", "-pk")
        verbose_name = _("onbekende naam")
        verbose_name_plural = _("onbekende namen")
        constraints = (
            models.UniqueConstraint(
                fields=("origin", "vendor_key", "product_key"), name="unknown_name_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.vendor} {self.product}".strip()


class LaidFact(models.Model):
    """What was laid of one row of our own table, once: it is never laid again, so what an editor
    renamed, merged or removed since stays as he left it."""

    key = models.CharField(max_length=300, unique=True)
    solution = models.ForeignKey(Solution, models.CASCADE, related_name="facts")
    # The names that were laid, as the table writes them, each with its kind in front.
    names = models.JSONField(default=list)

    class Meta:
        app_label = "catalogue"
        verbose_name = _("meegeleverd feit")
        verbose_name_plural = _("meegeleverde feiten")

    def __str__(self) -> str:
        return self.key
