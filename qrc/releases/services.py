"""From waiting to freed, planned, rejected or lapsed; each change once, with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from community.activity.services import record
from qrc.advisories.enums import RevisionKind
from qrc.advisories.models import AdvisoryRevision
from qrc.releases.enums import ReleaseState, WaitReason
from qrc.releases.models import Release
from qrc.releases.two_people import UNAPPROVED, sign
from qrc.verbs import (
    RELEASE_APPROVED,
    RELEASE_CLOSED,
    RELEASE_EDITED,
    RELEASE_FREED,
    RELEASE_HELD,
)

OVERTAKEN = _lazy("De bron bracht intussen iets nieuws.")
NEWS = {RevisionKind.CHANGED: 0, RevisionKind.ESCALATED: 1, RevisionKind.NEW: 2}


def hold(
    *, revision: AdvisoryRevision, why: WaitReason, audience: Mapping[str, int], segments: int,
    author: Any = None, organisations: Iterable[Any] = (),
) -> Release:  # fmt: skip
    """Let a revision wait for an editor; once per revision. `author` wrote it himself, which
    counts as the first of two."""
    with transaction.atomic():
        release, is_new = Release.objects.get_or_create(
            revision=revision,
            defaults={
                "why": why, "severity": revision.advisory.severity, "audience": dict(audience),
                "segments": segments, "first_by": author,
                "first_at": timezone.now() if author is not None else None,
            },
        )  # fmt: skip
        if is_new:
            release.organisations.set(organisations)
            release.needs_two = release.demands_two()
            release.save(update_fields=("needs_two",))
            _keep_newest(revision)
            record(RELEASE_HELD, actor=author, subject=release, why=str(why))
    return Release.objects.select_related("revision__advisory__source").get(pk=release.pk)


def _keep_newest(revision: AdvisoryRevision) -> None:
    """One candidate per advisory: the newest stands for the others, with what the desk wrote.

    Nobody heard of the older ones, so what only changed meanwhile is still news.
    """
    rows = Release.objects.open().filter(revision__advisory=revision.advisory)
    locked = rows.select_for_update(of=("self",)).select_related("revision")
    *older, newest = locked.order_by("revision__number")
    for each in older:
        now = newest.revision
        if NEWS.get(RevisionKind(each.revision.kind), 0) > NEWS.get(RevisionKind(now.kind), 0):
            now.kind = each.revision.kind
            now.save(update_fields=("kind",))
        for name in ("title", "summary", "action"):
            setattr(newest, name, getattr(newest, name) or getattr(each, name))
        newest.save(update_fields=("title", "summary", "action"))
        each.merged.update(merged_into=newest)
        text = _("De bron bracht intussen versie %(n)s.") % {"n": now.number}
        _close(each, ReleaseState.LAPSED, text)


def lapse(*, revision: AdvisoryRevision) -> int:
    """This revision leaves by itself: what still waits of older ones need not be looked at."""
    with transaction.atomic():
        rows = Release.objects.open().filter(
            revision__advisory=revision.advisory, revision__number__lt=revision.number
        )
        found = list(rows.select_for_update())
        gone = revision.kind == RevisionKind.WITHDRAWN
        text = _("De bron trok deze waarschuwing in.") if gone else OVERTAKEN
        for each in found:
            _close(each, ReleaseState.LAPSED, text)
    return len(found)


def edit(*, release: Release, actor: Any, **changes: Any) -> Release:
    """Change words, severity or moment; who approved before did not approve this."""
    with transaction.atomic():
        row = _open(release)
        fields = [name for name, value in changes.items() if getattr(row, name) != value]
        if not fields:
            return row
        reset = UNAPPROVED | {"state": ReleaseState.WAITING, "version": row.version + 1}
        if row.why == WaitReason.OURS:
            # Who wrote it is the first of two.
            reset |= {"first_by": actor, "first_at": timezone.now()}
        for name, value in (changes | reset).items():
            setattr(row, name, value)
        row.save()
        record(RELEASE_EDITED, actor=actor, subject=row, fields=fields)
    return row


def approve(
    *, release: Release, actor: Any, audience: Mapping[str, int], segments: int,
    at: datetime | None = None, version: int | None = None,
) -> Release:  # fmt: skip
    """One person says yes; the last yes that is needed frees it, or plans it for `at`.

    `version` is what he read: when it is not the one that would leave, he must read again.

    ValidationError (Dutch) when it may not: decided meanwhile, overtaken, or the same person twice.
    """
    with transaction.atomic():
        row = _open(release)
        if _is_overtaken(row):
            raise ValidationError(_("De bron bracht intussen iets nieuws. Laad de pagina opnieuw."))
        if version is not None and version != row.version:
            raise ValidationError(_("Iemand wijzigde dit intussen. Lees het opnieuw."))
        row.audience, row.segments = dict(audience), segments
        row.needs_two = row.demands_two()
        row.scheduled_for = at or row.scheduled_for
        is_second = sign(row, actor)
        record(RELEASE_APPROVED, actor=actor, subject=row, by_two=is_second)
        if not row.is_approved:
            row.save()
        elif row.scheduled_for is not None and row.scheduled_for > timezone.now():
            row.state = ReleaseState.PLANNED
            row.save()
        else:
            _free(row, actor)
    return row


def reject(*, release: Release, actor: Any, reason: str) -> Release:
    with transaction.atomic():
        return _close(_open(release), ReleaseState.REJECTED, reason, actor)


def merge(*, release: Release, into: Release, actor: Any) -> Release:
    """Tell two candidates as one: `into` is told, to the readers of both, naming both sources."""
    with transaction.atomic():
        if release.pk == into.pk:
            raise ValidationError(_("Kies een andere waarschuwing."))
        target, row = _open(into), _open(release)
        row.merged.update(merged_into=target)
        row.merged_into = target
        for name, value in UNAPPROVED.items():
            setattr(target, name, value)
        target.state, target.version = ReleaseState.WAITING, target.version + 1
        target.save()
        return _close(row, ReleaseState.MERGED, _("Samengevoegd met een andere bron."), actor)


def free_due(*, limit: int = 100) -> int:
    """Free what was planned for now; looked at once more, for the source may have spoken since."""
    freed = 0
    for pk in list(Release.objects.due().order_by("scheduled_for").values_list("pk", flat=True))[
        :limit
    ]:
        with transaction.atomic():
            rows = Release.objects.due().select_for_update(of=("self",), skip_locked=True)
            row = rows.select_related("revision__advisory__source").filter(pk=pk).first()
            if row is None:
                continue
            if _is_overtaken(row):
                _close(row, ReleaseState.LAPSED, OVERTAKEN)
            else:
                _free(row, None)
                freed += 1
    return freed


def _open(release: Release) -> Release:
    rows = Release.objects.select_for_update(of=("self",))
    row = rows.select_related("revision__advisory__source").get(pk=release.pk)
    if not row.is_open:
        raise ValidationError(
            _("Hierover is al beslist: %(state)s.") % {"state": row.get_state_display()}
        )
    return row


def _is_overtaken(release: Release) -> bool:
    """Whether the advisory moved on since: then a newer candidate waits, or nothing is left."""
    return release.revision.number < release.revision.advisory.number


def _free(row: Release, actor: Any) -> None:
    row.state, row.decided_at = ReleaseState.FREED, timezone.now()
    row.save()
    record(RELEASE_FREED, actor=actor, subject=row, revision=row.revision_id)


def _close(row: Release, state: ReleaseState, reason: str | Promise, actor: Any = None) -> Release:
    row.state, row.reason, row.decided_at = state, str(reason)[:500], timezone.now()
    row.save()
    if state == ReleaseState.LAPSED:
        # What other sources said of it still stands, and waits on its own again.
        row.merged.filter(state=ReleaseState.MERGED).update(
            state=ReleaseState.WAITING, merged_into=None, reason="", decided_at=None
        )
    record(RELEASE_CLOSED, actor=actor, subject=row, state=str(state))
    return row
