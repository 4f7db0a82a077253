from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet

from community.files.enums import FileForm
from content.library.enums import LICENCE_PAGES, OF_ALL, DocumentKind, Licence, Readers, Status


class Theme(models.Model):
    """What documents are about: a short list that editors keep."""

    name = models.CharField(_("naam"), max_length=60, unique=True)
    slug = models.SlugField(
        _("naam in het adres"), max_length=60, unique=True,
        help_text=_("Alleen kleine letters, cijfers en streepjes. Gedeelde links hangen hieraan."),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("volgorde"), default=100)

    class Meta:
        verbose_name = _("thema")
        verbose_name_plural = _("thema’s")
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


class LibraryDocumentQuerySet(DocumentQuerySet):
    def published(self) -> LibraryDocumentQuerySet:
        """What is in the library now, with a version that may be opened."""
        return self.filter(status=Status.PUBLISHED, current__isnull=False)

    def proposed(self) -> LibraryDocumentQuerySet:
        return self.filter(status=Status.PROPOSED)

    def drafts_of(self, user: Any) -> LibraryDocumentQuerySet:
        """What this editor brought in and has not published yet."""
        return self.filter(status=Status.DRAFT, uploaded_by_user=user.pk)

    def due(self, day: date) -> LibraryDocumentQuerySet:
        """What is to be looked at again by that day."""
        return self.filter(status=Status.PUBLISHED, review_due__lte=day)


