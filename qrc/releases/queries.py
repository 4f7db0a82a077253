"""What waits at the desk, and what the desk made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from qrc.advisories.models import Advisory, AdvisoryQuerySet, AdvisoryRevision
from qrc.releases.enums import ReleaseState
from qrc.releases.models import Release

EDITABLE = ("severity", "title", "summary", "action")


def held_by_channel() -> dict[str, int]:
    """How many messages wait for an editor, by channel."""
    held: Counter[str] = Counter()
    for audience in Release.objects.open().values_list("audience", flat=True):
        held.update(audience)
    return dict(held)


def release_of(revision: AdvisoryRevision) -> Release | None:
    return Release.objects.filter(revision=revision).first()


def merged_with(release: Release | None) -> list[AdvisoryRevision]:
    """The revisions of other sources that are told in the same breath."""
    if release is None or release.pk is None:
        return []
    rows = AdvisoryRevision.objects.filter(
        release__merged_into=release, release__state=ReleaseState.MERGED,
        advisory__withdrawn_at=None,
    )  # fmt: skip
    return list(rows.select_related("advisory__source").order_by("pk"))


def merged_by(revisions: Collection[int]) -> dict[int, list[Advisory]]:
    """By revision that carries others, the advisories told in the same breath; in one query."""
    rows = AdvisoryRevision.objects.filter(
        release__merged_into__revision__in=revisions, release__state=ReleaseState.MERGED,
        advisory__withdrawn_at=None,
    ).annotate(carrier=F("release__merged_into__revision"))  # fmt: skip
    found: dict[int, list[Advisory]] = {}
    for each in rows.select_related("advisory__source").order_by("pk"):
        found.setdefault(each.carrier, []).append(each.advisory)
    return found


def with_severity(revision: AdvisoryRevision, release: Release | None) -> AdvisoryRevision:
    """The same revision as graded by the desk; the rows themselves stay as the source said."""
    if release is None or release.severity == revision.advisory.severity:
        return revision
    graded, advisory = copy(revision), copy(revision.advisory)
    graded.severity = advisory.severity = release.severity
    graded.advisory = advisory
    return graded


def as_told(revision: AdvisoryRevision, release: Release | None) -> AdvisoryRevision:
    """The revision as its readers get it: graded and written by the desk."""
    if release is None:
        return revision
    told = copy(with_severity(revision, release))
    words = {name: getattr(release, name) for name in EDITABLE}
    told.advisory = _written(revision.advisory, words)
    return told


def _written(advisory: Advisory, words: Mapping[str, str]) -> Advisory:
    told = copy(advisory)
    written = [name for name in EDITABLE if words[name]]
    for name in written:
        setattr(told, name, words[name])
    if {"title", "summary", "action"} & set(written):
        told.language = "nl"
    told.written_by_desk = frozenset(written)
    return told


def told_of(advisory: Advisory) -> Advisory:
    """The advisory with the words of the desk, when the state it is given left by the desk."""
    words = _freed().filter(revision__advisory=advisory, revision__number=advisory.number)
    said = words.values(*EDITABLE).first()
    return _written(advisory, said) if said else advisory


def with_desk(rows: AdvisoryQuerySet) -> AdvisoryQuerySet:
    """With `desk`: what the desk wrote of the newest state that left by it, for `all_told`."""
    freed = _freed().filter(revision__advisory=OuterRef("pk")).order_by("-revision__number")
    words = JSONObject(number="revision__number", **{name: name for name in EDITABLE})
    return rows.annotate(desk=Subquery(freed.values(said=words)[:1]))


def all_told(rows: Iterable[Advisory]) -> list[Advisory]:
    """Rows of `with_desk`, in their order, each as `told_of` says; no query."""
    return [_told_with(each, getattr(each, "desk", None)) for each in rows]


def _told_with(advisory: Advisory, desk: Mapping[str, Any] | None) -> Advisory:
    # The state it is given: a later one may wait, or left by itself.
    if desk is None or desk["number"] != advisory.number:
        return advisory
    return _written(advisory, desk)


def graded(rows: AdvisoryQuerySet, severities: Collection[str]) -> AdvisoryQuerySet:
    """Those told with one of these severities: the desk's, where the newest state left by it."""
    severity = Subquery(_freed_of_row().values("severity")[:1])
    told = rows.annotate(told_severity=Coalesce(severity, "severity"))
    return told.filter(told_severity__in=severities)


def _freed() -> QuerySet[Release]:
    return Release.objects.filter(state=ReleaseState.FREED)


def _freed_of_row() -> QuerySet[Release]:
    return _freed().filter(revision__advisory=OuterRef("pk"), revision__number=OuterRef("number"))
