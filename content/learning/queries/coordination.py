"""What the people of one organisation learn, for who looks after their training."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Avg, Count, Exists, OuterRef, QuerySet

from community.organisations.models import Membership, Organisation
from content.learning.models import Enrolment, Statement

SORTS = {
    "name": ("user__last_name", "user__first_name"), "-name": ("-user__last_name", "-user__first_name"),
    "course": ("course_title",), "-course": ("-course_title",),
    "progress": ("progress",), "-progress": ("-progress",), "last": ("last_at",), "-last": ("-last_at",),
}  # fmt: skip
VERBS = "http://adlnet.gov/expapi/verbs/"
ACTIVITIES = "http://adlnet.gov/expapi/activities/"


def followed_in(organisation: Organisation | None, sort: str = "") -> QuerySet[Enrolment]:
    """Enrolments of who works there now and learns for it: of who left, nothing is shown."""
    working = Membership.objects.of(organisation).current().filter(user=OuterRef("user"))
    rows = Enrolment.objects.of(organisation).filter(Exists(working))
    rows = rows.select_related("user", "certificate")
    return rows.order_by(*SORTS.get(sort, SORTS["name"]), "course_title", "pk")


def summary_of(organisation: Organisation | None) -> dict[str, Any]:
    return followed_in(organisation).order_by().aggregate(
        people=Count("user", distinct=True), followed=Count("pk"),
        passed=Count("completed_at"), average=Avg("progress"),
    )  # fmt: skip


def as_xapi(rows: QuerySet[Statement]) -> Iterator[dict[str, Any]]:
    """Statements as an LRS takes them. People are named by an account here, never by their address."""
    for each in rows.select_related("enrolment").iterator(500):
        found: dict[str, Any] = {
            "id": str(each.pk),
            "actor": {
                "objectType": "Agent",
                "account": {"homePage": settings.SITE_URL, "name": str(each.enrolment.user_id)},
            },
            "verb": {"id": VERBS + each.verb, "display": {"en": each.verb}},
            "object": {
                "objectType": "Activity",
                "id": each.object_id,
                "definition": {
                    "name": {"nl": each.object_name}, "type": ACTIVITIES + each.object_type,
                },
            },
            "context": {"platform": "VlaVirGem"},
            "timestamp": each.at.isoformat(),
            "version": "1.0.3",
        }  # fmt: skip
        yield found | ({"result": each.result} if each.result else {})


def statements_of(enrolments: QuerySet[Enrolment]) -> QuerySet[Statement]:
    return Statement.objects.filter(enrolment__in=enrolments.values("pk")).order_by("at", "pk")
