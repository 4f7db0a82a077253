"""Which advisories speak of a product, by the names the catalogue knows for it."""

from __future__ import annotations

from django.db.models import Q

from catalogue.solutions.models import Identifier, Solution
from catalogue.solutions.queries import matching
from catalogue.suppliers.names import words_of
from qrc.matching.models import SEPARATOR

MOST = 50
"""So many solutions a typed name may mean; a name of more is too broad to look up each."""


def naming(what: Solution | str) -> Q:
    """Of a chosen solution: who speaks of one of its names. Of a typed name also who writes it in
    product list or title; two queries at most when asked."""
    if isinstance(what, Solution):
        return _by_names([what.pk])
    text = what.strip()[:100]
    written = Q(products__icontains=text) | Q(title__icontains=text)
    # No words are no filter there, and here they name nothing.
    known = matching(text)[:MOST] if words_of(text) else ()
    return written | _by_names([each.pk for each in known])


def _by_names(solutions: list[int]) -> Q:
    rows = Identifier.objects.filter(solution__in=solutions)
    names = [SEPARATOR.join(pair) for pair in rows.values_list("vendor_key", "product_key")]
    return Q(signature__pairs__overlap=names) if names else Q(pk=None)
