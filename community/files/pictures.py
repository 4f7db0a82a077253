"""The small picture of a file, for whoever may read the file."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpResponse

from community.files.enums import PictureState
from community.files.models import StoredFile
from community.files.serving import SANDBOX


def preview_of(file: StoredFile) -> Path | None:
    """Where a WebP of at most 480 px a side is; None while there is none, or the file may not be
    opened. The caller has asked who may read the file."""
    if not file.is_ready or file.picture != PictureState.MADE:
        return None
    return file.picture_path if file.picture_path.exists() else None


def picture_response(file: StoredFile) -> HttpResponse:
    """The picture; Http404 when there is none. It never changes: a file's bytes do not either."""
    path = preview_of(file)
    if path is None:
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type="image/webp")
    response["Cache-Control"] = "private, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
