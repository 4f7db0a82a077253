"""What a page may be built of, in the order of the editor's menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from content.pages.blocks.coming import EventsBlock
from content.pages.blocks.links import ButtonBlock, CardsBlock, DocumentBlock, VideoBlock
from content.pages.blocks.live import CampaignsBlock, LiveTileBlock, NewestBlock
from content.pages.blocks.text import (
    FEATURES,
    CalloutBlock,
    HeadingBlock,
    ParagraphBlock,
    PictureBlock,
    QuestionsBlock,
    QuoteBlock,
    table_block,
)


class Body(StreamBlock):
    paragraph = ParagraphBlock(features=FEATURES)
    heading = HeadingBlock()
    picture = PictureBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    button = ButtonBlock()
    cards = CardsBlock()
    questions = QuestionsBlock()
    table = table_block()
    document = DocumentBlock()
    video = VideoBlock()
    tile = LiveTileBlock()
    newest = NewestBlock()
    campaigns = CampaignsBlock()
    events = EventsBlock()


def body_field() -> StreamField:
    return StreamField(Body(), verbose_name=_("inhoud"), blank=True)
