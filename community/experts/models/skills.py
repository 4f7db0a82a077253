from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.experts.ecf import COMPETENCES
from community.experts.enums import Area


class SkillQuerySet(models.QuerySet["Skill"]):
    def offered(self) -> Self:
        """Those that one can choose now; what people have of others is kept."""
        return self.filter(is_retired=False)


class Skill(models.Model):
    """Something one can know. The list is the house's own (`community/experts/data/skills.csv`)."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("naam"), max_length=80)
    area = models.CharField(_("domein"), max_length=20, choices=Area)
    # A competence of EN 16234-1; may be absent.
    e_cf = models.CharField(max_length=4, blank=True)
    # A broader skill, one step: who is asked about that is found by this one too.
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="narrower"
    )
    is_retired = models.BooleanField(default=False)

    objects: ClassVar[Any] = SkillQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("name", "pk")
        verbose_name = _("vaardigheid")
        verbose_name_plural = _("vaardigheden")
        constraints = (
            models.CheckConstraint(
                condition=Q(e_cf="") | Q(e_cf__regex=r"^[A-E]\.(1[01]?|[2-9])$"),
                name="skill_e_cf_is_a_code",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("id")),
                name="skill_not_its_own_parent",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def competence(self) -> Promise | str:
        """What the competence of the e-CF is about, in our words; "" without one."""
        return COMPETENCES.get(self.e_cf, "")


class SkillWord(models.Model):
    """A word by which a skill is found, its name among them; `folded` is how it is compared."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="words")
    word = models.CharField(max_length=80)
    folded = models.CharField(max_length=100, db_index=True)

    class Meta:
        app_label = "community"
        constraints = (models.UniqueConstraint(fields=("skill", "folded"), name="skill_word_once"),)

    def __str__(self) -> str:
        return self.word
