"""Ready-made reasons."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from community.activity.services import record
from community.moderation.models import CannedReason
from community.verbs import REASON_KEPT


def keep_reason(*, reason: CannedReason, editor: Any) -> CannedReason:
    """A new one, or a change of one; decisions that were made with it stay as they are."""
    with transaction.atomic():
        reason.save()
        record(REASON_KEPT, actor=editor, subject=reason)
    return reason
