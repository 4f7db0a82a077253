"""Which warnings go out by which feed. Nothing above TLP:GREEN, whoever reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from community.organisations.models import Organisation
from qrc.advisories.models import Advisory, AdvisoryQuerySet
from qrc.advisories.told import newest_as_told
from qrc.advisories.visibility import open_to_all, readable_by
from qrc.alerts.concerning import concerning
from qrc.releases.queries import all_told, with_desk
from qrc.subscriptions.models import Subscription

MOST = 100


def for_everybody() -> Sequence[Advisory]:
    """The newest TLP:CLEAR warnings, withdrawn ones too, the last changed first."""
    return _newest(open_to_all())


def for_organisation(organisation: Organisation) -> Sequence[Advisory]:
    """The newest warnings that concern it; TLP:GREEN as long as somebody of it is a member."""
    return _newest(readable_by(organisation).filter(pk__in=concerning(organisation).values("pk")))


def _newest(rows: AdvisoryQuerySet) -> Sequence[Advisory]:
    return all_told(newest_as_told(with_desk(rows), MOST))


def wishes_changed_at(organisation: Organisation) -> datetime | None:
    """When somebody last began, changed or stopped a subscription for it."""
    rows = Subscription.objects.filter(organisation=organisation)
    found: datetime | None = rows.aggregate(at=Max("updated_at"))["at"]
    return found
