from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.files.enums import FileForm, FileState, PictureState, Refusal, TextState, Unread

UNREAD = Q(text_state__in=(TextState.WAITING, TextState.RUNNING)) | Q(picture=PictureState.WAITING)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def kept(self) -> StoredFileQuerySet:
        return self.filter(discarded_at=None)

    def clean(self) -> StoredFileQuerySet:
        return self.kept().filter(state=FileState.CLEAN)

    def quarantined(self) -> StoredFileQuerySet:
        return self.kept().filter(state=FileState.QUARANTINED)

    def to_scan(self) -> StoredFileQuerySet:
        return self.quarantined().filter(not_before__lte=timezone.now())

    def to_read(self) -> StoredFileQuerySet:
        """Whose words or picture wait to be taken out, or whose reader died."""
        return self.clean().filter(UNREAD, not_before__lte=timezone.now())

    def unread(self) -> StoredFileQuerySet:
        """Whose words nobody could take out."""
        return self.kept().filter(text_state=TextState.FAILED)


class StoredFile(models.Model):
    """A file of the house: what its bytes are, and whether they may be opened.

    Who may read it is asked of its purpose. Its place on disk is made of its key and says nothing
    of its name. A file that was discarded keeps its row, without its bytes, until the sweep.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("naam"), max_length=200)
    purpose = models.CharField(_("doel"), max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "community.Organisation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("grootte"))
    media_type = models.CharField(max_length=100)
    form = models.CharField(_("soort"), max_length=20, choices=FileForm)
    state = models.CharField(_("toestand"), max_length=20, choices=FileState)
    refused_because = models.CharField(max_length=20, blank=True)
    refused_detail = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    text_state = models.CharField(_("tekst"), max_length=20, choices=TextState)
    picture = models.CharField(max_length=10, choices=PictureState, default=PictureState.NONE)
    pages = models.PositiveIntegerField(null=True, blank=True)
    # Of the scan while it is in quarantine, of the reading of its words afterwards.
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(_("opgeladen"), auto_now_add=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        app_label = "community"
        verbose_name = _("bestand")
        verbose_name_plural = _("bestanden")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="file_refused_says_why",
                condition=~Q(state=FileState.REFUSED) | ~Q(refused_because=""),
            ),
        )
        indexes = (
            models.Index(
                fields=("not_before",), name="file_work_waits",
                condition=Q(discarded_at=None) & (Q(state=FileState.QUARANTINED) | UNREAD),
            ),
            models.Index(fields=("-created_at", "-id"), name="file_newest"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its bytes are; never offered to anybody."""
        name = self.key.hex
        root: Path = settings.FILES_ROOT
        return root / "whole" / name[:2] / name[2:4] / name

    @property
    def picture_path(self) -> Path:
        """Where its small picture is, once `picture` says that it was made."""
        name = self.key.hex
        root: Path = settings.FILES_ROOT
        return root / "pictures" / name[:2] / name[2:4] / f"{name}.webp"

    @property
    def trouble(self) -> str:
        """Why it was refused or could not be read, in words; of a scan, what the scanner said."""
        if self.state == FileState.REFUSED:
            why = Refusal(self.refused_because).label if self.refused_because else ""
            return f"{why}: {self.refused_detail}" if self.refused_detail else str(why)
        return str(Unread(self.error).label) if self.error in Unread.values else self.error

    @property
    def is_ready(self) -> bool:
        return self.state == FileState.CLEAN and self.discarded_at is None


class FileText(models.Model):
    """The words of a file, in a table of their own: a list of files must not drag megabytes."""

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="text")
    # A form feed between pages, slides and sheets.
    text = models.TextField()
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "community"

    def __str__(self) -> str:
        return f"{self.file_id}"

    @property
    def by_page(self) -> list[str]:
        return self.text.split("\f")


class Upload(models.Model):
    """An upload under way, that may be interrupted and taken up again until it expires."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(db_index=True)
    file = models.OneToOneField(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="upload"
    )

    class Meta:
        app_label = "community"
        constraints = (
            models.CheckConstraint(
                name="upload_received_no_more", condition=Q(received__lte=models.F("size"))
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        root: Path = settings.FILES_ROOT
        return root / "parts" / self.key.hex

    @property
    def is_whole(self) -> bool:
        return self.received == self.size
