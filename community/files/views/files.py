from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from community.accounts.signed_in import SignedInRequest
from community.files.models import StoredFile
from community.files.pictures import picture_response
from community.files.rules import may_open
from community.files.serving import file_response


@require_safe
def file(request: SignedInRequest, key: UUID) -> HttpResponseBase:
    """The file; with `?toon=1` shown in the browser when it is of a kind that is safe there."""
    return file_response(request, _openable(request, key), inline="toon" in request.GET)


@require_safe
def picture(request: SignedInRequest, key: UUID) -> HttpResponseBase:
    return picture_response(_openable(request, key))


def _openable(request: SignedInRequest, key: UUID) -> StoredFile:
    """404 alike for what is not there and for what is somebody else's."""
    found = StoredFile.objects.kept().filter(key=key).first()
    if found is None or not may_open(request.user, found):
        raise Http404
    return found
