from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from community.files.models import StoredFile
from community.files.purposes import Purpose, purposes
from community.files.services import store

KEY = "proef.bestand"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    settings.CLAMAV_URL = ""
    return settings.FILES_ROOT


@pytest.fixture
def purpose() -> Iterator[Purpose]:
    """A use that anybody signed in may keep files for, and only their owner reads."""
    made = Purpose(
        KEY, "Proef", may_upload=lambda user: user.is_authenticated,
        may_read=lambda user, file: file.owner_id == user.pk, max_bytes=2_000_000,
    )  # fmt: skip
    with purposes.temporarily(made):
        yield made


@pytest.fixture
def keep(purpose, alice):
    def take(name: str, content: bytes, owner=alice) -> StoredFile:
        return store(name=name, content=io.BytesIO(content), purpose=KEY, owner=owner)

    return take
