"""Moderation: a colleague reads before a page goes out, and never one's own while there is another."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState


class ColleagueTask(AbstractGroupApprovalTask):
    """Approval by somebody of the group who did not ask for it himself.

    Who is alone in the group decides about his own: nobody else would ever come.
    """

    class Meta:
        verbose_name = _("nazicht door een collega")
        verbose_name_plural = _("nazicht door een collega")

    def has_others(self, user: Any) -> bool:
        people = get_user_model().objects.filter(groups__in=self.groups.all(), is_active=True)
        return bool(people.exclude(pk=user.pk).exists())

    def is_own(self, obj: Any, user: Any) -> bool:
        """Whether this person asked for the review and somebody else can give it."""
        state = obj.current_workflow_state
        asked = state is not None and state.requested_by_id == user.pk
        return asked and self.has_others(user)

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        if self.is_own(obj, user):
            return []
        actions: list[Any] = super().get_actions(obj, user)
        return actions

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return (
            states.exclude(workflow_state__requested_by=user) if self.has_others(user) else states
        )

    @classmethod
    def get_description(cls) -> Any:
        return _("Een andere redacteur keurt goed wat iemand voorlegt.")


def holds_back(page: Page, user: Any) -> bool:
    """Whether this page waits for a colleague of who wants to put it online now."""
    task = page.current_workflow_task
    return isinstance(task, ColleagueTask) and task.is_own(page, user)


def to_read(user: Any) -> QuerySet[TaskState]:
    """What others laid before this person, the longest waiting first; one query."""
    rows = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__active=True,
        task__in=ColleagueTask.objects.filter(groups__user=user).values("pk"),
    )  # fmt: skip
    rows = rows.exclude(workflow_state__requested_by=user)
    return rows.select_related("revision", "workflow_state__requested_by").order_by(
        "started_at", "pk"
    )
