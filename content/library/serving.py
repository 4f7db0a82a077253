"""Handing out a version's file, to whom its document may be read."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from community.files.serving import file_response
from content.library.models import DocumentVersion, LibraryDocument
from content.library.services import note_download


def hand_out(
    request: HttpRequest, row: LibraryDocument, found: DocumentVersion | None
) -> HttpResponseBase:
    """The file of a version of a document that may be read; counted as a download."""
    if found is None:
        raise Http404
    response = file_response(request, found.file)
    # The first part of a file is a download; the parts that follow, and who has it already, are not.
    if request.method == "GET" and response.status_code == 200 and row.is_published:
        note_download(document=row)
    return response