class LibraryDocument(AbstractDocument):
    """A document of the house: what it is, for whom, and which of its versions is read now.

    Its bytes are a `StoredFile` of its versions; Wagtail's own `file` holds only the name under
    which it is offered. What has no clean version is nobody's but its editors'.
    """

    description = models.TextField(_("omschrijving"), max_length=2000, blank=True)
    kind = models.CharField(
        _("soort"), max_length=20, choices=DocumentKind, default=DocumentKind.OTHER
    )
    themes = models.ManyToManyField(
        Theme, verbose_name=_("thema’s"), related_name="documents", blank=True
    )
    licence = models.CharField(
        _("hergebruik"), max_length=20, choices=Licence, default=Licence.GOVERNMENTS
    )
    author = models.ForeignKey(
        "community.Organisation", models.SET_NULL, verbose_name=_("gemaakt door"), null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    # Who works for it stays its maker; this is who answers for it now.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("verantwoordelijke"), null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    audience = models.CharField(
        _("voor wie"), max_length=10, choices=Readers, default=Readers.MEMBERS
    )
    readers = models.ManyToManyField(
        "community.Organisation", verbose_name=_("gekozen organisaties"), related_name="+",
        blank=True,
    )  # fmt: skip
    # Whose it is, when it is for a group alone.
    group = models.ForeignKey(
        "community.Group", models.PROTECT, verbose_name=_("groep"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    status = models.CharField(_("stand"), max_length=15, choices=Status, default=Status.DRAFT)
    reason = models.CharField(_("reden"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(_("in de bibliotheek sinds"), null=True, blank=True)
    changed_at = models.DateTimeField(_("gewijzigd"), default=timezone.now)
    reviewed_on = models.DateField(_("laatst nagekeken"), null=True, blank=True)
    review_due = models.DateField(_("opnieuw nakijken op"), null=True, blank=True)
    # The `review_due` that was told of: once per period.
    reminded_for = models.DateField(null=True, blank=True)
    current = models.OneToOneField(
        "content.DocumentVersion", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Copies of the current version's, so that a list asks one table.
    form = models.CharField(_("bestandsvorm"), max_length=20, choices=FileForm, blank=True)
    year = models.PositiveSmallIntegerField(_("jaar"), null=True, blank=True)
    downloads = models.PositiveIntegerField(_("gedownload"), default=0)
    is_demo = models.BooleanField(default=False)

    objects = LibraryDocumentQuerySet.as_manager()

    # Wagtail's own forms may name these; the bytes come in by the library's screens alone.
    admin_form_fields = ("title", "collection", "tags")

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documenten")
        constraints = (
            models.CheckConstraint(
                name="document_rejected_says_why",
                condition=~Q(status=Status.REJECTED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="document_of_group_names_it",
                condition=Q(audience=Readers.GROUP, group__isnull=False)
                | ~Q(audience=Readers.GROUP) & Q(group=None),
            ),
            models.CheckConstraint(
                name="document_published_since",
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(F("published_at").desc(nulls_last=True), F("id").desc(),
                         name="document_newest", condition=Q(status=Status.PUBLISHED)),
            models.Index(fields=("title", "id"), name="document_by_title",
                         condition=Q(status=Status.PUBLISHED)),
            models.Index(F("downloads").desc(), F("id").desc(), name="document_by_downloads",
                         condition=Q(status=Status.PUBLISHED)),
            # With its circle: whether somebody may read anything of a maker asks no more than one row.
            models.Index(fields=("author", "audience"), name="document_by_maker",
                         condition=Q(status=Status.PUBLISHED)),
            models.Index(fields=("year",), name="document_by_year",
                         condition=Q(status=Status.PUBLISHED)),
            models.Index(fields=("review_due",), name="document_due",
                         condition=Q(status=Status.PUBLISHED)),
            models.Index(fields=("status", "id"), name="document_waiting",
                         condition=~Q(status=Status.PUBLISHED)),
            models.Index(F("status"), F("changed_at").desc(), F("id").desc(),
                         name="document_changed"),
            # The search table knows a document by its key as a word.
            models.Index(Cast("id", models.TextField()), name="document_key_as_word"),
        )  # fmt: skip

    @property
    def filename(self) -> str:
        return str(self.file.name or f"document-{self.pk}")

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def licence_page(self) -> str:
        return LICENCE_PAGES.get(Licence(self.licence), "")

    @property
    def is_due(self) -> bool:
        return self.review_due is not None and self.review_due <= timezone.localdate()


class DocumentVersion(models.Model):
    """One state of a document's file; the numbers of a document run from 1 and none is used twice."""

    document = models.ForeignKey(LibraryDocument, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("versie"))
    file = models.OneToOneField("community.StoredFile", models.PROTECT, related_name="+")
    captions = models.OneToOneField(
        "community.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("wat is er anders?"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("versie")
        verbose_name_plural = _("versies")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="document_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"


class DocumentPage(models.Model):
    """The words of one page, slide or sheet of a document's current version.

    By it a list says on which page a word stands, without opening whole books.
    """

    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    text = models.TextField()
    vector = SearchVectorField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "number"), name="document_page_once"),
        )

    def __str__(self) -> str:
        return f"{self.version_id} p. {self.number}"


class CollectionReaders(models.Model):
    """For whom a collection is: nothing in it, or under it, is for anybody else."""

    collection = models.OneToOneField(
        "wagtailcore.Collection", models.CASCADE, verbose_name=_("verzameling"),
        related_name="readers",
    )  # fmt: skip
    audience = models.CharField(_("voor wie"), max_length=10, choices=OF_ALL)
    organisations = models.ManyToManyField(
        "community.Organisation", verbose_name=_("gekozen organisaties"), related_name="+",
        blank=True,
    )  # fmt: skip

    class Meta:
        verbose_name = _("lezers van een verzameling")
        verbose_name_plural = _("lezers van verzamelingen")

    def __str__(self) -> str:
        return f"{self.collection}: {self.get_audience_display()}"


class Favourite(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    document = models.ForeignKey(LibraryDocument, models.CASCADE, related_name="favourites")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "document"), name="favourite_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.document_id}"


class Visit(models.Model):
    """What somebody opened last, for himself alone; the oldest are forgotten."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    document = models.ForeignKey(LibraryDocument, models.CASCADE, related_name="visits")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "document"), name="visit_once"),)
        indexes = (models.Index(fields=("user", "-at"), name="visit_newest"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.document_id}"


class DownloadDay(models.Model):
    """How often a document was taken on a day; by whom is kept nowhere."""

    document = models.ForeignKey(LibraryDocument, models.CASCADE, related_name="download_days")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("document", "day"), name="download_day_once"),
        )

    def __str__(self) -> str:
        return f"{self.document_id} {self.day}: {self.count}"
