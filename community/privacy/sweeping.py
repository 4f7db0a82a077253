"""Throwing away what a kill or a failure left of somebody on the disk: copies and photos without a row."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import structlog
from django.conf import settings

from community.accounts.models import User
from community.files import disk
from community.files.sweeping import old_files
from community.privacy.enums import ExportState
from community.privacy.models import FOLDER, DataExport

log = structlog.get_logger(__name__)
PICTURES = "avatars"


def sweep() -> dict[str, int]:
    """By what was thrown away; may be killed at any line and run again."""
    ready = DataExport.objects.filter(state=ExportState.READY)
    pictures = User.objects.exclude(avatar="").values_list("avatar", flat=True)
    counts = {
        "copies": _drop_unknown(settings.FILES_ROOT / FOLDER, {each.path for each in ready}),
        "pictures": _drop_unknown(
            settings.MEDIA_ROOT / PICTURES, {settings.MEDIA_ROOT / each for each in pictures}
        ),
    }
    log.info("own_data_swept", **counts)
    return counts


def _drop_unknown(folder: Path, known: Collection[Path]) -> int:
    count = 0
    for paths in old_files(folder):
        for path in paths:
            if path not in known:
                disk.drop(path)
                count += 1
    return count
