"""The files of the invented library: real ones, small, made on the spot."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence

import docx

WIDTH, LINES = 84, 44


def word(title: str, pages: Sequence[str]) -> bytes:
    document = docx.Document()
    document.add_heading(title, level=1)
    for number, page in enumerate(pages):
        if number:
            document.add_page_break()
        for paragraph in page.split("\n"):
            document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf(title: str, pages: Sequence[str]) -> bytes:
    """Plain text in Helvetica (ISO 32000-1, 7.5: objects, cross-reference table, trailer)."""
    streams = [_drawn(title if number == 0 else "", page) for number, page in enumerate(pages)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (nl-BE) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _bound(objects)


def _drawn(title: str, text: str) -> bytes:
    lines = [part for line in text.split("\n") for part in textwrap.wrap(line, WIDTH) or [""]]
    shown = b"".join(b"(%s) Tj T*\n" % _quoted(line) for line in lines[:LINES])
    head = b"/F1 20 Tf 26 TL (%s) Tj T* T*\n" % _quoted(title) if title else b""
    return b"BT 60 770 Td\n%s/F1 11 Tf 16 TL\n%sET" % (head, shown)


def _quoted(text: str) -> bytes:
    raw = text.encode("cp1252", errors="replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _bound(objects: Sequence[bytes]) -> bytes:
    file, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return file + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(file))
    )
