"""Subscriptions as the values that matching compares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qrc.matching.rules import Wish
from qrc.subscriptions.models import SubscriptionQuerySet


def wishes_of(rows: SubscriptionQuerySet) -> list[Wish]:
    """What these subscriptions ask for, the oldest first."""
    found = rows.order_by("id").values_list(
        "id", "subscriber_id", "organisation_id", "min_severity", "words", "keywords", "channels",
        "mail_on_changed", "portfolio", "min_epss", "only_exploited", "sources", "max_tlp",
        "cadence", "urgent_at_once", "most_per_hour",
    )  # fmt: skip
    return [
        Wish(
            *row[:4],
            tuple(row[4]),
            tuple(row[5]),
            tuple(row[6]),
            *row[7:11],
            tuple(row[11]),
            *row[12:],
        )
        for row in found.iterator(chunk_size=2000)
    ]


def wish_for(rules: Mapping[str, Any], told: Mapping[str, Any]) -> Wish:
    """A wish that nobody keeps yet, from the values that `subscribe` takes."""
    here = rules["organisation"]
    return Wish(
        0, 0, here.pk if here is not None else None, rules["min_severity"],
        tuple(rules["words"]), tuple(rules["keywords"]), tuple(told.get("channels") or ()),
        bool(told.get("mail_on_changed")), rules["portfolio"], rules["min_epss"],
        rules["only_exploited"], tuple(rules["sources"]), rules["max_tlp"],
        told.get("cadence") or "immediate", bool(told.get("urgent_at_once", True)),
        told.get("most_per_hour"),
    )  # fmt: skip
