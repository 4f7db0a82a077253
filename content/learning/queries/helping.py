"""Courses that teach a skill a bestuur lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest

from community.experts.helps import Suggestion
from community.experts.models import Skill, SkillWord
from community.kit.text import WordMatcher
from content.learning.models import CourseSkill
from content.learning.queries.catalogue import catalogue

SHORTEST = 3
"""Signs of a word that is looked for in titles: `C` stands in too many."""


def courses_for(request: HttpRequest, skills: Sequence[Skill]) -> Mapping[int, Suggestion]:
    """For each skill the first course, by title, that names one of its words in its title or among
    what one can do afterwards; of those that this person may know of."""
    if not skills:
        return {}
    words: dict[str, set[int]] = {}
    named = SkillWord.objects.filter(skill__in=skills).values_list("skill", "word")
    for skill, word in named:
        if len(word) >= SHORTEST:
            words.setdefault(word, set()).add(skill)
    courses = list(catalogue(request.user).prefetch_related(None))
    taught: dict[int, list[str]] = {}
    rows = CourseSkill.objects.filter(page__in=[each.pk for each in courses])
    for page, name in rows.values_list("page", "name"):
        taught.setdefault(page, []).append(name)
    matcher = WordMatcher(words)
    found: dict[int, Suggestion] = {}
    for course in courses:
        for word in matcher.matches([course.title, *taught.get(course.pk, ())]):
            for skill in words[word]:
                found.setdefault(skill, Suggestion(course.title, course.get_url(request) or ""))
    return found
