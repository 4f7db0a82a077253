from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, CharField, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qrc.advisories.enums import Tlp
from qrc.feeds.enums import (
    TROUBLE,
    FirstPoll,
    Health,
    IdentityPolicy,
    PollStatus,
    ReleasePolicy,
)
from qrc.feeds.errors import trouble_in_words

UNUSED = ~Q(preset="") & Q(enabled=False, last_polled_at=None)
MANUAL = "manual"
"""The kind of our own source: editors write it, nobody reads it from elsewhere."""


class SourceQuerySet(models.QuerySet["Source"]):
    def unused(self) -> Self:
        """Ready-made sources that nobody ever switched on: an offer, and no source of ours yet."""
        return self.filter(UNUSED)

    def taken(self) -> Self:
        """The sources we have: those of our own making, and ready-made ones that were in use."""
        return self.exclude(UNUSED)

    def active(self) -> Self:
        return self.filter(enabled=True, gone_at=None)

    def polled(self) -> Self:
        """Those we read; an invented source, and our own, are shown and never asked for."""
        return self.active().filter(is_demo=False).exclude(kind=MANUAL)

    def due(self) -> Self:
        now = timezone.now()
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        return self.polled().filter(free, next_poll_at__lte=now)

    def failing(self) -> Self:
        return self.filter(enabled=True).filter(Q(failures__gt=0) | ~Q(gone_at=None))

    def with_health(self) -> Self:
        """Each with its `health`, the first of these that holds."""
        said = (
            When(enabled=False, then=Value(Health.OFF)),
            When(~Q(gone_at=None), then=Value(Health.GONE)),
            When(failures__gt=0, then=Value(Health.FAILING)),
            When(~Q(silent_since=None), then=Value(Health.SILENT)),
            When(~Q(moved_to=""), then=Value(Health.MOVED)),
            When(last_ok_at=None, then=Value(Health.NEW)),
        )
        return self.annotate(
            health=Case(*said, default=Value(Health.WELL), output_field=CharField())
        )

    def troubled(self) -> Self:
        """Those an editor must look at."""
        return self.with_health().filter(health__in=TROUBLE)


