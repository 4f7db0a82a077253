"""What others than QRC editors read of a warning while a later state of it waits at the desk:
the last state that was told."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, JSONObject

from community.organisations.rules import is_qrc_editor
from qrc.advisories.enums import RevisionKind
from qrc.advisories.models import Advisory, AdvisoryQuerySet, AdvisoryRevision
from qrc.advisories.values import SHOWN
from qrc.advisories.visibility import FREED, passes_the_desk, told_revisions, told_states


def as_readable_by(user: Any, rows: Iterable[Advisory]) -> list[Advisory]:
    """These warnings as this person may read them; editors read what the source says now."""
    return list(rows) if is_qrc_editor(user) else as_told(rows)


def as_told(rows: Iterable[Advisory]) -> list[Advisory]:
    """The same warnings in the same order, each in the last state that was told; one query."""
    found = list(rows)
    last = {each.advisory_id: each for each in _last_told([each.pk for each in found])}
    return [in_state(each, last[each.pk]) if each.pk in last else each for each in found]


def newest_as_told(rows: AdvisoryQuerySet, most: int) -> list[Advisory]:
    """The last changed of these with their source, each as `as_told` gives it; for short lists,
    in one query for all."""
    said = AdvisoryRevision.objects.filter(advisory=OuterRef("pk")).order_by("-number")
    said = said.exclude(kind=RevisionKind.WITHDRAWN)
    state = JSONObject(number="number", at="at", content="content")
    told = told_states().annotate(state=state).order_by("-number")
    # Of most sources nothing waits: the database looks no further.
    rows = rows.annotate(
        said=Case(When(passes_the_desk(), then=Subquery(said.values("number")[:1]))),
        told=Case(When(passes_the_desk(), then=Subquery(told.values("state")[:1]))),
    )
    found = rows.select_related("source").order_by("-changed_at", "-pk")[:most]
    return [
        in_state(each, _revision(each.told)) if each.told and each.told["number"] != each.said else each
        for each in found
    ]  # fmt: skip


def told_severity(user: Any) -> Any:
    """An expression on advisories: the severity as this person reads it, the desk's own grade where
    the last told state left by the desk."""
    if is_qrc_editor(user):
        return F("severity")
    said = Case(When(release__state=FREED, then="release__severity"), default="severity")
    last = told_states().annotate(said=said).order_by("-number").values("said")[:1]
    told = Coalesce(Subquery(last), "severity")
    return Case(When(passes_the_desk(), then=told), default="severity")


def _revision(state: dict[str, Any]) -> AdvisoryRevision:
    at = datetime.fromisoformat(state["at"])
    return AdvisoryRevision(number=state["number"], at=at, content=state["content"])


def _last_told(keys: list[int]) -> QuerySet[AdvisoryRevision]:
    """Of these advisories: the last told revision, where something newer waits."""
    told = told_states().order_by("-number")
    said = AdvisoryRevision.objects.filter(advisory=OuterRef("pk")).order_by("-number")
    said = said.exclude(kind=RevisionKind.WITHDRAWN)
    rows = Advisory.objects.filter(passes_the_desk(), pk__in=keys).annotate(
        told=Subquery(told.values("pk")[:1]), said=Subquery(said.values("pk")[:1])
    )
    waiting = rows.exclude(told=F("said")).exclude(told=None)
    return AdvisoryRevision.objects.filter(pk__in=waiting.values("told"))


def in_state(advisory: Advisory, revision: AdvisoryRevision) -> Advisory:
    """A copy of the warning as it stood in one of its revisions."""
    found = copy(advisory)
    for name in SHOWN:
        if name in revision.content:
            setattr(found, name, _value(name, revision.content[name]))
    if found.withdrawn_at is None:
        # A withdrawal is no secret: it keeps its own number and moment.
        found.number, found.changed_at = revision.number, revision.at
    return found


def _value(name: str, plain: Any) -> Any:
    return date.fromisoformat(plain) if name == "due_on" and plain else plain


def revisions_for(user: Any) -> QuerySet[AdvisoryRevision]:
    """The history that this person may read: all but what waits at the desk, or was refused there."""
    rows = AdvisoryRevision.objects.all()
    if is_qrc_editor(user):
        return rows
    held = Q(release__isnull=False) | passes_the_desk("advisory__")
    untold = ~Q(pk__in=told_revisions().values("pk")) & ~Q(kind=RevisionKind.WITHDRAWN)
    return rows.exclude(held & untold)
