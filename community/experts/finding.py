"""Experts in the search box: by name, subject, and every word of what they share with all members."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.accounts.naming import shown_name
from community.experts.enums import Sharing
from community.experts.models import ExpertProfile, MemberSkill, SkillWord
from community.experts.rules import experts_for
from community.search.audience import EDITOR, GOVERNMENT, MEMBER
from community.search.kinds import Entry, SearchKind

EXPERT = "community.expert"


def entries(ids: Collection[str]) -> Iterator[Entry]:
    """Those who may be asked and share a skill with all members."""
    keys = [int(each) for each in ids]
    rows = ExpertProfile.objects.open().filter(pk__in=keys).select_related("user", "organisation")
    told = MemberSkill.objects.filter(user__in=keys, shared=Sharing.MEMBERS).order_by("skill__name")
    known: dict[int, list[Any]] = {}
    for each in told.select_related("skill"):
        known.setdefault(each.user_id, []).append(each.skill)
    words: dict[int, list[str]] = {}
    skills = {skill.pk for row in known.values() for skill in row}
    for skill, word in SkillWord.objects.filter(skill__in=skills).values_list("skill", "word"):
        words.setdefault(skill, []).append(word)
    for row in rows:
        if row.pk in known:
            yield _entry(row, known[row.pk], words)


def _entry(row: ExpertProfile, skills: list[Any], words: dict[int, list[str]]) -> Entry:
    circle = (MEMBER, EDITOR) if row.seen_by_suppliers else (GOVERNMENT, EDITOR)
    names = [each.name for each in skills]
    return Entry(
        object_id=str(row.pk), title=shown_name(row.user), audience=circle,
        summary=row.subjects or ", ".join(names), url=reverse("community:expert", args=(row.pk,)),
        body="\n".join([*names, *(word for each in skills for word in words.get(each.pk, ()))]),
        changed_at=row.changed_at,
        facts={"organisation": str(row.organisation or ""), "skills": names[:6]},
    )  # fmt: skip


def ids() -> Iterable[Any]:
    told = MemberSkill.objects.filter(shared=Sharing.MEMBERS)
    return (
        ExpertProfile.objects.open().filter(pk__in=told.values("user")).values_list("pk", flat=True)
    )


def seen(request: HttpRequest, ids: Collection[str]) -> set[str]:
    rows = experts_for(request.user).filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


EXPERTS = SearchKind(
    key=EXPERT, label=_("Experts"), icon="users", order=7, entries=entries, ids=ids, visible=seen,
    row_template="community/experts/search_row.html",
)  # fmt: skip
