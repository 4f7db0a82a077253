"""What stands beside courses: learning paths and digital books."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from content.learning.enums import Readers, Tongue
from content.learning.models.pages import CoursePage


class LearningPath(ClusterableModel):
    """Courses in the order in which they are best taken."""

    title = models.CharField(_("titel"), max_length=120)
    slug = models.SlugField(_("adres"), max_length=120, unique=True)
    lead = models.CharField(_("inleiding"), max_length=300)
    is_live = models.BooleanField(_("zichtbaar"), default=False)

    panels = [
        FieldPanel("title"), FieldPanel("slug"), FieldPanel("lead"), FieldPanel("is_live"),
        InlinePanel("steps", heading=_("Cursussen, in volgorde"), min_num=1),
    ]  # fmt: skip

    class Meta:
        ordering = ("title", "pk")
        verbose_name = _("leertraject")
        verbose_name_plural = _("leertrajecten")

    def __str__(self) -> str:
        return self.title


class PathStep(Orderable):
    path = ParentalKey(LearningPath, on_delete=models.CASCADE, related_name="steps")
    course = models.ForeignKey(
        CoursePage, models.CASCADE, related_name="+", verbose_name=_("cursus")
    )

    panels = [FieldPanel("course")]

    class Meta(Orderable.Meta):
        constraints = (models.UniqueConstraint(fields=("path", "course"), name="path_course_once"),)


class Book(ClusterableModel):
    """A book that is read at its publisher's; whether one may, hangs on one's organisation."""

    title = models.CharField(_("titel"), max_length=200)
    author = models.CharField(_("auteur"), max_length=200, blank=True)
    publisher = models.CharField(_("uitgever"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("jaar"), null=True, blank=True)
    language = models.CharField(_("taal"), max_length=2, choices=Tongue, default=Tongue.DUTCH)
    summary = models.TextField(_("waarover gaat het"), max_length=1000, blank=True)
    cover = models.ForeignKey(
        "content.HouseImage", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("omslag"),
    )  # fmt: skip
    reader_url = models.URLField(_("adres van de lezer"), max_length=500)
    audience = models.CharField(
        _("wie heeft toegang"), max_length=12, choices=Readers, default=Readers.CHOSEN
    )
    is_live = models.BooleanField(_("in de catalogus"), default=True)

    panels = [
        *(FieldPanel(name) for name in (
            "title", "author", "publisher", "year", "language", "summary", "cover", "reader_url",
            "audience",
        )),
        InlinePanel("organisations", heading=_("Organisaties met toegang")),
        FieldPanel("is_live"),
    ]  # fmt: skip

    class Meta:
        ordering = ("title", "pk")
        verbose_name = _("digitaal boek")
        verbose_name_plural = _("digitale boeken")

    def __str__(self) -> str:
        return self.title


class BookOrganisation(Orderable):
    book = ParentalKey(Book, on_delete=models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(
        "community.Organisation", models.CASCADE, related_name="+", verbose_name=_("organisatie")
    )

    class Meta(Orderable.Meta):
        constraints = (
            models.UniqueConstraint(fields=("book", "organisation"), name="book_organisation_once"),
        )
