"""Real files of every kind, made by the libraries that people's programs are made of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pptx
from PIL import Image
from pypdf import PdfWriter

from community.files.types import ODF


def pdf(pages: int = 1, password: str = "") -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=595, height=842)
    if password:
        writer.encrypt(password)
    return _saved(writer.write)


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each)
    return _saved(document.save)


def sheet(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return _saved(book.save)


def slides(*titles: str) -> bytes:
    show = pptx.Presentation()
    for each in titles:
        show.slides.add_slide(show.slide_layouts[5]).shapes.title.text = each
    return _saved(show.save)


def picture(form: str = "PNG", width: int = 8, height: int = 8, mode: str = "RGB") -> bytes:
    return _saved(lambda file: Image.new(mode, (width, height)).save(file, form))


def odt(*paragraphs: str, extra: dict[str, bytes] | None = None) -> bytes:
    body = "".join(f"<text:p>{each}</text:p>" for each in paragraphs)
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f"{body}</office:text></office:body></office:document-content>"
    )
    members = {"mimetype": f"{ODF}.text".encode(), "content.xml": content.encode()}
    return packed(members | (extra or {}))


def packed(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in members.items():
            pack.writestr(name, content)
    return file.getvalue()


def added_to(office: bytes, **members: bytes) -> bytes:
    """An office file with more inside: `word__vbaProject_bin` stands for word/vbaProject.bin."""
    file = io.BytesIO(office)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as pack:
        for name, content in members.items():
            pack.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()
