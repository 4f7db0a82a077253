"""Gathering what several sources say of one event."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from qrc.advisories.models import Advisory, Cluster
from qrc.matching.clusters import Facts, belongs, numbers_in
from qrc.matching.enums import Confidence
from qrc.matching.models import SEPARATOR
from qrc.matching.signals import kind_of_list, signals_of

NUMBER = "#"
"""In the place of a vendor key in a signature: the rest is an advisory number."""
MOST = 50
"""So many advisories of one event are compared; a CVE that more speak of is no event."""


def number_names(advisory: Advisory) -> list[str]:
    """The advisory's own numbers as names for its signature, so that they can be looked up."""
    return [f"{NUMBER}{SEPARATOR}{each}" for each in sorted(_numbers(advisory))]


def gather(advisory: Advisory) -> Cluster | None:
    """Put an advisory with the others of its event, if there are any; again changes nothing.

    It joins the oldest cluster that it belongs to; clusters are never joined to each other.
    """
    if advisory.cluster_id is not None:
        return advisory.cluster
    ours = _facts(advisory)
    with transaction.atomic():
        # Locked, so that two sources in two workers find each other and not past each other.
        candidates = list(_candidates(advisory).select_for_update(of=("self",), no_key=True))
        clusters = {each.cluster_id for each in candidates if each.cluster_id is not None}
        members = list(Advisory.objects.filter(cluster__in=clusters).select_related("source"))
        for group in _groups(candidates, members):
            if belongs(ours, [_facts(each) for each in group]):
                return _join(advisory, group[0])
    return None


def _candidates(advisory: Advisory) -> QuerySet[Advisory]:
    speaking = Q(cves__overlap=advisory.cves) if advisory.cves else Q(pk=None)
    names = number_names(advisory)
    if names:
        speaking |= Q(signature__pairs__overlap=names)
    rows = Advisory.objects.standing().filter(speaking).exclude(source=advisory.source_id)
    return rows.select_related("source").order_by("pk")[:MOST]


def _groups(candidates: Iterable[Advisory], members: Iterable[Advisory]) -> list[list[Advisory]]:
    """The candidates by event, the oldest first in each and of all."""
    by_cluster: dict[int, list[Advisory]] = {}
    for each in sorted(members, key=lambda row: row.pk):
        by_cluster.setdefault(each.cluster_id or 0, []).append(each)
    lone = [[each] for each in candidates if each.cluster_id is None]
    return sorted([*by_cluster.values(), *lone], key=lambda group: group[0].pk)


def _facts(advisory: Advisory) -> Facts:
    signals = signals_of(advisory, kind_of_list(advisory.source.kind))
    sure = frozenset(each.pair for each in signals if each.confidence == Confidence.CERTAIN)
    return Facts(
        advisory.source_id, frozenset(advisory.cves), _numbers(advisory), sure,
        advisory.published_at,
    )  # fmt: skip


def _numbers(advisory: Advisory) -> frozenset[str]:
    return numbers_in(advisory.identity, advisory.title, advisory.link)


def _join(advisory: Advisory, first: Advisory) -> Cluster:
    cluster = first.cluster
    if cluster is None:
        cluster = Cluster.objects.create()
        Advisory.objects.filter(pk=first.pk).update(cluster=cluster)
    Advisory.objects.filter(pk=advisory.pk).update(cluster=cluster)
    advisory.cluster = cluster
    return cluster
