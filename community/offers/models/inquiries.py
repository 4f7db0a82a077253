from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.offers.enums import InquiryState, ReviewState
from community.offers.models.offers import ServiceOffer
from community.organisations.owned import Owned, OwnedQuerySet

MARKS = (MinValueValidator(1), MaxValueValidator(5))
QUESTIONS = ("quality", "timing", "contact")


class ServiceInquiry(Owned):
    """A bestuur asks a provider about an offer, and perhaps has the work done.

    The one door through which a provider writes to a bestuur. `organisation` is the bestuur.
    """

    offer = models.ForeignKey(ServiceOffer, models.PROTECT, related_name="inquiries")
    # Empty once that person left the house for good: the inquiry is the bestuur's.
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    text = models.TextField(_("uw vraag"), max_length=4000)
    state = models.CharField(max_length=12, choices=InquiryState, default=InquiryState.OPEN)
    conversation = models.ForeignKey(
        "community.Conversation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Asked twice by one form it is one inquiry.
    token = models.UUIDField(unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    began_on = models.DateField(_("begin van het werk"), null=True, blank=True)
    ended_on = models.DateField(_("einde van het werk"), null=True, blank=True)
    government_said_at = models.DateTimeField(null=True, blank=True)
    provider_said_at = models.DateTimeField(null=True, blank=True)
    # Whether the bestuur may be named on the card.
    is_reference = models.BooleanField(
        _("ons bestuur mag als referentie bij de dienst staan"), default=False
    )
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-created_at", "-pk")
        verbose_name = _("aanvraag bij een aanbieder")
        verbose_name_plural = _("aanvragen bij aanbieders")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=InquiryState.WORKED)
                | Q(government_said_at__isnull=False, provider_said_at__isnull=False,
                    began_on__isnull=False, ended_on__isnull=False),
                name="service_inquiry_worked_both_said",
            ),
            models.CheckConstraint(
                condition=Q(began_on=None) | Q(ended_on__gte=F("began_on")),
                name="service_inquiry_work_in_order",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation_id} → {self.offer_id}"

    @property
    def is_worked(self) -> bool:
        return self.state == InquiryState.WORKED


class Review(models.Model):
    """What a bestuur says of work that both confirmed: one a work; the provider answers once."""

    inquiry = models.OneToOneField(ServiceInquiry, models.PROTECT, related_name="review")
    quality = models.PositiveSmallIntegerField(_("kwaliteit van het werk"), validators=MARKS)
    timing = models.PositiveSmallIntegerField(_("afspraken en timing"), validators=MARKS)
    contact = models.PositiveSmallIntegerField(_("samenwerking"), validators=MARKS)
    words = models.TextField(_("in uw woorden"), max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("antwoord"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=ReviewState, default=ReviewState.SHOWN)

    class Meta:
        app_label = "community"
        ordering = ("-created_at", "-pk")
        verbose_name = _("beoordeling")
        verbose_name_plural = _("beoordelingen")
        constraints = (
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{each}__gte": 1, f"{each}__lte": 5}),
                    name=f"review_{each}_to_five",
                )
                for each in QUESTIONS
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False),
                name="review_answer_says_when",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.inquiry_id}"
