"""Abstract pictures in the house's colours, drawn when the demo is loaded: no photo, no person."""

from __future__ import annotations

import random
from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from content.images.models import HouseImage

SIZE = (1600, 900)
INK, BLUE, SUN, PAPER, MIST = "#101c2e", "#0b57a4", "#ffcf33", "#f7f5f0", "#bcd4ee"
WORDS = {
    "bogen": "Bogen in donkerblauw en geel",
    "raster": "Een raster van blauwe en gele vakken",
    "golven": "Golven in blauwe tinten",
}


def draw(form: str, seed: int) -> HouseImage:
    """The picture of this form and seed, made once; always the same."""
    title = f"{WORDS[form]} {seed}"
    known = HouseImage.objects.filter(title=title).first()
    if known is not None:
        return known
    image = Image.new("RGB", SIZE, PAPER)
    FORMS[form](ImageDraw.Draw(image), random.Random(seed))  # noqa: S311 - a drawing
    content = BytesIO()
    image.save(content, "PNG", optimize=True)
    content.seek(0)
    file = ImageFile(content, name=f"voorbeeld-{form}-{seed}.png")
    return HouseImage.objects.create(title=title, alt_text=WORDS[form], file=file)


def _arcs(pen: ImageDraw.ImageDraw, lot: random.Random) -> None:
    x, y = lot.choice((300, 1300)), 980
    for radius, colour in ((900, MIST), (720, BLUE), (520, INK), (300, SUN), (140, PAPER)):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _grid(pen: ImageDraw.ImageDraw, lot: random.Random) -> None:
    for column in range(8):
        for row in range(5):
            colour = lot.choices((PAPER, MIST, BLUE, INK, SUN), (5, 4, 3, 2, 1))[0]
            x, y = column * 200, row * 180
            pen.rounded_rectangle((x + 14, y + 14, x + 186, y + 166), 28, fill=colour)


def _waves(pen: ImageDraw.ImageDraw, lot: random.Random) -> None:
    for row, colour in enumerate((MIST, "#84bdf7", BLUE, "#08437f", INK)):
        top, shift = 160 + row * 140, lot.randrange(400)
        for x in range(-400 - shift, SIZE[0] + 400, 400):
            pen.ellipse((x, top, x + 420, top + 260), fill=colour)
        pen.rectangle((0, top + 130, *SIZE), fill=colour)
    pen.ellipse((1220, 60, 1400, 240), fill=SUN)


FORMS = {"bogen": _arcs, "raster": _grid, "golven": _waves}
