"""Pieces that editors put together on a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, TextBlock

# Drawings of the house's own sprite that suit a promise.
ICONS = (
    ("radio", _("zendmast")),
    ("sliders", _("schuifknoppen")),
    ("phone", _("telefoon")),
    ("users", _("mensen")),
    ("shield-check", _("schild")),
    ("lightbulb", _("lamp")),
    ("book", _("boek")),
)


class PromiseBlock(StructBlock):
    """One promise in a few words: what the visitor gets."""

    icon = ChoiceBlock(
        choices=ICONS, default="shield-check", search_index=False, label=_("pictogram")
    )
    title = CharBlock(max_length=60, label=_("titel"))
    text = TextBlock(max_length=240, label=_("tekst"))

    class Meta:
        label = _("belofte")
        icon = "tick"
        template = "content/pages/promise.html"
