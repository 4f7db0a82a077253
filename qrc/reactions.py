"""What the QRC listens to."""

from community.activity.models import Activity
from community.activity.reactions import reaction
from community.messaging.stopping import on_stop
from community.messaging.verbs import ADDRESS_CONFIRMED
from community.verbs import ACCOUNT_CHANGED
from qrc.alerts.services import raise_alert
from qrc.feeds import alarms
from qrc.notifications import LIST
from qrc.subscriptions.services import (
    adopt_phone,
    follow_language,
    resume_channel,
    stop_channel,
)
from qrc.verbs import ADVISORY_REVISED, SOURCE_FAILED, SOURCE_GONE, SOURCE_MOVED


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


@reaction(SOURCE_GONE, key="qrc.source_gone_alarm")
def alarm_gone(activity: Activity) -> None:
    alarms.tell_gone(source_id=int(activity.subject_id), key=_alarm(activity))


@reaction(SOURCE_FAILED, key="qrc.source_failed_alarm")
def alarm_failing(activity: Activity) -> None:
    alarms.tell_failing(source_id=int(activity.subject_id), key=_alarm(activity))


@reaction(SOURCE_MOVED, key="qrc.source_moved_alarm")
def alarm_moved(activity: Activity) -> None:
    alarms.tell_moved(source_id=int(activity.subject_id), key=_alarm(activity))


def _alarm(activity: Activity) -> str:
    return f"qrc.source-alarm:{activity.pk}"


on_stop(LIST, stop_channel, resume=resume_channel)
