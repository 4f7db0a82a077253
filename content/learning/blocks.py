"""Pieces of which an editor makes a lesson. Progress hangs on the key of a piece, not on its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    RegexBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
TONES = (("info", _("Goed om te weten")), ("ok", _("Doen")), ("warning", _("Opgelet")))
UUID = r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
TIMED = re.compile(r"(?:\d{2}:)?\d{2}:\d{2}\.\d{3}\s+-->")
"""The times above a caption in a WebVTT file."""


class ImageBlock(StructBlock):
    image = ImageChooserBlock(label=_("beeld"))
    alt = CharBlock(
        max_length=250, required=False, label=_("tekst in plaats van het beeld"),
        help_text=_("Wat ziet wie het beeld niet ziet? Laat leeg als het beeld alleen versiert."),
    )  # fmt: skip
    caption = CharBlock(max_length=200, required=False, label=_("bijschrift"))

    class Meta:
        label = _("beeld")
        icon = "image"
        template = "content/learning/blocks/image.html"


class VideoBlock(StructBlock):
    """A film of our own or at a fixed address, never without the words that are said in it."""

    title = CharBlock(max_length=120, label=_("titel"))
    file = DocumentChooserBlock(required=False, label=_("videobestand (mp4 of webm)"))
    url = URLBlock(
        required=False, label=_("of een adres"),
        help_text=_("Wij tonen een koppeling: van een andere site laden wij niets in."),
    )  # fmt: skip
    captions = DocumentChooserBlock(required=False, label=_("ondertitels (WebVTT)"))
    transcript = TextBlock(
        label=_("uitgeschreven tekst"),
        help_text=_("Verplicht: wie niet kan horen of kijken, leest hier hetzelfde."),
    )

    class Meta:
        label = _("video")
        icon = "media"
        template = "content/learning/blocks/video.html"

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        wrong: dict[str, ValidationError] = {}
        file, url = found.get("file"), found.get("url")
        if bool(file) == bool(url):
            wrong["file"] = ValidationError(_("Kies een bestand of geef een adres, niet allebei."))
        elif file and not found.get("captions"):
            wrong["captions"] = ValidationError(
                _("Kies ook het bestand met de ondertitels (.vtt).")
            )
        elif found.get("captions") and not is_vtt(found["captions"]):
            wrong["captions"] = ValidationError(_("Dit is geen WebVTT-bestand met ondertitels."))
        if wrong:
            raise StructBlockValidationError(block_errors=wrong)
        return found


def is_vtt(document: Any) -> bool:
    """Whether a document begins as WebVTT and holds at least one timed line."""
    with document.file.open("rb") as opened:
        text = opened.read(65_536).decode("utf-8-sig", errors="replace")
    return text.startswith("WEBVTT") and bool(TIMED.search(text))


class CalloutBlock(StructBlock):
    tone = ChoiceBlock(choices=TONES, default="info", label=_("soort"))
    title = CharBlock(max_length=100, label=_("titel"))
    text = TextBlock(max_length=600, label=_("tekst"))

    class Meta:
        label = _("kader")
        icon = "warning"
        template = "content/learning/blocks/callout.html"


class DownloadBlock(StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    why = CharBlock(max_length=200, required=False, label=_("waarvoor dient het?"))

    class Meta:
        label = _("download")
        icon = "download"
        template = "content/learning/blocks/download.html"


class PackageBlock(StructBlock):
    """A package that is played on a screen of its own; we keep its key alone."""

    title = CharBlock(max_length=120, label=_("titel"))
    package = RegexBlock(
        regex=UUID, label=_("kenmerk van het pakket"),
        error_messages={"invalid": _("Kopieer de hele code, met de streepjes.")},
        help_text=_("De lange code op de bladzijde van het pakket."),
    )  # fmt: skip

    class Meta:
        label = _("pakket")
        icon = "form"
        template = "content/learning/blocks/package.html"


class LessonBlocks(StreamBlock):
    text = RichTextBlock(
        label=_("tekst"), features=FEATURES, template="content/learning/blocks/text.html"
    )
    image = ImageBlock()
    video = VideoBlock()
    callout = CalloutBlock()
    quiz = SnippetChooserBlock(
        "content.Quiz", label=_("toets"), icon="check", template="content/learning/blocks/quiz.html"
    )
    download = DownloadBlock()
    package = PackageBlock()


def pieces(body: Any, kind: str) -> Iterator[tuple[str, Any]]:
    """The key and the raw value of each piece of this kind; nothing else is read for it."""
    for each in body.raw_data:
        if each["type"] == kind and each.get("id"):
            yield each["id"], each["value"]
