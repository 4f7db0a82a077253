from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.portfolio.models import PortfolioItem
from community.organisations.owned import Owned, OwnedQuerySet
from qrc.advisories.models import Advisory
from qrc.matching.enums import Confidence, SignalKind, VersionState

OLD = timedelta(days=180)
SEPARATOR = "\x1f"
"""Between the two keys of a pair in a signature."""


class Signature(models.Model):
    """Under which names an advisory can be found, as it stood when it was last signed."""

    advisory = models.OneToOneField(
        Advisory, models.CASCADE, primary_key=True, related_name="signature"
    )
    # "vendor key\x1fproduct key", see `catalogue.solutions.models.Identifier`.
    pairs = ArrayField(models.CharField(max_length=430), default=list)
    content_hash = models.CharField(max_length=64)
    # What its signals were read from, and by which reading: signals hold as long as both do.
    told_hash = models.CharField(max_length=64, blank=True)
    reading = models.PositiveSmallIntegerField(default=0)
    # What of the product list says something of versions, as `version_state` reads it.
    rows = models.JSONField(default=list)
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "qrc"
        indexes = (GinIndex(fields=("pairs",), name="signature_pairs"),)

    def __str__(self) -> str:
        return f"{self.advisory_id}: {len(self.pairs)}"


class AdvisorySignal(models.Model):
    """One pair of keys an advisory speaks of, kept so that many are joined in one statement."""

    advisory = models.ForeignKey(Advisory, models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=12, choices=SignalKind)
    vendor_key = models.TextField(blank=True)
    product_key = models.TextField()
    confidence = models.CharField(max_length=14, choices=Confidence)
    # Which of `Signature.rows` speak of it, by their place.
    rows = ArrayField(models.PositiveIntegerField(), default=list)

    class Meta:
        app_label = "qrc"

    def __str__(self) -> str:
        return f"{self.vendor_key} {self.product_key}".strip()


class HitQuerySet(OwnedQuerySet["Hit"]):
    def standing(self) -> Self:
        """Of what still holds: the advisory stands, and so does the item."""
        return self.filter(ended_at=None, advisory__withdrawn_at=None, item__ended_at=None)

    def asking(self) -> Self:
        """Those somebody should look at: the version is affected, or nobody knows."""
        return self.standing().exclude(version_state=VersionState.NOT_AFFECTED)

    def pressing(self) -> Self:
        """Those that ask for something: the version is affected, or nobody knows and it is news.

        Years of history of a product whose version nobody filled in are no list to work through:
        what its source wrote long ago counts once the version is known, or when it changes again.
        """
        since = timezone.now() - OLD
        said = Q(advisory__published_at__gte=since) | Q(advisory__updated_at__gte=since)
        undated = Q(advisory__published_at=None, advisory__updated_at=None)
        again = Q(advisory__number__gt=1, advisory__changed_at__gte=since)
        affected = Q(version_state=VersionState.AFFECTED)
        return self.asking().filter(affected | said | undated | again)


class Hit(Owned):
    """That an advisory speaks of something in an organisation's portfolio, and how we know."""

    advisory = models.ForeignKey(Advisory, models.CASCADE, related_name="hits")
    item = models.ForeignKey(PortfolioItem, models.CASCADE, related_name="hits")
    # The part of the item's SBOM that was hit; "" for the item itself.
    component = models.CharField(_("component"), max_length=200, blank=True)
    version = models.CharField(_("versie"), max_length=60, blank=True)
    signal = models.CharField(_("herkend via"), max_length=12, choices=SignalKind)
    said = models.CharField(_("herkende naam"), max_length=300, blank=True)
    confidence = models.CharField(_("zekerheid"), max_length=14, choices=Confidence)
    version_state = models.CharField(_("versie"), max_length=14, choices=VersionState)
    # The advisory's revision at which this began to ask for something.
    since_number = models.PositiveIntegerField(default=1)
    found_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = HitQuerySet.as_manager()

    class Meta:
        app_label = "qrc"
        ordering = ("pk",)
        verbose_name = _("treffer")
        verbose_name_plural = _("treffers")
        constraints = (models.UniqueConstraint(fields=("advisory", "item"), name="hit_once"),)

    def __str__(self) -> str:
        return f"{self.item} ← {self.advisory}"

    @property
    def asks(self) -> bool:
        """Whether somebody must look at it."""
        return self.ended_at is None and self.version_state != VersionState.NOT_AFFECTED
