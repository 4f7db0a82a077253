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


def replaced(office: bytes, member: str, content: bytes) -> bytes:
    """An office file with another content for one of its members."""
    with zipfile.ZipFile(io.BytesIO(office)) as pack:
        members = {each: pack.read(each) for each in pack.namelist()}
    return packed(members | {member: content})


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def written_pdf(*pages: str) -> bytes:
    """A PDF with a line of text on every page, written by hand: no library of ours writes text."""
    count = len(pages)
    kids = " ".join(f"{3 + 2 * each} 0 R" for each in range(count))
    bodies = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>"]
    font = f"{3 + 2 * count} 0 R"
    for at, text in enumerate(pages):
        drawn = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET"
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {4 + 2 * at} 0 R"
            f"/Resources<</Font<</F1 {font}>>>>>>"
        )
        bodies.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    bodies.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += f"{number} 0 obj{body}endobj\n".encode("latin-1")
    table = "".join(f"{each:010} 00000 n \n" for each in places)
    return (
        content
        + (
            f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
            f"trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\nstartxref\n{len(content)}\n%%EOF\n"
        ).encode()
    )
