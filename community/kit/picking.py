"""A box in which one types a few letters and chooses from what is found."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

LONGEST = 160
"""Characters that one may type."""


class Picker(forms.MultiWidget):
    """A combobox and, hidden beside it, the key of what was chosen; works as a text box alone.

    In the posted data `<name>_words` is what was typed and `<name>_chosen` the key. Who inherits says
    where the letters are looked up (`search_url`), what the list is called, and what is shown for a
    value (`decompress`: words and key).
    """

    template_name = "community/kit/picker.html"
    # One box to the eye and the ear: a label, not a legend.
    use_fieldset = False
    search_url: ClassVar[Any]
    list_label: ClassVar[Any]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        typed = forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "maxlength": LONGEST, **(attrs or {})}
        )
        super().__init__({"words": typed, "chosen": forms.HiddenInput()})

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        words = context["widget"]["subwidgets"][0]["attrs"]
        listbox = f"{words.get('id', name)}_list"
        words |= {
            "role": "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
            "aria-controls": listbox,
        }  # fmt: skip
        return context | {
            "listbox": listbox, "search_url": self.search_url, "list_label": self.list_label,
        }  # fmt: skip
