"""Warnings whose chances rise, and who asked to hear of that."""

from __future__ import annotations

from datetime import date
from typing import Any

from community.activity.models import Activity
from community.activity.services import pay_owed
from community.messaging.models import Delivery
from qrc.advisories.cve_facts import Chance, Listed, learn_chances, learn_listed
from qrc.advisories.models import Advisory
from qrc.alerts.services import raise_alert
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import qrc as make

CVE, OTHER = "CVE-2026-10432", "CVE-2026-20001"
DAY = date(2026, 11, 10)


def score(epss: float, cve: str = CVE, day: date = DAY) -> None:
    learn_chances([Chance(cve, epss, 0.5, day)])


def listing(*cves: str) -> None:
    learn_listed([Listed(each, DAY, ransomware=False) for each in cves], complete=False)


def tell(of: Advisory | None = None, kind: str = "", **fields: Any) -> Advisory:
    """A warning about the CVE that leaves now, or the next revision of it."""
    advisory = of or make.advisory(**{"cves": [CVE]} | fields)
    raise_alert(revision_id=make.revision(advisory, **({"kind": kind} if kind else {})).pk)
    return advisory


def wish(person: Any = None, **rules: Any) -> str:
    """A reader who asks for it from a chance of ten percent, as messaging knows him."""
    rules = {"min_epss": 0.1} | rules
    if person is None:
        return make.subscriber(**rules).recipient
    found = subscriber_of(user=person)
    subscribe(subscriber=found, **rules)
    return found.recipient


def rung(channel: str = "email") -> list[str]:
    rows = Delivery.objects.filter(message__kind="qrc.alert", channel=channel)
    return list(rows.order_by("recipient", "pk").values_list("recipient", flat=True))


def events() -> list[tuple[str, dict[str, Any]]]:
    rows = Activity.objects.filter(verb__in=("qrc.advisory.likelier", "qrc.advisory.listed"))
    return list(rows.order_by("pk").values_list("verb", "data"))


def rise(epss: float, **more: Any) -> None:
    score(epss, **more)
    pay_owed()
