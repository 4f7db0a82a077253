from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from community.messaging.enums import Channel
from community.organisations.enums import GOVERNMENTS
from community.organisations.models import Membership
from qrc.advisories.enums import Severity, Tlp
from qrc.subscriptions.enums import Cadence


class Subscriber(models.Model):
    """The holder of an address who asked to be warned, with or without an account."""

    email = models.OneToOneField(
        "community.Address", models.PROTECT, null=True, blank=True, related_name="+"
    )
    phone = models.ForeignKey(
        "community.Address", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="nl")
    # Of a reader without an account; who has one says it in his preferences.
    weekly_mail = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "qrc"
        constraints = (
            models.CheckConstraint(
                condition=~Q(email=None) | ~Q(user=None), name="subscriber_can_be_reached"
            ),
        )

    def __str__(self) -> str:
        return f"{self.email or self.user}"

    @property
    def recipient(self) -> str:
        """The name under which messaging knows this reader."""
        return f"subscriber:{self.pk}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def active(self) -> Self:
        return self.filter(active=True)

    def within(self, tlp: str) -> Self:
        """Those who may hear of it: CLEAR everybody, GREEN members, AMBER only for a bestuur one
        works for, and nobody of what is stricter: that is for the QRC's own desk.

        Who has no account was entered by an operator, who vouches for him.
        """
        works = Membership.objects.current().filter(user=OuterRef("subscriber__user"))
        there = works.filter(organisation=OuterRef("organisation"))
        vouched = Q(subscriber__user=None)
        # A portfolio speaks of what a government uses: only to those who work there.
        rows = self.filter(Q(portfolio=False) | vouched | Exists(there))
        if tlp == Tlp.CLEAR:
            return rows
        if tlp == Tlp.GREEN:
            return rows.filter(vouched | Exists(works))
        if tlp == Tlp.AMBER:
            return rows.filter(vouched | Exists(there), organisation__kind__in=GOVERNMENTS)
        return self.none()


class Subscription(models.Model):
    """Which warnings a subscriber wants, for which government, and how."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="subscriptions")
    organisation = models.ForeignKey(
        "community.Organisation", models.CASCADE, null=True, blank=True, related_name="+"
    )
    min_severity = models.CharField(
        _("minimale ernst"), max_length=8, choices=Severity, default=Severity.LOW
    )
    # Names of suppliers and products; empty means every product.
    words = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    # Words in title or summary; empty means every text.
    keywords = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    channels = ArrayField(models.CharField(max_length=10, choices=Channel), default=list)
    # Only what the portfolio of its organisation uses.
    portfolio = models.BooleanField(_("alleen wat ons portfolio raakt"), default=False)
    mail_on_changed = models.BooleanField(_("ook mail bij kleine wijzigingen"), default=False)
    # A chance between 0 and 1; a CVE without a score passes.
    min_epss = models.FloatField(_("minimale EPSS"), null=True, blank=True)
    only_exploited = models.BooleanField(_("alleen wat misbruikt wordt"), default=False)
    # Keys of the sources it listens to; empty means all.
    sources = ArrayField(models.BigIntegerField(), default=list, blank=True)
    # The strictest circle it wants to hear of; empty means whatever he may hear.
    max_tlp = models.CharField(_("hoogste TLP"), max_length=12, choices=Tlp, blank=True)
    cadence = models.CharField(_("ritme"), max_length=9, choices=Cadence, default=Cadence.IMMEDIATE)
    # What is critical or exploited does not wait for a bundle.
    urgent_at_once = models.BooleanField(_("kritiek altijd meteen"), default=True)
    # So many messages an hour by one channel; what comes above them is bundled. None: no limit.
    most_per_hour = models.PositiveSmallIntegerField(_("hoogstens per uur"), null=True, blank=True)
    active = models.BooleanField(_("actief"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        app_label = "qrc"
        verbose_name = _("abonnement")
        verbose_name_plural = _("abonnementen")
        constraints = (
            models.UniqueConstraint(
                fields=(
                    "subscriber", "organisation", "min_severity", "words", "keywords", "portfolio",
                    "min_epss", "only_exploited", "sources", "max_tlp",
                ),
                name="subscription_once", nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(min_severity=Severity.UNKNOWN), name="subscription_minimum_is_a_level"
            ),
            models.CheckConstraint(
                condition=Q(portfolio=False) | ~Q(organisation=None),
                name="subscription_portfolio_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(min_epss=None) | Q(min_epss__gte=0, min_epss__lte=1),
                name="subscription_epss_is_a_chance",
            ),
            models.CheckConstraint(
                condition=Q(most_per_hour=None) | Q(most_per_hour__gte=1),
                name="subscription_hears_something",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.subscriber} ≥ {self.min_severity}"

    @property
    def slug(self) -> str:
        """The key as text, for element names in a page."""
        return str(self.pk)
