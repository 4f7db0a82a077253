from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.experts.enums import REGIONS, Spoken
from community.experts.models import Skill
from community.offers.enums import OfferState
from community.organisations.owned import Owned, OwnedQuerySet

REGION_CHOICES = [(each, each) for each in REGIONS]


class ServiceOfferQuerySet(OwnedQuerySet["ServiceOffer"]):
    def published(self) -> Self:
        """What stands in the list; a provider that ended offers nothing."""
        return self.filter(state=OfferState.PUBLISHED, organisation__ended_on=None)


class ServiceOffer(Owned):
    """A service that a supplier or freelancer offers to besturen: one card."""

    title = models.CharField(_("wat biedt u aan"), max_length=120)
    summary = models.CharField(_("in één zin"), max_length=240)
    text = models.TextField(_("uitleg"), max_length=4000, blank=True)
    skills = models.ManyToManyField(Skill, related_name="offers")
    # Nothing chosen is all of Flanders.
    regions = ArrayField(
        models.CharField(max_length=20, choices=REGION_CHOICES), default=list, blank=True,
        verbose_name=_("provincies"),
    )  # fmt: skip
    languages = ArrayField(
        models.CharField(max_length=2, choices=Spoken), default=list, verbose_name=_("talen")
    )
    price_form = models.CharField(_("hoe u aanrekent"), max_length=200)
    state = models.CharField(max_length=14, choices=OfferState, default=OfferState.DRAFT)
    reason = models.CharField(_("reden"), max_length=500, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Kept when it is withdrawn: a provider whose card was looked at once is free afterwards.
    approved_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[Any] = ServiceOfferQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("title", "pk")
        verbose_name = _("dienst")
        verbose_name_plural = _("diensten")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=OfferState.PUBLISHED) | Q(approved_at__isnull=False),
                name="service_offer_published_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=OfferState.REFUSED) | ~Q(reason=""),
                name="service_offer_refused_says_why",
            ),
        )
        indexes = (models.Index(fields=("state", "organisation"), name="service_offer_state"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.state == OfferState.PUBLISHED

    @property
    def language_labels(self) -> list[str]:
        return [str(Spoken(each).label) for each in self.languages]
