from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.community.search.things import Things, registered


@pytest.fixture
def things() -> Iterator[Things]:
    with registered() as made:
        yield made
