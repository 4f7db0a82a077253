from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.forum.enums import Follow, Starters, SupplierRule
from community.organisations.enums import Audience

AUDIENCES = (Audience.PUBLIC, Audience.MEMBERS, Audience.GOVERNMENTS, Audience.GROUP)


class CategoryQuerySet(models.QuerySet["Category"]):
    def standing(self) -> Self:
        return self.filter(is_archived=False)


class Category(models.Model):
    """A part of the forum: what is said in it is for one audience, and for nobody else.

    A category under another has an audience of its own; the one above only orders the list.
    """

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("onder"),
    )  # fmt: skip
    name = models.CharField(_("naam"), max_length=60)
    slug = models.SlugField(_("naam in het adres"), max_length=60, unique=True)
    summary = models.CharField(_("waarover"), max_length=200)
    order = models.PositiveSmallIntegerField(_("volgorde"), default=100)
    audience = models.CharField(
        _("voor wie"), max_length=10, default=Audience.GOVERNMENTS,
        choices=[(each.value, each.label) for each in AUDIENCES],
    )  # fmt: skip
    group = models.OneToOneField(
        "community.Group", models.CASCADE, null=True, blank=True, related_name="category",
        verbose_name=_("groep"),
    )  # fmt: skip
    starters = models.CharField(
        _("wie begint een onderwerp"), max_length=10, choices=Starters, default=Starters.READERS
    )
    suppliers = models.CharField(
        _("leveranciers"), max_length=10, choices=SupplierRule, default=SupplierRule.TAKE_PART
    )
    # What follows of itself for whoever may read here and chose nothing.
    follow = models.PositiveSmallIntegerField(
        _("volgen bij verstek"), choices=Follow, default=Follow.NORMAL
    )
    reviews_newcomers = models.BooleanField(_("eerste berichten nakijken"), default=True)
    is_archived = models.BooleanField(_("afgesloten"), default=False)
    topic_count = models.PositiveIntegerField(default=0)
    post_count = models.PositiveIntegerField(default=0)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[Any] = CategoryQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("order", "name", "pk")
        verbose_name = _("categorie")
        verbose_name_plural = _("categorieën")
        constraints = (
            models.CheckConstraint(
                condition=Q(audience__in=AUDIENCES), name="category_audience_fits"
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.GROUP, group__isnull=False)
                | (~Q(audience=Audience.GROUP) & Q(group=None)),
                name="category_of_a_group_is_for_it",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="category_not_its_own_parent"
            ),
        )

    def __str__(self) -> str:
        return self.name
