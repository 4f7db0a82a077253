from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import time_machine

from community.kit.clock import BRUSSELS
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.alerts.services import raise_alert
from qrc.feeds.models import Source
from tests.factories import qrc as make

TUESDAY = datetime(2026, 11, 10, 19, 0, tzinfo=BRUSSELS)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(TUESDAY, tick=False) as travelling:
        yield travelling


@pytest.fixture
def source(db: None) -> Source:
    return make.source()


@pytest.fixture
def alert(source: Source) -> Callable[..., AdvisoryRevision]:
    """A revision that is told now: of a new advisory with these fields, or of the one given."""

    def tell(of: Advisory | None = None, kind: str = "", **fields: Any) -> AdvisoryRevision:
        advisory = of or make.advisory(**{"source": source} | fields)
        revision = make.revision(advisory, **({"kind": kind} if kind else {}))
        raise_alert(revision_id=revision.pk)
        return revision

    return tell
