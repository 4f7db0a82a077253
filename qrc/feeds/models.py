from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qrc.advisories.enums import Tlp
from qrc.feeds.enums import FirstPoll, IdentityPolicy, PollStatus


class SourceQuerySet(models.QuerySet["Source"]):
    def active(self) -> Self:
        return self.filter(enabled=True, gone_at=None)

    def polled(self) -> Self:
        """Those we read; an invented source is shown and never asked for."""
        return self.active().filter(is_demo=False)

    def due(self) -> Self:
        now = timezone.now()
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        return self.polled().filter(free, next_poll_at__lte=now)

    def failing(self) -> Self:
        return self.filter(enabled=True).filter(Q(failures__gt=0) | ~Q(gone_at=None))


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
    interval_minutes = models.PositiveIntegerField(_("interval (minuten)"), default=30)
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
        )

    def __str__(self) -> str:
        return self.name


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

    class Meta:
        app_label = "qrc"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("source", "-at"), name="fetch_newest"),)

    def __str__(self) -> str:
        return f"{self.source} {self.at:%Y-%m-%d %H:%M} {self.status}"


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
