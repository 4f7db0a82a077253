"""What readers heard in their bundles."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from qrc.advisories.enums import RevisionKind
from qrc.advisories.models import AdvisoryRevision
from qrc.bundles.enums import Fate
from qrc.bundles.models import BundleEntry
from qrc.bundles.values import Aside


def told_in_bundles(withdrawal: AdvisoryRevision) -> list[Aside]:
    """Who heard of this advisory in a bundle and not yet that it was withdrawn, ready to hear it."""
    about = BundleEntry.objects.filter(
        revision__advisory=withdrawal.advisory_id, fate=Fate.TOLD,
        bundle__message__isnull=False,
    )  # fmt: skip
    taken_back = about.filter(
        bundle__subscriber=OuterRef("bundle__subscriber"),
        revision__kind=RevisionKind.WITHDRAWN, revision__number__gt=OuterRef("revision__number"),
    )  # fmt: skip
    rows = about.exclude(revision__kind=RevisionKind.WITHDRAWN).exclude(Exists(taken_back))
    found: dict[int, Aside] = {}
    for each in rows.select_related("bundle__subscriber").order_by("pk"):
        reader = each.bundle.subscriber
        found[reader.pk] = Aside(
            reader.pk, reader.user_id, withdrawal.pk, each.bundle.cadence,
            frozenset(each.channels), "",
        )  # fmt: skip
    return list(found.values())


def told_between(
    recipients: Collection[str], *, since: datetime, until: datetime
) -> QuerySet[BundleEntry]:
    """What these readers heard in bundles that left in this time, oldest first."""
    keys = [int(each.removeprefix("subscriber:")) for each in recipients]
    rows = BundleEntry.objects.filter(fate=Fate.TOLD, bundle__subscriber__in=keys)
    rows = rows.filter(bundle__closed_at__gte=since, bundle__closed_at__lt=until)
    rows = rows.filter(bundle__message__isnull=False)
    return rows.select_related("revision__advisory", "bundle").order_by("bundle", "pk")
