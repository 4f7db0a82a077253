"""Withdrawals that come in a crowd wait for an editor: a source that breaks looks just like that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from qrc.advisories.models import Advisory, HeldWithdrawal
from qrc.advisories.values import Report

FEW, SHARE = 3, 100
Withdrawal = tuple[Advisory, Report | None]
"""What is withdrawn, and how the source said so; None when it is just gone."""


def most_at_once(source: Any) -> int:
    """How many withdrawals of one poll are believed at once: three, or one in a hundred."""
    return max(FEW, Advisory.objects.filter(source=source).standing().count() // SHARE)


def sifted(gone: Sequence[Withdrawal], *, room: int | None) -> tuple[list[Withdrawal], int]:
    """Those that pass, and how many are held from now on.

    What an editor has yet to judge, or judged untrue, stays as it is and takes no room.
    """
    rows = HeldWithdrawal.objects.filter(advisory__in=[advisory.pk for advisory, _said in gone])
    judged = set(rows.values_list("advisory_id", flat=True))
    fresh = [each for each in gone if each[0].pk not in judged]
    if room is None or len(fresh) <= room:
        return fresh, 0
    HeldWithdrawal.objects.bulk_create(
        [
            HeldWithdrawal(
                advisory=advisory, by_absence=said is None,
                source_version=said.source_version if said else "",
                updated_at=said.updated_at if said else None,
            )
            for advisory, said in fresh
        ],
        ignore_conflicts=True, batch_size=500,
    )  # fmt: skip
    return [], len(fresh)


def release(named: Iterable[Advisory], reports: Mapping[str, Report]) -> None:
    """The source names these again as standing: nothing about them waits any more."""
    standing = [each.pk for each in named if not reports[each.identity].withdrawn]
    HeldWithdrawal.objects.filter(advisory__in=standing).delete()


def waiting_of(source: Any) -> QuerySet[HeldWithdrawal]:
    """The withdrawals of a source that wait for an editor's word."""
    rows = HeldWithdrawal.objects.filter(advisory__source=source, dismissed_at=None)
    return rows.select_related("advisory").order_by("pk")
