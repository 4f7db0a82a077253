"""What a newsletter is composed of: words of its own, and pages of the site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import PageChooserBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.fields import StreamField

from content.pages.blocks.links import ButtonBlock
from content.pages.blocks.text import HeadingBlock

WORDS = ["bold", "italic", "ol", "ul", "link"]
"""What every mail program shows well."""


class ItemBlock(StructBlock):
    """A page of the site, with its own opening sentence or other words."""

    page = PageChooserBlock(label=_("pagina"))
    text = TextBlock(
        max_length=600, required=False, label=_("andere woorden"),
        help_text=_("Leeg: de inleiding van de pagina."),
    )  # fmt: skip

    class Meta:
        label = _("artikel, nieuws of activiteit")
        icon = "doc-empty-inverse"


class Letter(StreamBlock):
    paragraph = RichTextBlock(features=WORDS, label=_("tekst"), icon="pencil")
    heading = HeadingBlock()
    item = ItemBlock()
    button = ButtonBlock()


def letter_field() -> StreamField:
    return StreamField(Letter(), verbose_name=_("inhoud"), blank=True)
