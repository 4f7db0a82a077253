"""What members tell the QRC, and what they hear back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.activity.services import record
from community.messaging.enums import Channel
from community.messaging.services import notify
from community.organisations.models import Organisation
from qrc.notifications import SIGHTING
from qrc.releases.models import Release
from qrc.sightings.enums import SightingState
from qrc.sightings.models import Sighting
from qrc.verbs import SIGHTING_CHANGED, SIGHTING_RECEIVED


def tell_qrc(*, reporter: Any, organisation: Organisation, **fields: Any) -> Sighting:
    """Put what somebody saw in the inbox of the desk.

    The activity names no actor when he asked to stay unnamed: colleagues read the log too.
    """
    with transaction.atomic():
        made: Sighting = Sighting.objects.create(
            reporter=reporter, organisation=organisation, **fields
        )
        actor = None if made.is_anonymous else reporter
        record(SIGHTING_RECEIVED, organisation=organisation, actor=actor, subject=made)
    return made


def follow_up(
    *, sighting: Sighting, state: str, actor: Any = None, note: str = "",
    release: Release | None = None,
) -> bool:  # fmt: skip
    """Move a sighting on and tell its reporter, once per state; False when it was there already."""
    with transaction.atomic():
        row = Sighting.objects.select_for_update().get(pk=sighting.pk)
        row.release = release or row.release
        row.note = note or row.note
        moved = row.state != state
        row.state, row.changed_at = state, timezone.now()
        row.save()
        if moved:
            _tell_reporter(row)
            record(SIGHTING_CHANGED, actor=actor, subject=row, state=str(state))
    return moved


def became_warning(*, release_id: int) -> None:
    """The warning that came of these sightings leaves: say so to who told us."""
    for each in Sighting.objects.unfinished().filter(release=release_id):
        follow_up(sighting=each, state=SightingState.WARNED)


def _tell_reporter(row: Sighting) -> None:
    if row.reporter is None or not row.reporter.is_active:
        return
    letter = Letter(
        subject=format_lazy(_("Uw melding: {state}"), state=row.get_state_display()),
        paragraphs=(row.title, *([row.note] if row.note else [])),
        why=_("U krijgt dit omdat u dit aan de QRC meldde."),
    )
    url = f"{settings.SITE_URL}{reverse('qrc:sighting-mine')}"
    notify(
        SIGHTING,
        to=recipients([row.reporter], channels=(Channel.WEB,)),
        content=words(letter, url=url, channels=(Channel.WEB,)),
        key=f"qrc.sighting:{row.pk}:{row.state}:{row.changed_at.isoformat()}",
    )
