from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.standins.site import Site, on_test_database

LEASE = "3"
"""Seconds; the site's own is minutes, and a hundred lives would take a night. A living sender on a
busy machine may stand still for half of it before it counts as dead."""


@pytest.fixture
def site_with(settings: Any, tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Real processes of the site on this test's database, its environment as given."""
    with ExitStack() as stack:

        def make(**environment: str) -> Site:
            more = {"MESSAGING_LEASE_SECONDS": LEASE} | environment
            site = Site(on_test_database(tmp_path, **more), tmp_path / "site.log")
            return stack.enter_context(site)

        yield make
