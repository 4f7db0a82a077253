from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """One thing of the house as the search box knows it: its words, and who may know of it.

    A copy, made by `services.refresh` from what the app of its kind says; never the truth itself.
    """

    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    title = models.CharField(_("titel"), max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    # Where somebody who did not sign in reads it; empty when it is for accounts alone.
    public_url = models.CharField(max_length=500, blank=True)
    # What its row shows beside its words; the app of its kind knows what is in it.
    facts = models.JSONField(default=dict, blank=True)
    identifiers = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    # Keys of which a reader must hold one (see audience.py).
    audience = ArrayField(models.CharField(max_length=60))
    changed_at = models.DateTimeField(null=True, blank=True)
    vector = SearchVectorField()
    reading = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "community"
        verbose_name = _("zoekingang")
        verbose_name_plural = _("zoekingangen")
        constraints = (
            models.UniqueConstraint(fields=("kind", "object_id"), name="search_entry_once"),
        )
        indexes = (
            GinIndex(fields=("vector",), name="search_entry_vector"),
            GinIndex(fields=("identifiers",), name="search_entry_identifiers"),
            # As `queries` asks for it: the newest, and then what has no date.
            models.Index(F("changed_at").desc(nulls_last=True), name="search_entry_changed"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class SearchCompound(models.Model):
    """The stem of a long word that stands somewhere, turned round: what it ends in is found first.

    By it, who looks for *veiligheidsplan* finds *informatieveiligheidsplan*.
    """

    reversed = models.CharField(max_length=60, unique=True, db_collation="C")

    class Meta:
        app_label = "community"

    def __str__(self) -> str:
        return self.reversed[::-1]
