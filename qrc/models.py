"""Every table of this floor, for Django and the tests; inside the house import from the room."""

from qrc.advisories.models import (
    Advisory,
    AdvisoryRevision,
    Cluster,
    CveFact,
    HeldWithdrawal,
)
from qrc.alerts.models import Alert, WeeklyOverview
from qrc.bundles.models import Bundle, BundleEntry
from qrc.cases.models import Case
from qrc.contacts.models import Patience, WarningContact
from qrc.drills.models import Drill, DrillResult
from qrc.emergencies.models import EmergencyPage
from qrc.feeds.models import Fetch, Payload, Source, SourceDocument
from qrc.matching.models import AdvisorySignal, Hit, Signature
from qrc.outlets.models import OrganisationFeed
from qrc.releases.models import Release
from qrc.sightings.models import Sighting
from qrc.subscriptions.models import Subscriber, Subscription

__all__ = [
    "Advisory",
    "AdvisoryRevision",
    "AdvisorySignal",
    "Alert",
    "Bundle",
    "BundleEntry",
    "Case",
    "Cluster",
    "CveFact",
    "Drill",
    "DrillResult",
    "EmergencyPage",
    "Fetch",
    "HeldWithdrawal",
    "Hit",
    "OrganisationFeed",
    "Patience",
    "Payload",
    "Release",
    "Sighting",
    "Signature",
    "Source",
    "SourceDocument",
    "Subscriber",
    "Subscription",
    "WarningContact",
    "WeeklyOverview",
]
