from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.experts.enums import SkillLevel
from community.experts.models.skills import Skill
from community.organisations.owned import Owned


class SkillNeed(Owned):
    """What a bestuur wants to have at hand: so many people with a skill, at least at this level."""

    skill = models.ForeignKey(Skill, models.PROTECT, related_name="needs")
    level = models.PositiveSmallIntegerField(_("minstens niveau"), choices=SkillLevel, default=2)
    people = models.PositiveSmallIntegerField(
        _("aantal mensen"), default=1, validators=(MinValueValidator(1), MaxValueValidator(99))
    )

    class Meta:
        app_label = "community"
        ordering = ("skill__area", "skill__name", "pk")
        verbose_name = _("nodige vaardigheid")
        verbose_name_plural = _("nodige vaardigheden")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "skill"), name="skill_need_once"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5, people__gte=1, people__lte=99),
                name="skill_need_in_range",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} · {self.skill_id}"
