"""Every table of this floor, for Django and the tests; inside the house import from the room."""

from community.accounts.models import User
from community.activity.models import Activity, Owed
from community.api_keys.models import ApiKey
from community.events.models import (
    AgendaFeed,
    Evaluation,
    Event,
    Material,
    Registration,
    Session,
)
from community.files.models import FileText, StoredFile, Upload
from community.kpi.models import Measurement
from community.mail_in.models import IncomingMail
from community.messaging.models import (
    Address,
    Body,
    Budget,
    Confirmation,
    Delivery,
    DeliveryEvent,
    Message,
    Preference,
    SmsAllowance,
)
from community.organisations.models import (
    Invitation,
    JoinRequest,
    MailDomain,
    Membership,
    NisCode,
    Organisation,
)
from community.search.models import SearchCompound, SearchEntry

__all__ = [
    "Activity",
    "Address",
    "AgendaFeed",
    "ApiKey",
    "Body",
    "Budget",
    "Confirmation",
    "Delivery",
    "DeliveryEvent",
    "Evaluation",
    "Event",
    "FileText",
    "IncomingMail",
    "Invitation",
    "JoinRequest",
    "MailDomain",
    "Material",
    "Measurement",
    "Membership",
    "Message",
    "NisCode",
    "Organisation",
    "Owed",
    "Preference",
    "Registration",
    "SearchCompound",
    "SearchEntry",
    "Session",
    "SmsAllowance",
    "StoredFile",
    "Upload",
    "User",
]
