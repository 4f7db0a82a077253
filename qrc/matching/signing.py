"""By what an advisory is recognised, kept so that many are looked up in one statement."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from django.db import connection
from django.utils import timezone

from qrc.advisories.models import Advisory
from qrc.matching.gathering import number_names
from qrc.matching.models import SEPARATOR, AdvisorySignal, Signature
from qrc.matching.signals import Row, Signal, kind_of_list, signals_of

READING = 1
"""By which reading signals are made of words: one more whenever `signals.py`, or what it stands
on, makes other signals of the same words (a test tells). What an older one signed is stale."""
VERSION_FIELDS = ("product", "versions", "status", "scheme")
"""What `version_state` reads of a row."""
SIGNED = ("pairs", "content_hash", "told_hash", "reading", "rows", "signed_at")
BATCH = 500
# A list of a thousand products has thousands of signals.
COPY = """
COPY qrc_advisorysignal (advisory_id, kind, vendor_key, product_key, confidence, rows) FROM STDIN
"""


def sign(advisories: Sequence[Advisory]) -> None:
    """Write the signatures and signals of these; what still holds is left alone.

    Inside the caller's transaction. Signatures go first: two workers that sign the same advisory
    wait for each other there.
    """
    due = _due(advisories)
    if not due:
        return
    signed = {each.pk: signals_of(each, kind_of_list(each.source.kind)) for each in due}
    places: dict[int, list[list[int]]] = {}
    signatures = []
    for each in due:
        said, places[each.pk] = numbered(signed[each.pk])
        signatures.append(_signature(each, signed[each.pk], said))
    Signature.objects.bulk_create(
        signatures, update_conflicts=True, unique_fields=["advisory"], update_fields=SIGNED,
        batch_size=BATCH,
    )  # fmt: skip
    AdvisorySignal.objects.filter(advisory__in=list(signed)).delete()
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for key, signals in signed.items():
            for signal, rows in zip(signals, places[key], strict=True):
                copy.write_row((key, signal.kind, *signal.pair, str(signal.confidence), rows))


def _due(advisories: Sequence[Advisory]) -> list[Advisory]:
    """Those whose signature does not hold any more."""
    rows = Signature.objects.filter(advisory__in=[each.pk for each in advisories])
    stands = {
        key: holding
        for key, *holding in rows.values_list("advisory", "content_hash", "told_hash", "reading")
    }
    return [
        each
        for each in advisories
        if stands.get(each.pk) != [each.content_hash, told_hash(each), READING]
    ]


def told_hash(advisory: Advisory) -> str:
    """Of all that signals are made of: a finer product list is no other content."""
    said = [kind_of_list(advisory.source.kind), advisory.title, advisory.products]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def numbered(signals: Sequence[Signal]) -> tuple[list[Row], list[list[int]]]:
    """The rows that these signals stand on, each once, and by signal the places of its own."""
    places: dict[tuple[tuple[str, str], ...], int] = {}
    by_signal = []
    for signal in signals:
        said = [
            tuple((name, row[name]) for name in VERSION_FIELDS if row.get(name))
            for row in signal.products
        ]
        by_signal.append(list(dict.fromkeys(places.setdefault(row, len(places)) for row in said)))
    return [dict(row) for row in places], by_signal


def _signature(advisory: Advisory, signals: Sequence[Signal], rows: list[Row]) -> Signature:
    pairs = {SEPARATOR.join(each.pair) for each in signals}
    return Signature(
        advisory=advisory, pairs=sorted(pairs | {*number_names(advisory)}), rows=rows,
        content_hash=advisory.content_hash, told_hash=told_hash(advisory), reading=READING,
        signed_at=timezone.now(),
    )  # fmt: skip
