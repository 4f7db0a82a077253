"""Words: paragraphs, headings, what stands out, questions with answers, tables and pictures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    TextBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "hr", "link", "document-link", "image"]
"""What the text editor offers: everything the style sheet knows how to show well."""
PLAIN = ["bold", "italic", "ol", "ul", "link", "document-link"]
"""The same inside a block that has its heading already."""
LEVELS = (("h2", _("tussentitel")), ("h3", _("kleinere tussentitel")))
TONES = (("info", _("goed om te weten")), ("ok", _("tip")), ("warning", _("let op")))


class ParagraphBlock(RichTextBlock):
    class Meta:
        label = _("tekst")
        icon = "pilcrow"
        template = "content/blocks/paragraph.html"


class HeadingBlock(StructBlock):
    text = CharBlock(max_length=120, label=_("tussentitel"))
    level = ChoiceBlock(choices=LEVELS, default="h2", search_index=False, label=_("niveau"))

    class Meta:
        label = _("tussentitel")
        icon = "title"
        template = "content/blocks/heading.html"


class PictureBlock(StructBlock):
    """A picture that is either said to be decoration or has words that stand in for it."""

    image = ImageBlock(label=_("beeld"))
    caption = CharBlock(max_length=240, required=False, label=_("bijschrift"))

    class Meta:
        label = _("beeld")
        icon = "image"
        template = "content/blocks/picture.html"


class QuoteBlock(StructBlock):
    text = TextBlock(max_length=600, label=_("citaat"))
    source = CharBlock(max_length=120, required=False, label=_("van wie"))

    class Meta:
        label = _("citaat")
        icon = "openquote"
        template = "content/blocks/quote.html"


class CalloutBlock(StructBlock):
    tone = ChoiceBlock(choices=TONES, default="info", search_index=False, label=_("soort"))
    title = CharBlock(max_length=120, label=_("titel"))
    text = RichTextBlock(features=PLAIN, label=_("tekst"))

    class Meta:
        label = _("kader")
        icon = "info-circle"
        template = "content/blocks/callout.html"


class QuestionBlock(StructBlock):
    question = CharBlock(max_length=200, label=_("vraag"))
    answer = RichTextBlock(features=PLAIN, label=_("antwoord"))

    class Meta:
        label = _("vraag en antwoord")
        icon = "help"
        template = "content/blocks/question.html"


class QuestionsBlock(StructBlock):
    title = CharBlock(max_length=120, required=False, label=_("titel"))
    questions = ListBlock(QuestionBlock(), min_num=1, label=_("vragen"))

    class Meta:
        label = _("vragen en antwoorden")
        icon = "help"
        template = "content/blocks/questions.html"


class TableBlock(TypedTableBlock):
    """A table; its cells know their heading, for on a phone each row is a card of its own."""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        columns = value.columns if value else []
        rows = value.rows if value else ()
        return context | {"rows": [list(zip(columns, row, strict=False)) for row in rows]}


def table_block() -> TableBlock:
    return TableBlock(
        [
            ("text", CharBlock(required=False, label=_("tekst"))),
            ("rich", RichTextBlock(required=False, features=PLAIN, label=_("tekst met opmaak"))),
            ("number", CharBlock(required=False, label=_("getal"))),
        ],
        label=_("tabel"),
        template="content/blocks/table.html",
    )
