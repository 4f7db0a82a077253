from django.db import models
from django.utils.translation import gettext_lazy as _


class FileForm(models.TextChoices):
    """What a file is, as its bytes say; never as its name says."""

    PDF = "pdf", _("pdf")
    DOCUMENT = "document", _("tekstdocument")
    SPREADSHEET = "spreadsheet", _("rekenblad")
    PRESENTATION = "presentation", _("presentatie")
    IMAGE = "image", _("beeld")
    AUDIO = "audio", _("geluid")
    VIDEO = "video", _("video")
    CAPTIONS = "captions", _("ondertitels")
    TEXT = "text", _("platte tekst")


class FileState(models.TextChoices):
    QUARANTINED = "quarantined", _("wordt nagekeken")
    CLEAN = "clean", _("nagekeken")
    REFUSED = "refused", _("geweigerd")


class TextState(models.TextChoices):
    """How far the words of a file are read."""

    NONE = "none", _("heeft geen tekst")
    WAITING = "waiting", _("wordt straks gelezen")
    RUNNING = "running", _("wordt gelezen")
    DONE = "done", _("gelezen")
    FAILED = "failed", _("niet te lezen")


class PictureState(models.TextChoices):
    """Whether there is a small picture of a file for lists, and of the first page of a PDF."""

    NONE = "none", _("heeft geen voorbeeld")
    WAITING = "waiting", _("wordt straks gemaakt")
    MADE = "made", _("gemaakt")
    FAILED = "failed", _("niet te maken")


class Refusal(models.TextChoices):
    """Why a file is not taken; the sentence beside the field stands in `refusals.py`."""

    EMPTY = "empty", _("leeg")
    TOO_LARGE = "too-large", _("te groot")
    UNKNOWN = "unknown", _("onbekend bestandstype")
    NOT_HERE = "not-here", _("hier niet toegelaten")
    MISNAMED = "misnamed", _("naam en inhoud verschillen")
    LOCKED = "locked", _("beveiligd met een wachtwoord")
    MACROS = "macros", _("bevat macro’s")
    BROKEN = "broken", _("beschadigd")
    BOMB = "bomb", _("pakt veel te groot uit")
    OLD_OFFICE = "old-office", _("oud Office-formaat")
    DRAWING = "drawing", _("svg")
    VIRUS = "virus", _("virus gevonden")
    NO_ROOM = "no-room", _("geen plaats")
    CHANGED = "changed", _("onderweg veranderd")


class Unread(models.TextChoices):
    """Why the words of a file could not be taken out."""

    BROKEN = "broken", _("beschadigd of op een onbekende wijze gemaakt")
    MEMORY = "memory", _("te zwaar: het kost te veel geheugen")
    TIME = "time", _("te zwaar: het duurt te lang")
    INTERRUPTED = "interrupted", _("telkens afgebroken")