class Source(models.Model):
    """A threat feed we read, with its manners and its health."""

    name = models.CharField(_("naam"), max_length=80, unique=True)
    url = models.CharField(_("webadres"), max_length=1000)
    kind = models.CharField(_("soort"), max_length=20)
    publisher = models.CharField(_("uitgever"), max_length=120, blank=True)
    licence = models.CharField(_("licentie"), max_length=200, blank=True)
    language = models.CharField(_("taal"), max_length=5, default="en")
    tlp = models.CharField(max_length=12, choices=Tlp, default=Tlp.CLEAR)
    identity_policy = models.CharField(
        _("identiteit"), max_length=12, choices=IdentityPolicy, default=IdentityPolicy.GUID
    )
    first_poll = models.CharField(
        _("eerste keer"), max_length=10, choices=FirstPoll, default=FirstPoll.SILENT
    )
    release_policy = models.CharField(
        _("vrijgave"), max_length=16, choices=ReleasePolicy, default=ReleasePolicy.AUTOMATIC
    )
    # Who asked for the policy on the screen, and the other who agreed; nobody asked for what came
    # from the command line, which counts as approved.
    policy_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    policy_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    policy_pending = models.BooleanField(default=False)
    interval_minutes = models.PositiveIntegerField(_("interval (minuten)"), default=30)
    # Between two requests to the source's host; a kind may have a longer one of its own.
    pause_seconds = models.FloatField(_("pauze tussen twee vragen (seconden)"), default=0)
    website = models.CharField(_("website"), max_length=500, blank=True)
    # Whether its licence lets us show its own words, and the words it asks for in return.
    shows_text = models.BooleanField(_("eigen tekst mag getoond worden"), default=True)
    notice = models.CharField(_("verplichte vermelding"), max_length=500, blank=True)
    # The name in our fact table of ready-made sources it came from.
    preset = models.CharField(max_length=40, blank=True, editable=False)
    enabled = models.BooleanField(_("actief"), default=True)
    is_demo = models.BooleanField(default=False)

    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    # What a kind remembers between polls, such as the newest change time of a directory.
    cursor = models.JSONField(default=dict, blank=True)
    imported_at = models.DateTimeField(_("eerste keer ingelezen"), null=True, blank=True)
    next_poll_at = models.DateTimeField(default=timezone.now, db_index=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    last_polled_at = models.DateTimeField(null=True, blank=True)
    last_ok_at = models.DateTimeField(null=True, blank=True)
    last_status = models.CharField(max_length=12, choices=PollStatus, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last_error_code = models.CharField(max_length=40, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    note = models.CharField(_("opmerking"), max_length=500, blank=True)
    moved_to = models.CharField(_("verhuisd naar"), max_length=1000, blank=True)
    gone_at = models.DateTimeField(_("opgeheven"), null=True, blank=True)
    last_news_at = models.DateTimeField(_("laatste nieuws"), null=True, blank=True)
    # Learnt from its own history (see rhythm.py); empty as long as that is too short.
    usual_gap = models.DurationField(null=True, blank=True)
    silence_limit = models.DurationField(null=True, blank=True)
    # The news after which its silence became strange; empty as long as it speaks.
    silent_since = models.DateTimeField(_("stil sinds"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        app_label = "qrc"
        ordering = ("name",)
        verbose_name = _("bron")
        verbose_name_plural = _("bronnen")
        constraints = (
            models.CheckConstraint(
                condition=Q(interval_minutes__gte=1), name="source_interval_at_least_a_minute"
            ),
            models.CheckConstraint(
                condition=Q(pause_seconds__gte=0, pause_seconds__lte=60), name="source_pause_fits"
            ),
            models.UniqueConstraint(
                fields=("preset",), condition=~Q(preset=""), name="source_once_per_preset"
            ),
            models.CheckConstraint(
                condition=~Q(policy_asked_by=models.F("policy_approved_by")),
                name="source_policy_by_two",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_unused(self) -> bool:
        return bool(self.preset) and not self.enabled and self.last_polled_at is None

    @property
    def error_in_words(self) -> str:
        return trouble_in_words(self.last_error_code, self.last_error)

    @property
    def is_ours(self) -> bool:
        return self.kind == MANUAL


class Payload(models.Model):
    """The bytes a source sent, kept once per content, compressed."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    body = models.BinaryField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "qrc"

    def __str__(self) -> str:
        return self.sha256[:12]


class FetchQuerySet(models.QuerySet["Fetch"]):
    def with_news(self) -> Self:
        return self.filter(
            Q(new__gt=0) | Q(escalated__gt=0) | Q(changed__gt=0) | Q(withdrawn__gt=0)
        )


class Fetch(models.Model):
    """One poll of a source and how it went."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="fetches")
    at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=12, choices=PollStatus)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    payload = models.ForeignKey(Payload, models.SET_NULL, null=True, blank=True, related_name="+")
    seconds = models.FloatField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    new = models.PositiveIntegerField(default=0)
    escalated = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)

    objects = FetchQuerySet.as_manager()

    class Meta:
        app_label = "qrc"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("source", "-at"), name="fetch_newest"),)

    def __str__(self) -> str:
        return f"{self.source} {self.at:%Y-%m-%d %H:%M} {self.status}"

    @property
    def error_in_words(self) -> str:
        return trouble_in_words(self.error_code, self.error)


class SourceDocument(models.Model):
    """A document of a directory source that was read, so that it is read again only when it changes."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="documents")
    path = models.CharField(max_length=500)
    changed = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "qrc"
        constraints = (
            models.UniqueConstraint(fields=("source", "path"), name="document_once_per_source"),
        )

    def __str__(self) -> str:
        return self.path
