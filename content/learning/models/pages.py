"""Course, module, lesson: what editors write, in the tree of pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page

from content.learning.blocks import FEATURES, LessonBlocks
from content.learning.enums import Completion, Level, Readers, Tongue

RESERVED = frozenset(
    {"boeken", "cursus", "les", "mijn", "mijn-bestuur", "pakket", "toets", "traject"}
)
"""Addresses under /leren/ that are screens of ours."""


class CourseIndexPage(Page):
    """Where courses stand in the tree; visitors see the catalogue in its place."""

    lead = models.CharField(_("inleiding"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.CoursePage"]
    max_count = 1
    template = "content/learning/index_preview.html"

    class Meta:
        verbose_name = _("leren")
        verbose_name_plural = _("leren")


class CoursePage(Page):
    """One course. What stands here anybody may read, unless it is for chosen organisations."""

    has_own_readers = True
    lead = models.CharField(_("inleiding"), max_length=300)
    body = RichTextField(_("waarover gaat het"), blank=True, features=FEATURES)
    cover = models.ForeignKey(
        "content.HouseImage", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("beeld"),
    )  # fmt: skip
    audience = models.CharField(
        _("voor wie"), max_length=12, choices=Readers, default=Readers.MEMBERS
    )
    language = models.CharField(_("taal"), max_length=2, choices=Tongue, default=Tongue.DUTCH)
    level = models.CharField(_("niveau"), max_length=12, choices=Level, default=Level.START)
    minutes = models.PositiveSmallIntegerField(
        _("duur in minuten"), validators=[MinValueValidator(1), MaxValueValidator(6000)]
    )
    completion = models.CharField(
        _("geslaagd wanneer"), max_length=12, choices=Completion, default=Completion.ALL
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("cover"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("audience", "language", "level", "minutes")],
            heading=_("Catalogus"),
        ),
        InlinePanel("organisations", heading=_("Gekozen organisaties")),
        InlinePanel("skills", heading=_("Vaardigheden")),
        FieldPanel("completion"),
    ]
    parent_page_types = ["content.CourseIndexPage"]
    subpage_types = ["content.ModulePage"]
    template = "content/learning/course.html"

    class Meta:
        verbose_name = _("cursus")
        verbose_name_plural = _("cursussen")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1), name="course_takes_some_time"
            ),
        )

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("Dit adres is van een ander scherm. Kies een ander.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """For the preview of editors; readers come by a view that knows them."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"shell": "base.html"}


class CourseOrganisation(Orderable):
    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(
        "community.Organisation", models.CASCADE, related_name="+", verbose_name=_("organisatie")
    )

    class Meta(Orderable.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("page", "organisation"), name="course_organisation_once"
            ),
        )


class CourseSkill(Orderable):
    """What one can do afterwards, as e-CF or ESCO names it; a badge points there."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="skills")
    name = models.CharField(_("vaardigheid"), max_length=120)
    framework = models.CharField(_("kader"), max_length=60, blank=True, help_text=_("e-CF of ESCO"))
    code = models.CharField(_("code"), max_length=20, blank=True)
    url = models.URLField(_("adres"), blank=True)


class ModulePage(Page):
    has_own_readers = True
    lead = models.CharField(_("inleiding"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["content.CoursePage"]
    subpage_types = ["content.LessonPage"]
    template = "content/learning/module_preview.html"

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")


class LessonPage(Page):
    has_own_readers = True
    minutes = models.PositiveSmallIntegerField(
        _("duur in minuten"), default=5, validators=[MinValueValidator(1)]
    )
    body = StreamField(LessonBlocks(), verbose_name=_("les"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("minutes"), FieldPanel("body")]
    parent_page_types = ["content.ModulePage"]
    subpage_types: list[str] = []
    template = "content/learning/lesson.html"

    class Meta:
        verbose_name = _("les")
        verbose_name_plural = _("lessen")
