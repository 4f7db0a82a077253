"""What is known of a CVE whoever reports it: EPSS and CISA's list of the exploited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone
from django.utils.formats import number_format

from qrc.advisories.models import Advisory, CveFact
from qrc.advisories.rises import note_chances, note_listed

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance, 0 to 1, that a CVE is exploited within thirty days, and its rank among all."""

    cve: str
    epss: float
    percentile: float | None
    on: date


def percents(*chances: float) -> list[str]:
    """Chances as people read them: 0.034 → "3,4", 0.41 → "41"; finer when they would look equal."""
    for digits in (1, 3):
        said = [number_format(each * 100, digits).rstrip("0").rstrip(",.") for each in chances]
        if len(set(said)) == len(said):
            break
    return said


@dataclass(frozen=True, slots=True)
class Listed:
    """A CVE that CISA lists as exploited since a day."""

    cve: str
    since: date | None
    ransomware: bool


def known_cves() -> set[str]:
    """Every CVE that some advisory names."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT DISTINCT unnest(cves) FROM "{Advisory._meta.db_table}"')  # noqa: S608
        return {row[0] for row in cursor.fetchall()}


def learn_chances(chances: Iterable[Chance]) -> int:
    """Keep the newest scores; an older day never overwrites a newer. Returns how many were kept.

    What rises over the minimum of a subscription is recorded, see `rises.py`.
    """
    given = {each.cve: each for each in chances}
    with transaction.atomic():
        # Locked: of two polls at once the second measures its rise from what the first wrote.
        facts = CveFact.objects.filter(cve__in=list(given)).order_by("cve")
        locked = facts.select_for_update(no_key=True).values_list("cve", "epss", "epss_on")
        old: dict[str, float | None] = {}
        for cve, epss, day in locked:
            old[cve] = epss
            if day is not None and day > given[cve].on:
                del given[cve]
        rows = [
            CveFact(cve=each.cve, epss=each.epss, percentile=each.percentile, epss_on=each.on,
                    updated_at=timezone.now())
            for each in given.values()
        ]  # fmt: skip
        _upsert(rows, ["epss", "percentile", "epss_on", "updated_at"])
        new = {each.cve: each.epss for each in given.values()}
        note_chances(old, new, {each.cve: each.on for each in given.values()})
    return len(rows)


def learn_listed(
    listed: Sequence[Listed], *, complete: bool, standing: Iterable[str] = (), silent: bool = False
) -> None:
    """Keep which CVEs are exploited. `complete`: the list is whole, so what is absent from it is
    listed no longer, except for `standing`: what waits for an editor's word. `silent`: history,
    so that nothing of it is recorded as just become known."""
    rows = [
        CveFact(cve=each.cve, kev_since=each.since, ransomware=each.ransomware,
                updated_at=timezone.now())
        for each in {each.cve: each for each in listed}.values()
    ]  # fmt: skip
    known = dict(CveFact.objects.exclude(kev_since=None).values_list("cve", "kev_since").iterator())
    ransom = set(CveFact.objects.filter(ransomware=True).values_list("cve", flat=True))
    changed = [
        row
        for row in rows
        if known.get(row.cve) != row.kev_since or (row.cve in ransom) != row.ransomware
    ]
    with transaction.atomic():
        _upsert(changed, ["kev_since", "ransomware", "updated_at"])
        if not silent:
            note_listed({row.cve for row in changed if row.kev_since and row.cve not in known})
        if complete:
            gone = set(known) - {each.cve for each in listed} - set(standing)
            CveFact.objects.filter(cve__in=gone).update(
                kev_since=None, ransomware=False, updated_at=timezone.now()
            )


def facts_of(cves: Iterable[str]) -> dict[str, CveFact]:
    """The facts there are, by CVE."""
    return {row.cve: row for row in CveFact.objects.filter(cve__in=set(cves))}


@dataclass(frozen=True, slots=True)
class Known:
    """What others say of the CVEs of one warning: their highest EPSS (None: none has a score), and
    whether one of them is on CISA's list."""

    epss: float | None = None
    exploited: bool = False


def known_of(advisories: Iterable[Advisory]) -> dict[int, Known]:
    """By the key of the advisory, in one query."""
    named = {each.pk: each.cves for each in advisories}
    facts = facts_of(cve for cves in named.values() for cve in cves)
    return {pk: _known([facts[cve] for cve in cves if cve in facts]) for pk, cves in named.items()}


def _known(facts: Sequence[CveFact]) -> Known:
    scores = [each.epss for each in facts if each.epss is not None]
    return Known(max(scores, default=None), any(each.kev_since is not None for each in facts))


def facts_about(advisory: Advisory, most: int = 12) -> list[CveFact]:
    """The facts about the CVEs of a warning, the likeliest to be exploited first."""
    rows = facts_of(advisory.cves).values()
    return sorted(rows, key=lambda row: (row.kev_since is None, -(row.epss or 0), row.cve))[:most]


def _upsert(rows: list[CveFact], fields: list[str]) -> None:
    # In the order of their keys, so that two polls at once never wait for each other in a ring.
    CveFact.objects.bulk_create(
        sorted(rows, key=lambda row: row.cve), update_conflicts=True, unique_fields=["cve"],
        update_fields=fields, batch_size=BATCH,
    )  # fmt: skip
