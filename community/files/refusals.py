"""Why a file was not taken, in the words of whoever offered it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.files.enums import Refusal

SENTENCES = {
    Refusal.EMPTY: _("„%(name)s” is leeg. Kies een bestand met inhoud."),
    Refusal.TOO_LARGE: _("„%(name)s” is te groot: hier mag een bestand %(most)s zijn."),
    Refusal.UNKNOWN: _(
        "„%(name)s” is van een soort die wij niet kennen. Bewaar het als pdf, docx, xlsx, pptx, odt, png of jpg."
    ),
    Refusal.NOT_HERE: _("„%(name)s” is een bestand van de soort „%(form)s”; die past hier niet."),
    Refusal.MISNAMED: _(
        "„%(name)s” heet als iets anders dan het is: de inhoud is %(media_type)s. Geef het de juiste naam of bewaar het opnieuw."
    ),
    Refusal.LOCKED: _(
        "„%(name)s” is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord: wat dicht is, kunnen wij niet nakijken."
    ),
    Refusal.MACROS: _("„%(name)s” bevat macro’s. Bewaar het zonder macro’s, bv. als docx of xlsx."),
    Refusal.BROKEN: _("„%(name)s” is beschadigd of niet volledig. Bewaar het opnieuw."),
    Refusal.BOMB: _("„%(name)s” wordt uitgepakt veel te groot en is geweigerd."),
    Refusal.OLD_OFFICE: _(
        "„%(name)s” is van een oude soort (doc, xls, ppt). Bewaar het als docx, xlsx, pptx of pdf."
    ),
    Refusal.DRAWING: _(
        "„%(name)s” is svg, en dat kan programma’s bevatten. Bewaar het als png of pdf."
    ),
    Refusal.VIRUS: _("In „%(name)s” werd een virus gevonden. Het bestand is weggegooid."),
    Refusal.NO_ROOM: _(
        "Er is geen plaats meer op de server. Uw bestand „%(name)s” is niet bewaard."
    ),
    Refusal.CHANGED: _("„%(name)s” kwam anders toe dan het vertrok. Laad het opnieuw op."),
}


class FileRefused(Exception):
    """A file that is not taken. `code` is a `Refusal`; the text is for beside the field, in Dutch."""

    def __init__(self, code: Refusal, **facts: Any) -> None:
        self.code, self.facts = code, {"name": "", "most": "", "form": "", "media_type": ""} | facts
        super().__init__(code.value)

    @property
    def message(self) -> str:
        return str(SENTENCES[self.code]) % self.facts

    def __str__(self) -> str:
        return self.message
