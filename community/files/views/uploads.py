"""Uploading in pieces, by tus 1.0.0 with creation, termination, expiration and checksum.

Only who began an upload knows of it. A refusal is 422 with a sentence for beside the field.
"""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.accounts.signed_in import SignedInRequest
from community.files import disk, tus
from community.files.enums import Refusal
from community.files.models import Upload
from community.files.purposes import purposes
from community.files.refusals import FileRefused
from community.files.services import (
    TooManyUploads,
    UploadConflict,
    append,
    begin_upload,
    drop_upload,
    finish_upload,
)

PIECE = 4 << 20
"""Bytes that are written and counted at once: what a cut may cost at most."""
MOST_CHECKED = 16 << 20
"""Bytes of a chunk that comes with a checksum: it is counted whole or not at all."""
REFUSED, NO_ROOM = 422, 507


@require_http_methods(["OPTIONS", "POST"])
def uploads(request: SignedInRequest) -> HttpResponse:
    if request.method == "OPTIONS":
        return _abilities()
    if not tus.speaks(request):
        return tus.wrong_version()
    try:
        size, told = tus.number(request, "Upload-Length"), tus.metadata(request)
        purpose = purposes.get(told.get("purpose", ""))
    except (tus.BadHeader, LookupError):
        return tus.answer(400)
    if not purpose.may_upload(request.user):
        raise PermissionDenied
    try:
        upload = begin_upload(
            user=request.user, purpose=purpose.key, name=told.get("filename", ""), size=size,
            sha256=told.get("sha256", "")[:64],
        )  # fmt: skip
    except FileRefused as refused:
        return tus.answer(413 if refused.code == Refusal.TOO_LARGE else REFUSED, refused.message)
    except TooManyUploads:
        return tus.answer(
            429, _("U hebt te veel opladingen lopen. Wacht tot er enkele klaar zijn.")
        )
    response = tus.answer(201, upload=upload)
    response["Location"] = reverse("community:upload", args=[upload.key])
    return response


@require_http_methods(["HEAD", "PATCH", "DELETE"])
def upload(request: SignedInRequest, key: UUID) -> HttpResponse:
    if not tus.speaks(request):
        return tus.wrong_version()
    found = Upload.objects.select_related("file").filter(key=key, user=request.user).first()
    if found is None:
        raise Http404
    if found.expires_at < now():
        return tus.answer(410)
    if request.method == "DELETE":
        drop_upload(upload=found)
        return tus.answer(204)
    if request.method == "PATCH":
        try:
            return _patch(request, found)
        except Upload.DoesNotExist:
            # Taken away by its owner while this piece was on its way.
            raise Http404 from None
    response = tus.answer(200, upload=found)
    response["Upload-Length"] = str(found.size)
    return response


def _abilities() -> HttpResponse:
    response = tus.answer(204)
    response["Tus-Version"] = tus.VERSION
    response["Tus-Extension"] = tus.EXTENSIONS
    response["Tus-Checksum-Algorithm"] = ",".join(tus.ALGORITHMS)
    response["Tus-Max-Size"] = str(max((each.max_bytes for each in purposes), default=0))
    return response


def _patch(request: SignedInRequest, found: Upload) -> HttpResponse:
    if request.content_type != tus.CONTENT_TYPE:
        return tus.answer(415)
    try:
        offset, expected = tus.number(request, "Upload-Offset"), tus.checksum(request)
    except tus.BadHeader:
        return tus.answer(400)
    if offset == found.received == found.size:
        return _finish(found)
    try:
        return _take(request, found, offset, expected)
    except UploadConflict:
        found.refresh_from_db()
        return tus.answer(409, upload=found)
    except FileRefused as refused:
        return tus.answer(NO_ROOM, refused.message, upload=found)


def _take(
    request: SignedInRequest, found: Upload, offset: int, expected: tus.Checksum | None
) -> HttpResponse:
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and offset + int(length) > found.size:
        return tus.answer(413, upload=found)
    if expected is not None:
        chunk = request.read(MOST_CHECKED + 1)
        if len(chunk) > MOST_CHECKED:
            return tus.answer(413, upload=found)
        if not expected.fits(chunk):
            return tus.answer(tus.CHECKSUM_MISMATCH, upload=found)
        append(upload=found, offset=offset, chunk=chunk)
    else:
        try:
            for piece in disk.pieces(request, PIECE):
                offset = append(upload=found, offset=offset, chunk=piece)
        except UnreadablePostError:
            # Cut off: what was counted stays, and is where the next one goes on.
            return tus.answer(400, upload=found)
    return _finish(found) if found.is_whole else tus.answer(204, upload=found)


def _finish(found: Upload) -> HttpResponse:
    try:
        found.file = finish_upload(upload=found)
    except FileRefused as refused:
        return tus.answer(REFUSED, refused.message)
    return tus.answer(204, upload=found)
