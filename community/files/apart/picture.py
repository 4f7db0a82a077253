"""A small picture of an image, or of the first page of a PDF."""

from __future__ import annotations

from typing import Any

SIDE = 480
"""Pixels of the longest side: a card at 240 px on a fine screen."""


def draw(media_type: str, path: str, target: str) -> None:
    """Write it to `target` as WebP, without what a camera wrote about place and time."""
    image = _first_page(path) if media_type == "application/pdf" else _image(path)
    image.thumbnail((SIDE, SIDE))
    is_clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    image.convert("RGBA" if is_clear else "RGB").save(target, "WEBP", quality=80)


def _image(path: str) -> Any:
    from PIL import Image, ImageOps  # noqa: PLC0415 - one library a process

    image = Image.open(path)
    image.draft("RGB", (SIDE * 2, SIDE * 2))
    image.load()
    return ImageOps.exif_transpose(image)


def _first_page(path: str) -> Any:
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(path)
    page = document[0]
    return page.render(scale=SIDE / max(page.get_width(), page.get_height(), 1)).to_pil()
