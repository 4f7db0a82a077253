"""The kinds of files the house takes: one row each, by what their bytes say."""

from __future__ import annotations

from dataclasses import dataclass

from community.files.enums import FileForm as Form

OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class FileType:
    """`endings` are the names it may go by, the first the usual one; `reads` whether it has words
    that we can take out, and `shows` whether a browser may show it inside the site."""

    media_type: str
    form: Form
    endings: tuple[str, ...]
    reads: bool = False
    shows: bool = False

    @property
    def pictures(self) -> bool:
        """Whether a small picture can be made of it."""
        return self.form in (Form.IMAGE, Form.PDF)


TYPES = (
    FileType("application/pdf", Form.PDF, (".pdf",), reads=True, shows=True),
    FileType(f"{OOXML}.wordprocessingml.document", Form.DOCUMENT, (".docx",), reads=True),
    FileType(f"{OOXML}.spreadsheetml.sheet", Form.SPREADSHEET, (".xlsx",), reads=True),
    FileType(f"{OOXML}.presentationml.presentation", Form.PRESENTATION, (".pptx",), reads=True),
    FileType(f"{ODF}.text", Form.DOCUMENT, (".odt",), reads=True),
    FileType(f"{ODF}.spreadsheet", Form.SPREADSHEET, (".ods",), reads=True),
    FileType(f"{ODF}.presentation", Form.PRESENTATION, (".odp",), reads=True),
    FileType("image/png", Form.IMAGE, (".png",), shows=True),
    FileType("image/jpeg", Form.IMAGE, (".jpg", ".jpeg"), shows=True),
    FileType("image/gif", Form.IMAGE, (".gif",), shows=True),
    FileType("image/webp", Form.IMAGE, (".webp",), shows=True),
    FileType("audio/mpeg", Form.AUDIO, (".mp3",), shows=True),
    FileType("audio/mp4", Form.AUDIO, (".m4a",), shows=True),
    FileType("audio/ogg", Form.AUDIO, (".ogg", ".oga"), shows=True),
    FileType("audio/wav", Form.AUDIO, (".wav",), shows=True),
    FileType("video/mp4", Form.VIDEO, (".mp4", ".m4v"), shows=True),
    FileType("video/webm", Form.VIDEO, (".webm",), shows=True),
    FileType("text/vtt", Form.CAPTIONS, (".vtt",), reads=True, shows=True),
    FileType("text/plain", Form.TEXT, (".txt",), reads=True, shows=True),
    FileType("text/markdown", Form.TEXT, (".md",), reads=True),
    FileType("text/csv", Form.TEXT, (".csv",), reads=True),
)
BY_MEDIA_TYPE = {each.media_type: each for each in TYPES}
BY_ENDING = {ending: each for each in TYPES for ending in each.endings}
