"""Every table of this floor, for Django and the tests; inside the house import from the room."""

from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.alerts.models import Alert
from qrc.feeds.models import Fetch, Payload, Source, SourceDocument
from qrc.subscriptions.models import Subscriber, Subscription

__all__ = [
    "Advisory",
    "AdvisoryRevision",
    "Alert",
    "Fetch",
    "Payload",
    "Source",
    "SourceDocument",
    "Subscriber",
    "Subscription",
]
