"""Services in the search box."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.experts.models import SkillWord
from community.offers.models import ServiceOffer
from community.offers.rules import offers_for
from community.search.audience import EDITOR, MEMBER
from community.search.kinds import Entry, SearchKind

OFFER = "community.offer"


def entries(ids: Collection[str]) -> Iterator[Entry]:
    """What stands in the list, found by every word of its skills."""
    rows = ServiceOffer.objects.published().filter(pk__in=ids).select_related("organisation")
    found = list(rows.prefetch_related("skills"))
    skills = {skill.pk for row in found for skill in row.skills.all()}
    words: dict[int, list[str]] = {}
    for skill, word in SkillWord.objects.filter(skill__in=skills).values_list("skill", "word"):
        words.setdefault(skill, []).append(word)
    for row in found:
        said = [word for skill in row.skills.all() for word in words.get(skill.pk, ())]
        yield Entry(
            object_id=str(row.pk), title=row.title, summary=row.summary, audience=(MEMBER, EDITOR),
            url=reverse("community:offer", args=(row.pk,)), changed_at=row.changed_at,
            body="\n".join((row.text, row.organisation.display_name, *said)),
            facts={"organisation": row.organisation.display_name},
        )  # fmt: skip


def ids() -> Iterable[Any]:
    return ServiceOffer.objects.published().values_list("pk", flat=True)


def seen(request: HttpRequest, ids: Collection[str]) -> set[str]:
    rows = offers_for(request.user).published().filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


OFFERS = SearchKind(
    key=OFFER, label=_("Diensten"), icon="archive", order=8, entries=entries, ids=ids,
    visible=seen, row_template="community/offers/search_row.html",
)  # fmt: skip
