"""Rows that belong to one organisation."""

from __future__ import annotations

from typing import Any, Generic, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.organisations.models import Organisation

Row = TypeVar("Row", bound=models.Model)


class OwnedQuerySet(models.QuerySet[Row], Generic[Row]):
    def of(self, organisation: Organisation | None) -> Self:
        """Only this organisation's rows; nobody's organisation has none."""
        return self.filter(organisation=organisation) if organisation else self.none()


class Owned(models.Model):
    """A row that one organisation owns: reach it by `.of(request.organisation)` only."""

    organisation = models.ForeignKey(
        "community.Organisation",
        models.PROTECT,
        related_name="%(app_label)s_%(class)ss",
        verbose_name=_("organisatie"),
    )

    objects: Any = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
