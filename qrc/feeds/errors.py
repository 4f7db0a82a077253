"""Why a poll failed, in the reader's language: from its code where that says all."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qrc.feeds.enums import CUT_OFF

SAID = {
    "gone": gettext_lazy("De bron zegt dat ze niet meer bestaat (410)."),
    "interrupted": gettext_lazy("Onderbroken."),
    "not-a-feed": gettext_lazy("Dit is geen RSS- of Atom-feed."),
    "entities": gettext_lazy("De feed legt zelf entiteiten vast; dat lezen we niet."),
}
"""Whole sentences; the code of any other failure needs the words that were written with it."""


def trouble_in_words(code: str, written: str) -> str:
    """The failure with this code; `written` is what was noted in the language of that moment.

    Half a list is called by its name, whatever the kind of feed noted about it.
    """
    status = code.removeprefix("http-")
    if status != code:
        return _("De bron antwoordt met code %(n)s.") % {"n": status}
    if code in CUT_OFF:
        return _("Afgebroken lijst: %(why)s") % {"why": written}
    return str(SAID.get(code, written))
