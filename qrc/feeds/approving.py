"""Warnings that leave by themselves: a rule that two people approve."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.activity.services import record
from qrc.feeds.enums import ReleasePolicy
from qrc.feeds.models import Source
from qrc.feeds.services import set_enabled
from qrc.verbs import SOURCE_POLICY_APPROVED, SOURCE_POLICY_ASKED


def ask_policy(*, source: Source, actor: Any) -> None:
    """Note who chose the policy on the screen; until another agrees, all of it is looked at first.

    What always passes the desk needs no second person.
    """
    source.policy_asked_by, source.policy_approved_by = actor, None
    source.policy_pending = source.release_policy != ReleasePolicy.REVIEW
    with transaction.atomic():
        source.save(update_fields=("policy_asked_by", "policy_approved_by", "policy_pending"))
        if source.policy_pending:
            record(SOURCE_POLICY_ASKED, actor=actor, subject=source, policy=source.release_policy)


def switch(*, source: Source, enabled: bool, actor: Any) -> None:
    """Switch a source on or off; a ready-made one that nobody chose a policy for asks for a second
    person the first time, as one that was added by hand does."""
    with transaction.atomic():
        set_enabled(source=source, enabled=enabled, actor=actor)
        if enabled and source.preset and source.policy_asked_by_id is None:
            ask_policy(source=source, actor=actor)


def approve_policy(*, source: Source, actor: Any) -> None:
    """The second person agrees; ValidationError (Dutch) when it is the first one again."""
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=source.pk)
        if not source.policy_pending:
            return
        if source.policy_asked_by_id == actor.pk:
            raise ValidationError(_("U koos dit zelf. Een andere redacteur moet het goedkeuren."))
        source.policy_approved_by, source.policy_pending = actor, False
        source.save(update_fields=("policy_approved_by", "policy_pending"))
        record(SOURCE_POLICY_APPROVED, actor=actor, subject=source, policy=source.release_policy)
