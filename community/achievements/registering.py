"""Adding a metric: it is known from then on, and whom its verbs move is looked at anew."""

from __future__ import annotations

from collections.abc import Callable

from community.achievements.metrics import Metric, Moved, metrics
from community.achievements.services import owe_look
from community.activity.models import Activity
from community.activity.reactions import reaction


def register_metric(metric: Metric) -> Metric:
    """For the faces `badges.py`: register it, and listen to its verbs."""
    metrics.register(metric)
    for verb, moved in metric.moves:
        key = f"community.weigh.{metric.key.replace('.', '_')}.{verb.key.rpartition('.')[2]}"
        reaction(verb, key=key)(_looker(metric.subjects, moved))
    return metric


def _looker(kind: str, moved: Moved) -> Callable[[Activity], None]:
    def look(activity: Activity) -> None:
        owe_look(kind=kind, subjects=[key for key in moved(activity) if key is not None])

    return look
