"""What the QRC listens to."""

from catalogue.portfolio.queries import items_using
from catalogue.verbs import PORTFOLIO_CHANGED, SOLUTIONS_MERGED, VOCABULARY_CHANGED
from community.activity.models import Activity
from community.activity.reactions import reaction
from community.messaging.stopping import on_stop
from community.messaging.verbs import (
    ADDRESS_BOUNCED,
    ADDRESS_CONFIRMED,
    ADDRESS_DISABLED,
    ADDRESS_STOPPED,
    SMS_CAPPED,
)
from community.search.services import refresh
from community.verbs import ACCOUNT_CHANGED
from qrc.advisories.rises import rise_of, watch
from qrc.alerts.discussing import open_topic, watch_topics
from qrc.alerts.instead import mail_instead
from qrc.alerts.rising import tell_risen
from qrc.alerts.services import raise_alert
from qrc.alerts.standing import follow_items
from qrc.alerts.weekly import leave_week, resume_week
from qrc.contacts import services as contacts
from qrc.desk.calling import call_for_policy, call_for_release
from qrc.drills.calling import call_for_drill
from qrc.feeds import alarms
from qrc.findable import WARNING
from qrc.notifications import LIST, WEEKLY_LIST
from qrc.releases.models import Release
from qrc.sightings.services import became_warning
from qrc.subscriptions.queries import watched
from qrc.subscriptions.services import (
    adopt_phone,
    follow_language,
    resume_channel,
    stop_channel,
    tell_other_address,
)
from qrc.verbs import (
    ADVISORY_LIKELIER,
    ADVISORY_LISTED,
    ADVISORY_REVISED,
    ALERT_RAISED,
    DRILL_APPROVED,
    RELEASE_APPROVED,
    RELEASE_FREED,
    RELEASE_HELD,
    SOURCE_FAILED,
    SOURCE_GONE,
    SOURCE_HELD,
    SOURCE_MOVED,
    SOURCE_POLICY_ASKED,
    SOURCE_SILENT,
    SOURCE_SPOKE,
)


@reaction(ADVISORY_REVISED, key="qrc.raise_alert")
def warn(activity: Activity) -> None:
    raise_alert(revision_id=activity.data["revision"])


@reaction(ADVISORY_LIKELIER, key="qrc.tell_likelier")
def tell_likelier(activity: Activity) -> None:
    tell_risen(advisory_id=int(activity.subject_id), rise=rise_of(activity))


@reaction(ADVISORY_LISTED, key="qrc.tell_listed")
def tell_listed(activity: Activity) -> None:
    tell_risen(advisory_id=int(activity.subject_id), rise=rise_of(activity))


@reaction(RELEASE_FREED, key="qrc.tell_freed")
def tell(activity: Activity) -> None:
    raise_alert(revision_id=activity.data["revision"])


@reaction(RELEASE_FREED, key="qrc.sighting_told")
def thank(activity: Activity) -> None:
    became_warning(release_id=int(activity.subject_id))


@reaction(RELEASE_HELD, key="qrc.second_for_own")
def call_for_own(activity: Activity) -> None:
    """Who wrote a warning is its first; of others nobody has said yes yet."""
    call_for_release(release_id=int(activity.subject_id), key=_second(activity))


@reaction(RELEASE_APPROVED, key="qrc.second_for_release")
def call_for_second(activity: Activity) -> None:
    call_for_release(release_id=int(activity.subject_id), key=_second(activity))


@reaction(DRILL_APPROVED, key="qrc.second_for_drill")
def call_for_practice(activity: Activity) -> None:
    call_for_drill(drill_id=int(activity.subject_id), key=_second(activity))


@reaction(SOURCE_POLICY_ASKED, key="qrc.second_for_policy")
def call_for_rule(activity: Activity) -> None:
    call_for_policy(source_id=int(activity.subject_id), key=_second(activity))


def _second(activity: Activity) -> str:
    return f"qrc.second:{activity.pk}"


@reaction(ADDRESS_CONFIRMED, key="qrc.adopt_phone")
def adopt(activity: Activity) -> None:
    adopt_phone(address_id=int(activity.subject_id))


@reaction(ADDRESS_BOUNCED, key="qrc.tell_bounced")
def tell_bounced(activity: Activity) -> None:
    tell_other_address(address_id=int(activity.subject_id), key=f"qrc.address-lost:{activity.pk}")


@reaction(ADDRESS_DISABLED, key="qrc.tell_disabled")
def tell_disabled(activity: Activity) -> None:
    tell_other_address(address_id=int(activity.subject_id), key=f"qrc.address-lost:{activity.pk}")


