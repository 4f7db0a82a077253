"""Who is asked to be the second of two: the other editors, at once, by mail and on screen."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.messaging.enums import Channel
from community.messaging.services import notify
from community.organisations.queries import other_qrc_editors
from qrc.feeds.models import Source
from qrc.notifications import SECOND_LOOK
from qrc.releases.models import Release

CHANNELS = (Channel.EMAIL, Channel.WEB)
WHY = _("U krijgt dit omdat u redacteur van de QRC bent.")


def call_for_release(*, release_id: int, key: str) -> int:
    """Ask the others for their yes; returns how many people were asked."""
    rows = Release.objects.open().filter(needs_two=True, second_at=None).exclude(first_by=None)
    release = rows.select_related("revision__advisory").filter(pk=release_id).first()
    if release is None:
        return 0
    letter = Letter(
        subject=format_lazy(_("Wacht op een tweede redacteur: {title}"), title=release.shown_title),
        paragraphs=(
            _("Een redacteur keurde deze waarschuwing goed. Ze vertrekt pas als ook een tweede dat "
              "doet."),
            _("Lees ze na, en keur ze goed of wijs ze af."),
        ),
        action_label=_("Waarschuwing nalezen"),
        why=WHY,
    )  # fmt: skip
    path = reverse("qrc:release-detail", args=[release.pk])
    return call_others(letter, path, first=release.first_by_id, key=key)


def call_for_policy(*, source_id: int, key: str) -> int:
    """Ask the others whether this source may warn by itself; returns how many people were asked."""
    source = Source.objects.filter(pk=source_id, policy_pending=True).first()
    if source is None:
        return 0
    letter = Letter(
        subject=format_lazy(
            _("Mag bron {name} vanzelf waarschuwen? Een tweede redacteur beslist"), name=source.name
        ),
        paragraphs=(
            format_lazy(_("Een redacteur koos als vrijgave: {policy}."), policy=_policy(source)),
            _("Tot iemand anders dat goedkeurt, gaan alle waarschuwingen van deze bron langs "
              "nazicht."),
        ),
        action_label=_("Bron bekijken"),
        why=WHY,
    )  # fmt: skip
    path = reverse("qrc:source-detail", args=[source.pk])
    return call_others(letter, path, first=source.policy_asked_by_id, key=key)


def _policy(source: Source) -> str | Promise:
    return dict(source._meta.get_field("release_policy").flatchoices)[source.release_policy]


def call_others(letter: Letter, path: str, *, first: int | None, key: str) -> int:
    """Ask every editor but the first for his yes, by mail and on screen; returns how many."""
    others = other_qrc_editors(first)
    if others:
        notify(
            SECOND_LOOK, to=recipients(others, channels=CHANNELS), key=key,
            content=words(letter, url=f"{settings.SITE_URL}{path}", channels=CHANNELS),
        )  # fmt: skip
    return len(others)
