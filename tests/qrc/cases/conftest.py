from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from community.organisations.models import Organisation
from qrc.advisories.models import Advisory
from qrc.alerts.services import raise_alert
from qrc.cases.models import Case
from tests.factories import portfolio
from tests.factories import qrc as make


@pytest.fixture
def told(db: None) -> Callable[..., Advisory]:
    """A warning that is told, by default about what `portfolio.known` is."""

    def tell(**fields: Any) -> Advisory:
        advisory = make.advisory(**fields)
        raise_alert(revision_id=make.revision(advisory).pk)
        return advisory

    return tell


@pytest.fixture
def case(bob: object, gent: Organisation, told: Callable[..., Advisory]) -> Case:
    """Gent uses what a grave warning speaks of; Bob, its ICT, is its first contact."""
    portfolio.known(gent)
    advisory = told(severity="critical")
    found: Case = Case.objects.get(organisation=gent, advisory=advisory)
    return found
