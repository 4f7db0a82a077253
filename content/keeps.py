"""What content keeps files for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.files.models import StoredFile
from community.files.purposes import MEGABYTE, Purpose, register_purpose
from content.library.enums import LIBRARY
from content.library.models import DocumentVersion
from content.library.rules import may_propose, visible_to


def _used(files: Collection[int]) -> set[int]:
    rows = DocumentVersion.objects.filter(Q(file__in=files) | Q(captions__in=files))
    found = rows.values_list("file", "captions")
    return {key for pair in found for key in pair if key is not None}


def _of_groups() -> Q:
    """Those of documents that are a group's."""
    rows = DocumentVersion.objects.filter(document__group__isnull=False)
    captions = rows.exclude(captions=None)
    return Q(pk__in=rows.values("file")) | Q(pk__in=captions.values("captions"))


def _may_read(user: Any, file: StoredFile) -> bool:
    """By the rule of its document; what is in none yet is its owner's."""
    version = DocumentVersion.objects.filter(Q(file=file) | Q(captions=file)).first()
    if version is None:
        return bool(user.is_authenticated and file.owner_id == user.pk)
    return visible_to(user).filter(pk=version.document_id).exists()


register_purpose(
    Purpose(
        LIBRARY, _("Bestandsbibliotheek"), may_upload=may_propose, may_read=_may_read,
        in_use=_used, apart=_of_groups, max_bytes=500 * MEGABYTE,
    )
)  # fmt: skip
