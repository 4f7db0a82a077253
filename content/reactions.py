"""What content listens to."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from community.activity.models import Activity
from community.activity.reactions import reaction
from community.search.services import refresh
from community.verbs import MEMBER_JOINED, MEMBER_LEFT, ROLES_CHANGED
from content.access import keep_access
from content.findable import COURSE, LESSON, PACKAGE, PAGE
from content.learning.services import finish_package
from content.packages.models import ContentPackage
from content.reviewing import tell_asked, tell_decided
from content.verbs import (
    PACKAGE_CHANGED,
    PACKAGE_COMPLETED,
    PACKAGE_IMPORTED,
    PACKAGE_OPENED,
    PACKAGE_REMOVED,
)

KINDS = (PAGE, COURSE, LESSON)
"""What of a tree of pages is found, each by its own rule."""


@reaction(MEMBER_JOINED, key="content.access_of_new_member")
@reaction(ROLES_CHANGED, key="content.access_of_changed_roles")
@reaction(MEMBER_LEFT, key="content.access_of_former_member")
def follow_roles(activity: Activity) -> None:
    keep_access(user_id=activity.data["user"])


@reaction(PACKAGE_COMPLETED, key="content.package_in_courses")
def count_package(activity: Activity) -> None:
    """A package that somebody completed counts in his courses."""
    if activity.actor_id:
        for key in ContentPackage.objects.filter(pk=activity.data["package"]).values_list(
            "uuid", flat=True
        ):
            finish_package(user_id=activity.actor_id, package=str(key))


@reaction(PACKAGE_IMPORTED, key="content.find_imported_package")
@reaction(PACKAGE_OPENED, key="content.find_opened_package")
@reaction(PACKAGE_CHANGED, key="content.find_changed_package")
@reaction(PACKAGE_REMOVED, key="content.forget_removed_package")
def follow_package(activity: Activity) -> None:
    refresh(PACKAGE, [activity.subject_id])


@receiver(user_logged_in, dispatch_uid="content.user_logged_in")
def follow_sign_in(*, user: Any, **kwargs: Any) -> None:
    """Memberships that came without an activity (an import, the admin) count from here on."""
    keep_access(user_id=user.pk)


@receiver(page_published, dispatch_uid="content.page_published")
@receiver(page_unpublished, dispatch_uid="content.page_unpublished")
@receiver(post_page_move, dispatch_uid="content.page_moved")
def follow_page(*, instance: Page, **kwargs: Any) -> None:
    """A page and all under it: their addresses, and who may read them, hang on it."""
    _find_under(instance.path)


@receiver(post_save, sender=PageViewRestriction, dispatch_uid="content.page_locked")
@receiver(post_delete, sender=PageViewRestriction, dispatch_uid="content.page_unlocked")
def follow_lock(*, instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        _find_under(page.path)


@receiver(post_delete, dispatch_uid="content.page_deleted")
def follow_deletion(*, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        key = instance.pk
        for kind in KINDS:
            transaction.on_commit(partial(refresh, kind, [key]), robust=True)


def _find_under(path: str) -> None:
    def find() -> None:
        keys = list(Page.objects.filter(path__startswith=path).values_list("pk", flat=True))
        for kind in KINDS:
            refresh(kind, keys)

    # What goes wrong here is made good by the next round of catching up.
    transaction.on_commit(find, robust=True)


# Under the names of Wagtail's own receivers, which would mail past the outbox: whoever takes a
# name first keeps it, and this app comes before Wagtail's admin.
@receiver(
    task_submitted, sender=TaskState,
    dispatch_uid="group_approval_task_submitted_email_notification",
)  # fmt: skip
def follow_review(*, instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    tell_asked(state=instance, by=user)


@receiver(
    workflow_submitted, sender=WorkflowState,
    dispatch_uid="workflow_state_submitted_email_notification",
)  # fmt: skip
def follow_submission(**kwargs: Any) -> None:
    """Who may approve hears of it already."""


@receiver(
    workflow_approved, sender=WorkflowState,
    dispatch_uid="workflow_state_approved_email_notification",
)  # fmt: skip
def follow_approval(*, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    tell_decided(state=instance, by=user, approved=True)


@receiver(
    workflow_rejected, sender=WorkflowState,
    dispatch_uid="workflow_state_rejected_email_notification",
)  # fmt: skip
def follow_rejection(*, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    tell_decided(state=instance, by=user, approved=False)
