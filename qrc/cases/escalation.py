"""Nobody answers: remind the second contact, and in the end show it to the QRC."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.activity.services import record
from community.messaging.bodies import render, unmarked
from community.messaging.enums import Channel
from community.messaging.services import notify
from community.messaging.values import Recipient
from community.organisations.models import Membership
from qrc.advisories.enums import RANK, Severity
from qrc.cases.enums import Via
from qrc.cases.links import acknowledge_url
from qrc.cases.models import Case
from qrc.cases.rules import OPEN_CIRCLE, is_grave
from qrc.contacts.enums import Rank
from qrc.contacts.models import Patience
from qrc.contacts.queries import Contact, contacts_of, patience_of
from qrc.contacts.services import subscribers_for
from qrc.notifications import ESCALATION
from qrc.subscriptions.models import Subscriber
from qrc.verbs import CASE_ESCALATED

CHANNELS = (str(Channel.EMAIL), str(Channel.SMS), str(Channel.WEB))
QUIET = (str(Channel.EMAIL), str(Channel.WEB))


def escalate_due() -> int:
    """Take each step that is due, once; returns how many were taken. May be killed at any line."""
    awaiting = (
        Case.objects.open()
        .unacknowledged()
        .filter(asked_at__isnull=False, unanswered_at=None, advisory__withdrawn_at=None)
    )
    rows = list(awaiting.select_related("advisory").order_by("asked_at", "pk"))
    patience = patience_of({each.organisation_id for each in rows})
    now = timezone.now()
    due = [each for each in rows if _is_due(each, patience[each.organisation_id], now)]
    return sum(_step(each.pk, now) for each in due)


def _hours(case: Case, patience: Patience) -> int | None:
    """How long an answer is waited for; None for what is not worth a reminder."""
    if is_grave(case.advisory):
        return patience.grave_hours
    return patience.high_hours if case.advisory.severity == Severity.HIGH else None


def _is_due(case: Case, patience: Patience, now: datetime) -> bool:
    hours, since = _hours(case, patience), case.escalated_at or case.asked_at
    return hours is not None and since is not None and since + timedelta(hours=hours) <= now


def _step(pk: int, now: datetime) -> bool:
    """The next step of one case, unless somebody answered meanwhile or another worker takes it."""
    with transaction.atomic():
        rows = Case.objects.open().unacknowledged().filter(pk=pk, unanswered_at=None)
        rows = rows.select_for_update(of=("self",), skip_locked=True)
        case = rows.select_related("advisory", "organisation").first()
        if case is None or not _is_due(
            case, patience_of([case.organisation_id])[case.organisation_id], now
        ):
            return False
        step = 1 if case.escalated_at is None else 2
        if step == 1:
            case.escalated_at = now
            _remind(case)
        else:
            case.unanswered_at = now
        case.save(update_fields=("escalated_at", "unanswered_at"))
        record(
            CASE_ESCALATED, organisation=case.organisation, subject=case, step=step,
            round=case.round,
        )  # fmt: skip
    return True


def _remind(case: Case) -> None:
    """The second contact and the administrators hear that nobody answered."""
    to = _recipients(case)
    if not to:
        return
    advisory = copy(case.advisory)
    advisory.title = unmarked(advisory.title)
    url = f"{settings.SITE_URL}{reverse('qrc:case', args=[case.pk])}"
    context = {
        "advisory": advisory,
        "severity": advisory.severity,
        "open": advisory.tlp in OPEN_CIRCLE,
        "organisation": case.organisation.display_name,
        "asked_at": case.asked_at,
        "action_url": url,
        "action_label": _("Bekijk wat u te doen staat"),
    }
    notify(
        ESCALATION, to=to, key=f"qrc.escalation:{case.pk}#{case.round}",
        content=render("qrc/cases/escalation", context, channels=CHANNELS, url=url),
        organisation=case.organisation, is_demo=advisory.is_demo,
        priority=5 - RANK[advisory.severity],
    )  # fmt: skip


def _recipients(case: Case) -> list[Recipient]:
    people = _people(case)
    subscribers = subscribers_for(people)
    found: list[Recipient] = []
    for person in people:
        found += _ways(case, person, subscribers[person.user.pk])
    return found


def _people(case: Case) -> Sequence[Contact]:
    """The second contact first, then the administrators that he is not."""
    pk = case.organisation_id
    second = [each for each in contacts_of([pk]).get(pk, ()) if each.rank == Rank.SECOND]
    known = {each.user.pk for each in second}
    managing = (
        Membership.objects.current().administrators().filter(organisation=pk, user__is_active=True)
    )
    others = managing.exclude(user__in=known).select_related("user").order_by("joined_at", "pk")
    return second + [Contact(pk, 0, each.user, QUIET, chosen=False) for each in others]


def _ways(case: Case, person: Contact, subscriber: Subscriber) -> list[Recipient]:
    advisory, name, language = case.advisory, subscriber.recipient, subscriber.language
    grave = advisory.severity == Severity.CRITICAL
    ways: list[Recipient] = []
    for channel, via, address in (
        (Channel.EMAIL, Via.EMAIL, subscriber.email_id),
        (Channel.SMS, Via.SMS, subscriber.phone_id if grave else None),
    ):
        if channel in person.channels and address is not None:
            link = acknowledge_url(
                subscriber=subscriber.pk, advisory=advisory.pk, since=timezone.localdate(),
                via=via,
            )  # fmt: skip
            parts = {"ack": link}
            ways.append(Recipient(name, str(channel), address, person.user.pk, language, parts))
    if Channel.WEB in person.channels:
        ways.append(Recipient(name, str(Channel.WEB), None, person.user.pk, language))
    return ways
