"""How every view of a portfolio begins: whose it is, and what this person may do with it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from catalogue.portfolio.browsing import items_of
from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.rules import may_change_portfolio, may_read_portfolio
from community.organisations.models import Organisation


def own_government(request: Any) -> Organisation:
    """The bestuur that one works for now; 403 when that is none."""
    here: Organisation | None = request.organisation
    if here is None or not may_read_portfolio(request.user, here):
        raise PermissionDenied
    return here


def kept_government(request: Any) -> Organisation:
    """The same for who keeps its portfolio; 403 for colleagues who only read."""
    here = own_government(request)
    if not may_change_portfolio(request.user, here):
        raise PermissionDenied
    return here


def own_item(here: Organisation, pk: int) -> PortfolioItem:
    return get_object_or_404(items_of(here), pk=pk)


def is_part(request: Any) -> bool:
    """Whether htmx asks for a part of the page."""
    return bool(request.htmx) and not request.htmx.boosted
