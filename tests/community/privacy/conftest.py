from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def disk(settings: Any, tmp_path: Path) -> Path:
    """Files and photos on a disk of this test alone, as a real site has them."""
    real = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": real}
    settings.FILES_ROOT, settings.MEDIA_ROOT = tmp_path / "files", tmp_path / "media"
    return tmp_path
