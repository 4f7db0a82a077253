"""Moderation: a colleague reads before a page goes out, and never one's own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class ColleagueTask(AbstractGroupApprovalTask):
    """Approval by somebody of the group who did not ask for it himself."""

    class Meta:
        verbose_name = _("nazicht door een collega")
        verbose_name_plural = _("nazicht door een collega")

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        state = obj.current_workflow_state
        if state is not None and state.requested_by_id == user.pk:
            return []
        actions: list[Any] = super().get_actions(obj, user)
        return actions

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> Any:
        return _("Een andere redacteur keurt goed wat iemand voorlegt.")