@reaction(ADDRESS_STOPPED, key="qrc.tell_complained")
def tell_complained(activity: Activity) -> None:
    tell_other_address(address_id=int(activity.subject_id), key=f"qrc.address-lost:{activity.pk}")


@reaction(SMS_CAPPED, key="qrc.mail_instead")
def instead(activity: Activity) -> None:
    mail_instead(delivery_id=activity.data["delivery"])


@reaction(ACCOUNT_CHANGED, key="qrc.follow_language")
def follow(activity: Activity) -> None:
    if "language" in activity.data["fields"]:
        follow_language(user_id=int(activity.subject_id))


@reaction(SOURCE_GONE, key="qrc.source_gone_alarm")
def alarm_gone(activity: Activity) -> None:
    alarms.tell_gone(source_id=int(activity.subject_id), key=_alarm(activity))


@reaction(SOURCE_FAILED, key="qrc.source_failed_alarm")
def alarm_failing(activity: Activity) -> None:
    alarms.tell_failing(
        source_id=int(activity.subject_id), key=_alarm(activity), error=activity.data["error"]
    )


@reaction(SOURCE_MOVED, key="qrc.source_moved_alarm")
def alarm_moved(activity: Activity) -> None:
    alarms.tell_moved(source_id=int(activity.subject_id), key=_alarm(activity))


@reaction(SOURCE_HELD, key="qrc.source_held_alarm")
def alarm_held(activity: Activity) -> None:
    alarms.tell_held(source_id=int(activity.subject_id), key=_alarm(activity))


@reaction(SOURCE_SILENT, key="qrc.source_silent_alarm")
def alarm_silent(activity: Activity) -> None:
    alarms.tell_silent(source_id=int(activity.subject_id), key=_alarm(activity))


@reaction(SOURCE_SPOKE, key="qrc.source_spoke_alarm")
def alarm_spoke(activity: Activity) -> None:
    alarms.tell_spoke(source_id=int(activity.subject_id), key=_alarm(activity))


def _alarm(activity: Activity) -> str:
    return f"qrc.source-alarm:{activity.pk}"


@reaction(PORTFOLIO_CHANGED, key="qrc.follow_portfolio")
def follow_portfolio(activity: Activity) -> None:
    data = activity.data
    items = [*data["added"], *data["changed"]]
    follow_items(items=items, ended=data["ended"], key=f"qrc.portfolio:{activity.pk}")


@reaction(VOCABULARY_CHANGED, key="qrc.follow_vocabulary")
def follow_vocabulary(activity: Activity) -> None:
    _follow_solutions(activity, activity.data["solutions"])


@reaction(SOLUTIONS_MERGED, key="qrc.follow_merge")
def follow_merge(activity: Activity) -> None:
    _follow_solutions(activity, [activity.data["kept"]])


def _follow_solutions(activity: Activity, solutions: list[int]) -> None:
    items = items_using(solutions)
    follow_items(items=items, ended=[], key=f"qrc.portfolio:{activity.pk}")


def stop_warnings(*, address_id: int) -> int:
    """Out of the list: his subscriptions and his place as contact both leave this address."""
    return stop_channel(address_id=address_id) + contacts.stop_channel(address_id=address_id)


def resume_warnings(*, address_id: int) -> int:
    return resume_channel(address_id=address_id) + contacts.resume_channel(address_id=address_id)


watch(watched)
on_stop(LIST, stop_warnings, resume=resume_warnings)
on_stop(WEEKLY_LIST, leave_week, resume=resume_week)


@reaction(ALERT_RAISED, key="qrc.find_told")
def find_told(activity: Activity) -> None:
    refresh(WARNING, [activity.data["advisory"]])


@reaction(RELEASE_HELD, key="qrc.find_held")
def find_held(activity: Activity) -> None:
    """Found by the desk alone, from the moment it waits there."""
    rows = Release.objects.filter(pk=activity.subject_id)
    refresh(WARNING, rows.values_list("revision__advisory", flat=True))


@reaction(ALERT_RAISED, key="qrc.open_topic")
def discuss(activity: Activity) -> None:
    """A place to work it out together, once for a warning however often it is revised."""
    open_topic(advisory_id=activity.data["advisory"])


@reaction(PORTFOLIO_CHANGED, key="qrc.watch_topics")
def follow_talk(activity: Activity) -> None:
    data = activity.data
    watch_topics(items=[*data["added"], *data["changed"]])
