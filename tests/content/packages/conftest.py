from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def packages_root(settings: Any, tmp_path: Path) -> Path:
    """Each test unpacks in a place of its own."""
    settings.PACKAGES_ROOT = tmp_path / "packages"
    return tmp_path / "packages"
