"""Photos of people."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

SIDE = 256
MAX_PIXELS = 40_000_000


def forget_picture(name: str) -> None:
    """Take a photo from the disk once it is certain that it is nobody's any more."""
    if name:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


def small_square(upload: Any) -> Any:
    """An uploaded photo as a square WebP file: small, and without the place and camera a phone writes in it."""
    upload.seek(0)
    with Image.open(upload) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValidationError(_("Deze foto heeft te veel pixels. Kies een kleinere."))
        upright = ImageOps.exif_transpose(image).convert("RGB")
        square = ImageOps.fit(upright, (SIDE, SIDE))
    kept = BytesIO()
    square.save(kept, "WEBP", quality=82)
    return ContentFile(kept.getvalue(), name=f"{uuid4().hex}.webp")
