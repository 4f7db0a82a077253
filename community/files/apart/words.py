"""The words of a document, a form feed between pages, slides and sheets."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

MOST = 5_000_000
"""Characters that are kept of one file."""
MOST_XML = 200_000_000
"""Bytes of one part of an office file that are looked at."""
ODF_SPACES = {"tab": "\t", "s": " ", "line-break": "\n"}
OOXML_SPACES = {"tab": "\t", "br": "\n", "cr": "\n"}
TIMING = re.compile(r"^(\d+:)?\d\d:\d\d\.\d{3} -->.*$", re.MULTILINE)
SPACES = re.compile(r"[ \t\xa0]+")
GAPS = re.compile(r"\n\s*\n\s*")
UNKEPT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Pages = Iterator[str]


def words_of(media_type: str, path: str) -> tuple[str, int | None]:
    """The text, at most MOST characters of it, and how many pages it has (None: it has none)."""
    pages, count, size = [], 0, 0
    for page in _reader(media_type)(path):
        count += 1
        if size < MOST:
            pages.append(_tidy(page)[: MOST - size])
            size += len(pages[-1]) + 1
    return "\f".join(pages), count if _has_pages(media_type) else None


def _reader(media_type: str) -> Callable[[str], Pages]:
    for ending, read in (
        ("/pdf", _pdf), (".wordprocessingml.document", _word), (".spreadsheetml.sheet", _sheets),
        (".presentationml.presentation", _slides), ("/vtt", _captions),
    ):  # fmt: skip
        if media_type.endswith(ending):
            return read
    return _open_document if ".opendocument." in media_type else _plain


def _has_pages(media_type: str) -> bool:
    return media_type.endswith(("/pdf", "presentation", "sheet", "spreadsheet"))


def _tidy(text: str) -> str:
    text = UNKEPT.sub(" ", text.replace("\r\n", "\n").replace("\f", "\n"))
    return GAPS.sub("\n\n", SPACES.sub(" ", text)).strip()


def _pdf(path: str) -> Pages:
    from pypdf import PdfReader  # noqa: PLC0415 - one library a process

    with Path(path).open("rb") as file:
        for page in PdfReader(file).pages:
            yield page.extract_text()


def _word(path: str) -> Pages:
    import docx  # noqa: PLC0415

    yield _flowing(docx.Document(path).element.body, OOXML_SPACES)


def _slides(path: str) -> Pages:
    from pptx import Presentation  # noqa: PLC0415

    for slide in Presentation(path).slides:
        notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        said = notes.text if notes is not None else ""
        yield f"{_flowing(slide.element, OOXML_SPACES)}\n{said}"


def _sheets(path: str) -> Pages:
    import openpyxl  # noqa: PLC0415

    # By its bytes: the library judges a path by its ending, and ours has none.
    with Path(path).open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        for sheet in book.worksheets:
            # What a sheet says of its own size may be a lie.
            sheet.reset_dimensions()
            yield "\n".join([sheet.title, *_rows(sheet)])


def _rows(sheet: Any) -> Iterator[str]:
    size = 0
    for row in sheet.iter_rows(values_only=True):
        line = " ".join(str(cell) for cell in row if cell is not None)
        size += len(line)
        if line:
            yield line
        if size > MOST:
            return


def _open_document(path: str) -> Pages:
    with zipfile.ZipFile(path) as pack, pack.open("content.xml") as file:
        content = file.read(MOST_XML + 1)
    if len(content) > MOST_XML:
        raise ValueError("content.xml is too large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    body = etree.fromstring(content, parser)
    parts = [each for each in body.iter("{*}page", "{*}table") if _stands_alone(each)]
    yield from (_flowing(part, ODF_SPACES) for part in parts or [body])


def _stands_alone(part: Any) -> bool:
    """A slide of a presentation or a sheet of a book; never a table in a text."""
    parent = part.getparent()
    return parent is not None and _name(parent) in ("presentation", "spreadsheet")


def _flowing(root: Any, spaces: dict[str, str]) -> str:
    """The text of an XML document, a line for each paragraph.

    What stands there twice for old programs (mc:Fallback) and what was deleted is left out.
    """
    said: list[str] = []
    is_ooxml = spaces is OOXML_SPACES
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, part in walk:
        name = _name(part)
        if event == "start":
            if name in ("Fallback", "tracked-changes"):
                walk.skip_subtree()
            elif name in ("p", "h"):
                said.append("\n")
            said.append(spaces.get(name, ""))
            # Only runs carry words there: what stands between others is layout.
            if part.text and (name == "t" or not is_ooxml) and name != "Fallback":
                said.append(part.text)
        elif part.tail and not is_ooxml and part is not root:
            said.append(part.tail)
        if event == "end" and name in ("tc", "table-cell"):
            said.append(" ")
    return "".join(said)


def _name(part: Any) -> str:
    return etree.QName(part).localname if isinstance(part.tag, str) else ""


def _captions(path: str) -> Pages:
    """What is said, without the times, the numbers and the remarks of the maker."""
    blocks = re.split(r"\n{2,}", _read(path).replace("\r\n", "\n"))
    said = []
    for block in blocks:
        found = TIMING.search(block)
        if found:
            said.append(re.sub(r"<[^>]*>", "", block[found.end() :]).strip())
    yield "\n".join(said)


def _plain(path: str) -> Pages:
    yield _read(path)


def _read(path: str) -> str:
    with Path(path).open("rb") as file:
        return file.read(4 * MOST).decode("utf-8-sig", "replace")
