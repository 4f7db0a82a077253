"""A way on: to a page of the house, or to an address elsewhere."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from content.pages.rights import may_open


class LinkValue(StructValue):
    """Knows where it leads: a chosen page goes before an address."""

    @property
    def href(self) -> str:
        page = self.get("page")
        return (page.get_url() or "") if page else str(self.get("url") or "")

    @property
    def host(self) -> str:
        """The place outside the house that it leads to; empty when it stays inside."""
        return "" if self.get("page") else urlsplit(self.href).hostname or ""


class LinkBlock(StructBlock):
    """To a page or to an address: one of the two."""

    must_lead = True

    page = PageChooserBlock(required=False, label=_("pagina van deze site"))
    url = URLBlock(required=False, label=_("of een adres elders"))

    class Meta:
        value_class = LinkValue

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if self.must_lead and not found.get("page") and not found.get("url"):
            error = ValidationError(_("Kies een pagina of geef een adres."))
            raise StructBlockValidationError(block_errors={"page": error})
        return found


class ButtonBlock(LinkBlock):
    label = CharBlock(max_length=60, label=_("opschrift"))

    class Meta:
        label = _("knop")
        icon = "link"
        template = "content/blocks/button.html"


class VideoBlock(StructBlock):
    """A film elsewhere, as a card that leads to it: nothing is loaded from there before one goes."""

    title = CharBlock(max_length=120, label=_("titel"))
    url = URLBlock(label=_("adres van de video"))
    text = CharBlock(max_length=240, required=False, label=_("waarover het gaat"))
    length = CharBlock(max_length=20, required=False, label=_("duur"), help_text=_("Bv. 4 min."))
    picture = ImageChooserBlock(required=False, label=_("beeld"))

    class Meta:
        label = _("video of andere inhoud van elders")
        icon = "media"
        value_class = LinkValue
        template = "content/blocks/video.html"


class DocumentBlock(StructBlock):
    """A document of the library, shown to who may open it."""

    document = DocumentChooserBlock(label=_("document"))
    text = CharBlock(max_length=240, required=False, label=_("waarvoor het dient"))

    class Meta:
        label = _("document")
        icon = "doc-full"
        template = "content/blocks/document.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        shown = may_open(value["document"], context.get("request"))
        return context | {"document": value["document"] if shown else None}


class CardBlock(LinkBlock):
    must_lead = False

    title = CharBlock(max_length=80, label=_("titel"))
    text = TextBlock(max_length=300, required=False, label=_("tekst"))

    class Meta:
        label = _("kaart")
        icon = "placeholder"


class CardsBlock(StructBlock):
    """Two to six cards next to each other, under each other on a phone."""

    title = CharBlock(max_length=120, required=False, label=_("titel"))
    cards = ListBlock(CardBlock(), min_num=1, max_num=6, label=_("kaarten"))

    class Meta:
        label = _("kaarten naast elkaar")
        icon = "grip"
        template = "content/blocks/cards.html"
