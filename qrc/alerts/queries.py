"""Figures about what was sent."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils import timezone

from community.messaging.enums import Channel, State
from community.messaging.models import Delivery
from community.messaging.services import oldest_waiting
from qrc.advisories.models import Advisory
from qrc.alerts.models import Alert
from qrc.feeds.models import Source
from qrc.releases.queries import held_by_channel


def status() -> dict[str, Any]:
    """The state of the QRC as `qrc_status --json` prints it.

    `deliveries` counts the whole outbox, confirmations included: it is what left the house,
    so it can be held against what providers counted. `held` counts as well what waits for an
    editor, by the audience it would have. `oldest_waiting_seconds` is how long the
    oldest delivery that is due has waited; 0 when nothing waits.
    """
    deliveries = {str(channel): {str(state): 0 for state in State} for channel in Channel}
    for row in Delivery.objects.values("channel", "state").annotate(n=Count("pk")):
        deliveries[row["channel"]][row["state"]] = row["n"]
    for channel, waiting in held_by_channel().items():
        deliveries[channel][State.HELD] += waiting
    oldest = oldest_waiting()
    return {
        "sources": {
            "total": Source.objects.taken().count(),
            "failing": Source.objects.failing().count(),
        },
        "advisories": Advisory.objects.count(),
        "alerts": Alert.objects.count(),
        "deliveries": deliveries,
        "oldest_waiting_seconds": int((timezone.now() - oldest).total_seconds()) if oldest else 0,
    }
