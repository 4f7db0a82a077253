"""What the forum keeps files for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.files.enums import FileForm
from community.files.models import StoredFile
from community.files.purposes import MEGABYTE, Purpose, register_purpose
from community.forum.enums import FORUM
from community.forum.models import PostFile
from community.forum.rules import may_see_taken, may_see_words
from community.organisations.rules import current_memberships

FORMS = frozenset(
    {FileForm.IMAGE, FileForm.PDF, FileForm.DOCUMENT, FileForm.SPREADSHEET, FileForm.PRESENTATION}
)
DRAFTED = timedelta(days=30)
"""What belongs to a draft hangs under nothing yet, and one may finish that next week."""


def _used(files: Collection[int]) -> set[int]:
    return set(PostFile.objects.filter(file__in=files).values_list("file", flat=True))


def _may_upload(user: Any) -> bool:
    return bool(current_memberships(user))


def _of_groups() -> Q:
    """Those under what is said in a group."""
    return Q(
        pk__in=PostFile.objects.filter(post__topic__category__group__isnull=False).values("file")
    )


def _may_read(user: Any, file: StoredFile) -> bool:
    """Who reads the post reads its files; what hangs under none yet is its owner's."""
    hung = PostFile.objects.filter(file=file).select_related("post__topic__category").first()
    if hung is None:
        return bool(user.is_authenticated and file.owner_id == user.pk)
    return may_see_words(user, hung.post) and (
        hung.taken_by_id is None or may_see_taken(user, hung.post)
    )


register_purpose(
    Purpose(
        FORUM, _("Forum"), may_upload=_may_upload, may_read=_may_read, in_use=_used, apart=_of_groups,
        forms=FORMS, max_bytes=20 * MEGABYTE, unused=DRAFTED,
    )
)  # fmt: skip
