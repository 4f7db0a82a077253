"""What the desk does: it counts, approves, writes and passes on."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from qrc.advisories.models import AdvisoryRevision
from qrc.advisories.services import take_in
from qrc.advisories.values import Report
from qrc.alerts.releasing import measure
from qrc.feeds.enums import ReleasePolicy
from qrc.feeds.models import MANUAL, Source
from qrc.releases import services as releases
from qrc.releases.enums import WaitReason
from qrc.releases.models import Release
from qrc.sightings.enums import SightingState
from qrc.sightings.models import Sighting
from qrc.sightings.services import follow_up

OWN_SOURCE = "QRC van V-ICT-OR"


def recount(release: Release) -> Release:
    """Count anew whom it would reach; audiences move while a candidate waits."""
    release.audience, release.segments = measure(release.revision, release)
    release.needs_two = release.demands_two()
    release.save(update_fields=("audience", "segments", "needs_two"))
    return release


def edit(*, release: Release, actor: Any, **changes: Any) -> Release:
    with transaction.atomic():
        return recount(releases.edit(release=release, actor=actor, **changes))


def approve(
    *, release: Release, actor: Any, at: datetime | None = None, version: int | None = None
) -> Release:
    """ValidationError (Dutch) when it may not be approved, or not by this person."""
    reach, parts = measure(release.revision, release)
    return releases.approve(
        release=release, actor=actor, audience=reach, segments=parts, at=at, version=version
    )


def merge(*, release: Release, into: Release, actor: Any) -> Release:
    with transaction.atomic():
        releases.merge(release=release, into=into, actor=actor)
        rows = Release.objects.select_related("revision__advisory__source")
        return recount(rows.get(pk=into.pk))


def write_alert(
    *, author: Any, title: str, severity: str, tlp: str, summary: str = "", action: str = "",
    products: Sequence[str] = (), organisations: Iterable[Any] = (),
    sighting: Sighting | None = None,
) -> Release:  # fmt: skip
    """A warning of our own: an advisory of our standing source, which waits for a second editor.

    `organisations` narrows it to these besturen; `sighting` is what a member told us of it.
    """
    number = f"QRC-{timezone.localdate():%Y%m%d}-{secrets.token_hex(3)}"
    report = Report(
        identity=number, title=title, severity=severity, tlp=tlp, summary=summary, action=action,
        products=[{"vendor": "", "product": each, "versions": ""} for each in products],
        language="nl", published_at=timezone.now(),
    )  # fmt: skip
    with transaction.atomic():
        source = own_source()
        take_in(source=source, reports=[report], fetch=None, complete=False, silent=False)
        revision = AdvisoryRevision.objects.select_related("advisory__source").get(
            advisory__source=source, advisory__identity=number
        )
        release = releases.hold(
            revision=revision, why=WaitReason.OURS, audience={}, segments=0, author=author,
            organisations=organisations,
        )  # fmt: skip
        if sighting is not None:
            follow_up(sighting=sighting, state=SightingState.SEEN, actor=author, release=release)
        return recount(release)


def own_source() -> Source:
    """The source of what the desk writes itself; it stands for ever and is never polled."""
    source, _made = Source.objects.get_or_create(
        name=OWN_SOURCE,
        defaults={
            "url": "https://www.v-ict-or.be/", "kind": MANUAL, "publisher": "V-ICT-OR",
            "language": "nl", "release_policy": ReleasePolicy.REVIEW,
            "imported_at": timezone.now(),
        },
    )  # fmt: skip
    return source
