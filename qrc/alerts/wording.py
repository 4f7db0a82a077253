"""What a warning says, by channel and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.messaging.bodies import render, unmarked
from community.messaging.enums import Channel
from community.messaging.values import Content
from qrc.advisories.enums import RevisionKind, Tlp
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.advisories.text import changes_of, words_of
from qrc.advisories.visibility import told_to_others

CHANNELS = ("email", "sms", "web", "webhook")
OPEN = (Tlp.CLEAR, Tlp.GREEN)
"""Only these may be spelt out in an SMS, which anybody near the phone can read."""


def words_for(revision: AdvisoryRevision, *, also: Sequence[Advisory] = ()) -> Content:
    """The words of one revision, rendered once for all its readers.

    `also`: what other sources say of the same thing; they are named beside the source.
    """
    advisory = _unmarked(revision.advisory)
    path = reverse("qrc:advisory-detail", args=[advisory.pk])
    context = {
        "advisory": advisory,
        "revision": revision,
        # Called once per language: our own sentence is said in the reader's.
        "said": lambda: words_of(advisory),
        "changes": lambda: [_change(e) for e in changes_of(advisory, revision.spoken_changes)],
        "also": [_unmarked(each) for each in also],
        "open": advisory.tlp in OPEN,
        "short": path_short(advisory.pk),
        "others": _others(advisory) if revision.kind == RevisionKind.WITHDRAWN else [],
        # What is withdrawn alarms nobody any more, however grave it looked.
        "severity": "" if revision.kind == RevisionKind.WITHDRAWN else advisory.severity,
        "emergency_url": f"{settings.SITE_URL}{reverse('qrc:emergency')}",
        "action_url": f"{settings.SITE_URL}{path}",
        "action_label": _("Bekijk de waarschuwing"),
    }
    content = render(
        "qrc/alerts/alert",
        context,
        channels=CHANNELS,
        url=f"{settings.SITE_URL}{path}",
        headers={"X-VlaVirGem-Reference": reference(revision)},
    )
    data = data_of(revision)
    return {
        (channel, language): replace(words, headers=data) if channel == Channel.WEBHOOK else words
        for (channel, language), words in content.items()
    }


def data_of(revision: AdvisoryRevision) -> dict[str, Any]:
    """A warning for a machine to act upon, by the names that the API uses too."""
    advisory = revision.advisory
    return {
        "id": advisory.pk,
        "number": revision.number,
        "change": revision.kind,
        "source": advisory.source.name,
        "identity": advisory.identity,
        "severity": advisory.severity,
        "cves": advisory.cves,
        "exploited": advisory.exploited,
        "ransomware": advisory.ransomware,
        "tlp": advisory.tlp,
    }


def _unmarked(advisory: Advisory) -> Advisory:
    """A source's words reach many at once: none of them may steer what a reader gets to see."""
    told = copy(advisory)
    for name in ("title", "summary", "action", "link"):
        setattr(told, name, unmarked(getattr(advisory, name)))
    told.cves = [unmarked(each) for each in advisory.cves]
    return told


def _change(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: unmarked(value) if isinstance(value, str) else value for key, value in said.items()
    }


def _others(advisory: Advisory) -> list[tuple[str, str]]:
    """(source, address) of who still warns of the same event, for whom this one withdraws."""
    if advisory.cluster_id is None:
        return []
    rows = told_to_others().standing().filter(cluster=advisory.cluster_id, tlp__in=OPEN)
    return [
        (each.source.name, f"{settings.SITE_URL}{reverse('qrc:advisory-detail', args=[each.pk])}")
        for each in rows.exclude(pk=advisory.pk).select_related("source").order_by("pk")[:5]
    ]


def reference(revision: AdvisoryRevision) -> str:
    """`<source>/<identity>#<number> <kind>`: what a mail rule or a test can hold on to."""
    advisory = revision.advisory
    return f"{advisory.source.name}/{advisory.identity}#{revision.number} {revision.kind}"


def path_short(advisory_id: int) -> str:
    """The address that fits in an SMS; it leads to the warning."""
    return f"{settings.SITE_URL}{reverse('qrc:short', args=[advisory_id])}"
