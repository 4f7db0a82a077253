"""A heap of real files, each with a word of its own, and how a browser sends one up."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from django.test import Client

from community.files.enums import FileForm
from tests.community.files import makers

T = TypeVar("T")
MAKERS: dict[str, Callable[[int, str], bytes]] = {
    "pdf": lambda n, word: makers.written_pdf(f"Blad {n}", f"{word} op de tweede bladzijde"),
    "docx": lambda n, word: makers.word(f"Nota {n}.", f"Wij zeggen {word}."),
    "xlsx": lambda n, word: makers.sheet(("nummer", n), ("woord", word)),
    "pptx": lambda n, word: makers.slides(f"Dia {n}", word),
    "odt": lambda n, word: makers.odt(f"Brief {n}.", f"Met {word} erin."),
    "txt": lambda n, word: f"Verslag {n}: {word}.\n".encode(),
    # What is on a picture is not read: its word is in its name.
    "png": lambda n, _word: makers.picture("PNG", width=20 + n),
    "jpg": lambda n, _word: makers.picture("JPEG", width=20 + n),
}
FORMS = {
    "pdf": FileForm.PDF, "docx": FileForm.DOCUMENT, "xlsx": FileForm.SPREADSHEET,
    "pptx": FileForm.PRESENTATION, "odt": FileForm.DOCUMENT, "txt": FileForm.TEXT,
    "png": FileForm.IMAGE, "jpg": FileForm.IMAGE,
}  # fmt: skip
CIRCLES = (
    "publiek", "leden", "gent", "besturen", "publiek", "klad", "leden", "publiek", "besturen",
)  # fmt: skip
"""For whom each is, in turn; a `klad` is not published. Nine of them beside eight kinds of file:
every kind comes in every circle."""


@dataclass(frozen=True, slots=True)
class Paper:
    number: int
    ending: str
    word: str
    circle: str

    @property
    def has_words(self) -> bool:
        return self.ending not in ("png", "jpg")

    @property
    def title(self) -> str:
        told = "" if self.has_words else f" {self.word}"
        return f"Stuk {self.number:03}{told}"

    @property
    def name(self) -> str:
        return f"{self.title.replace(' ', '_')}.{self.ending}"

    @property
    def content(self) -> bytes:
        return _made(self)

    @property
    def newer(self) -> Paper:
        """What its second version says instead."""
        return Paper(self.number, self.ending, own_word(500 + self.number), self.circle)


@cache
def _made(paper: Paper) -> bytes:
    """Once: an office file made again is not the same, for the time is in it."""
    return MAKERS[paper.ending](paper.number, paper.word)


def own_word(number: int) -> str:
    """A word that nothing else has, the beginning of no other and shortened by no grammar."""
    letters = "".join(chr(97 + number // each % 26) for each in (676, 26, 1))
    return f"zk{letters}vqx"


def papers(count: int) -> list[Paper]:
    endings = list(MAKERS)
    return [
        Paper(n, endings[n % len(endings)], own_word(n), CIRCLES[n % len(CIRCLES)])
        for n in range(count)
    ]


def groups(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(rows)
    while group := list(islice(left, size)):
        yield group


def send(client: Client, paper: Paper) -> str:
    """By tus, in two pieces; returns the key of the file."""
    content = paper.content
    told = ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}"
        for key, value in (("filename", paper.name), ("purpose", "content.library"))
    )
    begun = client.post(
        "/bestanden/opladen/",
        headers={"Tus-Resumable": "1.0.0", "Upload-Length": str(len(content)),
                 "Upload-Metadata": told},
    )  # fmt: skip
    assert begun.status_code == 201, begun.content
    middle = len(content) // 2
    _piece(client, begun["Location"], 0, content[:middle])
    return str(_piece(client, begun["Location"], middle, content[middle:])["File-Key"])


def _piece(client: Client, address: str, offset: int, piece: bytes) -> Any:
    answer = client.patch(
        address, piece, content_type="application/offset+octet-stream",
        headers={"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)},
    )  # fmt: skip
    assert answer.status_code == 204, answer.content
    return answer
