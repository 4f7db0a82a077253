"""What a warning says, by channel and language."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.messaging.bodies import render
from community.messaging.values import Content
from qrc.advisories.enums import RevisionKind, Tlp
from qrc.advisories.models import AdvisoryRevision

CHANNELS = ("email", "sms", "web", "webhook")
OPEN = (Tlp.CLEAR, Tlp.GREEN)
"""Only these may be spelt out in an SMS, which anybody near the phone can read."""


def words_for(revision: AdvisoryRevision) -> Content:
    """The words of one revision, rendered once for all its readers."""
    advisory = revision.advisory
    path = reverse("qrc:advisory-detail", args=[advisory.pk])
    context = {
        "advisory": advisory,
        "revision": revision,
        "open": advisory.tlp in OPEN,
        "short": path_short(advisory.pk),
        # What is withdrawn alarms nobody any more, however grave it looked.
        "severity": "" if revision.kind == RevisionKind.WITHDRAWN else advisory.severity,
        "action_url": f"{settings.SITE_URL}{path}",
        "action_label": _("Bekijk de waarschuwing"),
    }
    return render(
        "qrc/alerts/alert",
        context,
        channels=CHANNELS,
        url=f"{settings.SITE_URL}{path}",
        headers={"X-VlaVirGem-Reference": reference(revision)},
    )


def reference(revision: AdvisoryRevision) -> str:
    """`<source>/<identity>#<number> <kind>`: what a mail rule or a test can hold on to."""
    advisory = revision.advisory
    return f"{advisory.source.name}/{advisory.identity}#{revision.number} {revision.kind}"


def path_short(advisory_id: int) -> str:
    """The address that fits in an SMS; it leads to the warning."""
    return f"{settings.SITE_URL}{reverse('qrc:short', args=[advisory_id])}"
