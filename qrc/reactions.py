"""What the QRC listens to."""

from community.activity.models import Activity
from community.activity.reactions import reaction
from community.messaging.stopping import on_stop
from community.messaging.verbs import ADDRESS_CONFIRMED
from community.verbs import ACCOUNT_CHANGED
from qrc.alerts.services import raise_alert
from qrc.notifications import LIST
from qrc.subscriptions.services import (
    adopt_phone,
    follow_language,
    resume_channel,
    stop_channel,
)
from qrc.verbs import ADVISORY_REVISED


@reaction(ADVISORY_REVISED, key="qrc.raise_alert")
def warn(activity: Activity) -> None:
    raise_alert(revision_id=activity.data["revision"])


@reaction(ADDRESS_CONFIRMED, key="qrc.adopt_phone")
def adopt(activity: Activity) -> None:
    adopt_phone(address_id=int(activity.subject_id))


@reaction(ACCOUNT_CHANGED, key="qrc.follow_language")
def follow(activity: Activity) -> None:
    if "language" in activity.data["fields"]:
        follow_language(user_id=int(activity.subject_id))


on_stop(LIST, stop_channel, resume=resume_channel)
