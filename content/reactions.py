"""What content listens to."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import (
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    TaskState,
    WorkflowState,
)
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
from community.verbs import (
    FILE_CLEARED,
    FILE_REFUSED,
    FILE_TEXT_FAILED,
    FILE_TEXT_READ,
    MEMBER_JOINED,
    MEMBER_LEFT,
    ROLES_CHANGED,
)
from content.access import keep_access
from content.findable import COURSE, LESSON, PACKAGE, PAGE
from content.learning.services import finish_package
from content.library.enums import LIBRARY
from content.library.queries import KIND as DOCUMENT
from content.library.queries import under_collection
from content.library.services import follow_file, take_text
from content.packages.models import ContentPackage, PackageAttempt
from content.pages.menu import forget_main_pages
from content.reviewing import tell_asked, tell_decided
from content.verbs import (
    COLLECTION_CLOSED,
    COURSE_STARTED,
    DOCUMENT_ARCHIVED,
    DOCUMENT_CHANGED,
    DOCUMENT_DROPPED,
    DOCUMENT_PROPOSED,
    DOCUMENT_PUBLISHED,
    DOCUMENT_REJECTED,
    DOCUMENT_RESTORED,
    DOCUMENT_SETTLED,
    DOCUMENT_VERSION_ADDED,
    DOCUMENTS_BROUGHT_IN,
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


@reaction(COURSE_STARTED, key="content.earlier_packages_in_course")
def count_earlier_packages(activity: Activity) -> None:
    """A package that was completed before the course was begun is not asked again."""
    if activity.actor_id:
        done = PackageAttempt.objects.filter(user=activity.actor_id).completed()
        for key in done.order_by().values_list("package__uuid", flat=True).distinct():
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


@receiver(post_save, dispatch_uid="content.menu_saved")
@receiver(post_delete, dispatch_uid="content.menu_deleted")
@receiver(post_page_move, dispatch_uid="content.menu_moved")
def follow_menu(*, instance: Any, **kwargs: Any) -> None:
    """Now, for who reads on in this transaction, and once it is there for everybody."""
    if isinstance(instance, (Page, PageViewRestriction)):
        forget_main_pages()
        transaction.on_commit(forget_main_pages, robust=True)


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


@reaction(FILE_CLEARED, key="content.file_cleared")
@reaction(FILE_REFUSED, key="content.file_refused")
def follow_scan(activity: Activity) -> None:
    if activity.data["purpose"] == LIBRARY:
        follow_file(file_id=activity.data["file"])


@reaction(FILE_TEXT_READ, key="content.file_text_read")
@reaction(FILE_TEXT_FAILED, key="content.file_text_failed")
def follow_words(activity: Activity) -> None:
    if activity.data["purpose"] == LIBRARY:
        take_text(file_id=activity.data["file"])


@reaction(DOCUMENTS_BROUGHT_IN, key="content.find_brought_in")
def find_brought_in(activity: Activity) -> None:
    refresh(DOCUMENT, activity.data["documents"])


@reaction(DOCUMENT_PROPOSED, key="content.find_proposed")
@reaction(DOCUMENT_PUBLISHED, key="content.find_published")
@reaction(DOCUMENT_REJECTED, key="content.find_rejected")
@reaction(DOCUMENT_CHANGED, key="content.find_changed")
@reaction(DOCUMENT_VERSION_ADDED, key="content.find_version")
@reaction(DOCUMENT_ARCHIVED, key="content.find_archived")
@reaction(DOCUMENT_RESTORED, key="content.find_restored")
@reaction(DOCUMENT_DROPPED, key="content.find_dropped")
@reaction(DOCUMENT_SETTLED, key="content.find_settled")
def find_document(activity: Activity) -> None:
    refresh(DOCUMENT, [activity.subject_id])


@reaction(COLLECTION_CLOSED, key="content.find_under_collection")
def find_under_collection(activity: Activity) -> None:
    refresh(DOCUMENT, under_collection(activity.data["collection"]))


@receiver(post_save, sender=CollectionViewRestriction, dispatch_uid="content.collection_locked")
@receiver(post_delete, sender=CollectionViewRestriction, dispatch_uid="content.collection_unlocked")
def follow_collection_lock(*, instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """Wagtail's own limits count too; nobody opens what they close, whatever the search still says."""
    key = instance.collection_id
    transaction.on_commit(lambda: refresh(DOCUMENT, under_collection(key)), robust=True)
