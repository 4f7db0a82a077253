from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qrc.advisories.differences import spoken
from qrc.advisories.enums import RevisionKind, Severity, Tlp


class AdvisoryQuerySet(models.QuerySet["Advisory"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def public(self) -> Self:
        """What may leave the circle of recipients: TLP:CLEAR and TLP:GREEN."""
        return self.filter(tlp__in=(Tlp.CLEAR, Tlp.GREEN))


class Cluster(models.Model):
    """One event, by however many sources it is told."""

    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "qrc"

    def __str__(self) -> str:
        return f"gebeurtenis {self.pk}"


class Advisory(models.Model):
    """What one source says about one threat, as it stands now."""

    source = models.ForeignKey("qrc.Source", models.PROTECT, related_name="advisories")
    identity = models.CharField(max_length=500)
    title = models.CharField(_("titel"), max_length=500)
    summary = models.TextField(_("samenvatting"), blank=True)
    action = models.TextField(_("wat u doet"), blank=True)
    severity = models.CharField(
        _("ernst"), max_length=8, choices=Severity, default=Severity.UNKNOWN
    )
    # [{"version": "3.1", "score": 9.8, "rating": "critical", "vector": "CVSS:3.1/…", "cve": "CVE-…", "source": "…"}]
    scores = models.JSONField(default=list, blank=True)
    cves = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    # [{"vendor": "Fortinet", "product": "FortiOS", "versions": "7.0.0 – 7.0.13", "status": "known_affected"}]
    products = models.JSONField(default=list, blank=True)
    references = models.JSONField(default=list, blank=True)
    link = models.CharField(max_length=1000, blank=True)
    exploited = models.BooleanField(_("misbruik vastgesteld"), default=False)
    ransomware = models.BooleanField(_("gebruikt door ransomware"), default=False)
    due_on = models.DateField(_("uiterste datum bij CISA"), null=True, blank=True)
    tlp = models.CharField(max_length=12, choices=Tlp, default=Tlp.CLEAR)
    language = models.CharField(max_length=5, default="en")
    # The source's own version, where it has one: an older document never undoes a newer one.
    source_version = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(_("gepubliceerd"), null=True, blank=True)
    updated_at = models.DateTimeField(_("bijgewerkt door de bron"), null=True, blank=True)
    first_seen_at = models.DateTimeField(default=timezone.now, db_index=True)
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken"), null=True, blank=True)
    number = models.PositiveIntegerField(_("revisie"), default=1)
    content_hash = models.CharField(max_length=64)
    cluster = models.ForeignKey(
        Cluster, models.SET_NULL, null=True, blank=True, related_name="advisories"
    )
    is_demo = models.BooleanField(default=False)

    # Of a copy that the desk rewrote: the fields whose words are the desk's own.
    written_by_desk: frozenset[str] = frozenset()

    objects = AdvisoryQuerySet.as_manager()

    class Meta:
        app_label = "qrc"
        ordering = ("-changed_at", "-pk")
        verbose_name = _("waarschuwing")
        verbose_name_plural = _("waarschuwingen")
        constraints = (
            models.UniqueConstraint(fields=("source", "identity"), name="advisory_once_per_source"),
        )
        indexes = (
            models.Index(fields=("severity", "-changed_at"), name="advisory_severity"),
            GinIndex(fields=("cves",), name="advisory_cves"),
        )

    def __str__(self) -> str:
        return self.title


class AdvisoryRevision(models.Model):
    """One state of an advisory, and what made it differ from the one before."""

    advisory = models.ForeignKey(Advisory, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=RevisionKind)
    severity = models.CharField(max_length=8, choices=Severity)
    content = models.JSONField()
    digest = models.CharField(max_length=64, blank=True)
    # [{"field": "severity", "label": "Ernst", "before": "high", "after": "critical"}]
    changes = models.JSONField(default=list, blank=True)
    # History of a source just added is not news: it tells nobody.
    silent = models.BooleanField(default=False)
    source_version = models.CharField(max_length=64, blank=True)
    fetch = models.ForeignKey(
        "qrc.Fetch", models.SET_NULL, null=True, blank=True, related_name="revisions"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "qrc"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("advisory", "number"), name="revision_once"),
        )

    def __str__(self) -> str:
        return f"{self.advisory} #{self.number}"

    @property
    def spoken_changes(self) -> list[dict[str, str]]:
        return spoken(self.changes)


class HeldWithdrawal(models.Model):
    """A withdrawal that came with too many others at once: it waits for an editor's word."""

    advisory = models.OneToOneField(Advisory, models.CASCADE, related_name="held_withdrawal")
    source_version = models.CharField(max_length=64, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    # The source no longer names it, or says itself that it was withdrawn.
    by_absence = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    # An editor kept the warning: the source has to name it again before it can be withdrawn.
    dismissed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "qrc"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return str(self.advisory)


class CveFact(models.Model):
    """What is known of a CVE whoever reports it: its chance of being exploited, and whether it is."""

    cve = models.CharField(max_length=30, primary_key=True)
    epss = models.FloatField(null=True, blank=True)
    percentile = models.FloatField(null=True, blank=True)
    epss_on = models.DateField(null=True, blank=True)
    kev_since = models.DateField(null=True, blank=True)
    ransomware = models.BooleanField(default=False)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "qrc"
        ordering = ("cve",)
        constraints = (
            models.CheckConstraint(
                condition=Q(epss=None) | Q(epss__gte=0, epss__lte=1), name="epss_is_a_chance"
            ),
        )

    def __str__(self) -> str:
        return self.cve

    @property
    def in_words(self) -> str:
        """The EPSS score as a percentage with what it means; "" when there is none."""
        if self.epss is None:
            return ""
        chance = number_format(self.epss * 100, 1 if self.epss < 0.1 else 0)
        if self.percentile is None:
            return gettext("%(chance)s %% kans op misbruik binnen 30 dagen") % {"chance": chance}
        return gettext(
            "%(chance)s %% kans op misbruik binnen 30 dagen, meer dan bij %(rank)s %% van alle CVE's"
        ) % {"chance": chance, "rank": int(self.percentile * 100)}
