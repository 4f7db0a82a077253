"""Every table of this floor, for Django and the tests; inside the house import from the room."""

from community.accounts.models import User
from community.activity.models import Activity, Owed
from community.kpi.models import Measurement
from community.messaging.models import (
    Address,
    Body,
    Budget,
    Confirmation,
    Delivery,
    DeliveryEvent,
    Message,
    Preference,
)
from community.organisations.models import (
    Invitation,
    JoinRequest,
    MailDomain,
    Membership,
    NisCode,
    Organisation,
)

__all__ = [
    "Activity",
    "Address",
    "Body",
    "Budget",
    "Confirmation",
    "Delivery",
    "DeliveryEvent",
    "Invitation",
    "JoinRequest",
    "MailDomain",
    "Measurement",
    "Membership",
    "Message",
    "NisCode",
    "Organisation",
    "Owed",
    "Preference",
    "User",
]
