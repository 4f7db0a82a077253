from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.suppliers.enums import Origin


class SupplierQuerySet(models.QuerySet["Supplier"]):
    def standing(self) -> Self:
        return self.filter(merged_into=None)


class Supplier(models.Model):
    """Who makes or sells software and devices; one row however its name is spelt."""

    name = models.CharField(_("naam"), max_length=120)
    key = models.CharField(max_length=120, db_index=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    # The supplier as it takes part in the house, once it does.
    organisation = models.OneToOneField(
        "community.Organisation", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("organisatie"),
    )  # fmt: skip
    origin = models.CharField(_("herkomst"), max_length=10, choices=Origin, default=Origin.EDITOR)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged",
        verbose_name=_("samengevoegd met"),
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SupplierQuerySet.as_manager()

    class Meta:
        app_label = "catalogue"
        ordering = ("key", "pk")
        verbose_name = _("leverancier")
        verbose_name_plural = _("leveranciers")
        constraints = (
            models.UniqueConstraint(
                fields=("key",), condition=Q(merged_into=None), name="supplier_once"
            ),
        )

    def __str__(self) -> str:
        return self.name
