"""The first stones of the site: its root, its front door and the editors' rights.

Runs after every migrate and lays only what is missing: what editors changed stays theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from content.access import AUTHORS, EDITORS
from content.learning.models import CourseIndexPage
from content.pages.models import HomePage
from content.pages.principles import SLOTS, Principle
from content.pages.review import ColleagueTask
from content.words import BODY, LEAD, PROMISES, TITLE

# Who may only add changes what is his own, and lays it before the editors.
AUTHORS_PAGE_RIGHTS = ("add_page",)
PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
# Wagtail asks for its own models' rights, whatever model of ours stands in for them.
FILE_RIGHTS = {
    "wagtailimages": ("add_image", "change_image", "choose_image"),
    # Documents come in and change in the library; pages only choose from it.
    "wagtaildocs": ("choose_document",),
}
AUTHORS_FILE_RIGHTS = {
    "wagtailimages": ("add_image", "choose_image"), "wagtaildocs": ("choose_document",),
}  # fmt: skip
OWN_RIGHTS = (
    "change_principle", "add_newsletter", "change_newsletter", "delete_newsletter",
)  # fmt: skip
SNIPPETS = ("question", "quiz", "learningpath", "book")
WAGTAIL_GROUPS = ("Moderators", "Editors")
WAGTAIL_WORKFLOW, WAGTAIL_TASK = "Moderators approval", "Moderators approval"
WORKFLOW, TASK = "Nazicht", "Nazicht door een collega"


@transaction.atomic
def lay_first_stones() -> HomePage:
    """Make what is missing and return the home page; idempotent."""
    # After a flush Django still remembers kinds by numbers that are gone.
    ContentType.objects.clear_cache()
    home = HomePage.objects.first() or _front_door(_root())
    _site(home)
    _learning(home)
    _rights(_root())
    _authors(home)
    _review(_root())
    _principles()
    _snippet_rights()
    return home


def _root() -> Page:
    root = Page.get_first_root_node()
    if root is not None:
        return root
    code = settings.LANGUAGE_CODE
    Locale.objects.get_or_create(language_code=code)
    return Page.add_root(title="Root", slug="root", locale=Locale.objects.get(language_code=code))


def _front_door(root: Page) -> HomePage:
    _clear_welcome(root)
    body = [{"type": "paragraph", "value": BODY}]
    home = HomePage(title=TITLE, slug="home", lead=LEAD, promises=PROMISES, body=body)
    root.add_child(instance=home)
    home.save_revision().publish()
    return home


def _clear_welcome(root: Page) -> None:
    """Wagtail's own welcome page, which is of no use to anybody."""
    for page in root.get_children().filter(slug="home"):
        if page.specific_class is Page:
            Site.objects.filter(root_page=page).delete()
            page.delete()
    root.refresh_from_db()


def _site(home: HomePage) -> None:
    if Site.objects.filter(is_default_site=True).exists():
        return
    address = urlsplit(settings.SITE_URL)
    Site.objects.create(
        hostname=address.hostname or "localhost",
        port=address.port or (443 if address.scheme == "https" else 80),
        site_name="VlaVirGem", root_page=home, is_default_site=True,
    )  # fmt: skip


def _learning(home: HomePage) -> None:
    """The place of courses in the tree, under an address that is free."""
    if CourseIndexPage.objects.exists():
        return
    taken = home.get_children().filter(slug="leren").exists()
    index = CourseIndexPage(
        title="Leren", slug="leren-op-vlavirgem" if taken else "leren",
        lead="Korte cursussen voor wie bij een lokaal bestuur werkt.",
    )  # fmt: skip
    home.refresh_from_db()
    home.add_child(instance=index)
    index.save_revision().publish()


def _snippet_rights() -> None:
    """What editors may do with a kind that nobody was given rights to yet."""
    group = Group.objects.get(name=EDITORS)
    for name in SNIPPETS:
        held = Permission.objects.filter(content_type__app_label="content", group__isnull=False)
        if not held.filter(content_type__model=name).exists():
            rights = [f"{right}_{name}" for right in ("add", "change", "delete", "view")]
            group.permissions.add(*_rights_of("content", rights))


def _rights(root: Page) -> None:
    """The editors' group; Wagtail's own two are in nobody's way when they are gone."""
    Group.objects.filter(name__in=WAGTAIL_GROUPS).delete()
    group, is_new = Group.objects.get_or_create(name=EDITORS)
    # What came later than the group does.
    group.permissions.add(*_rights_of("content", OWN_RIGHTS))
    if not is_new:
        return
    _welcome(group, root, PAGE_RIGHTS, FILE_RIGHTS)


def _authors(home: HomePage) -> None:
    """Who writes and does not publish: under the front door, with the pictures of the house."""
    group, is_new = Group.objects.get_or_create(name=AUTHORS)
    if is_new:
        _welcome(group, home, AUTHORS_PAGE_RIGHTS, AUTHORS_FILE_RIGHTS)


def _welcome(
    group: Group, page: Page, page_rights: Sequence[str], file_rights: dict[str, tuple[str, ...]]
) -> None:
    group.permissions.add(_may_enter())
    for right in _rights_of("wagtailcore", page_rights):
        GroupPagePermission.objects.create(group=group, page=page, permission=right)
    files = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for app, held in file_rights.items():
        for right in _rights_of(app, held):
            GroupCollectionPermission.objects.create(
                group=group, collection=files, permission=right
            )


def _rights_of(app: str, codenames: Sequence[str]) -> Iterable[Permission]:
    # On the first migrate this runs before Django has made the rights of later apps.
    create_permissions(apps.get_app_config(app), verbosity=0)
    return Permission.objects.filter(content_type__app_label=app, codename__in=codenames)


def _may_enter() -> Permission:
    kind, _made = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    right, _made = Permission.objects.get_or_create(
        content_type=kind, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    return right


def _review(root: Page) -> None:
    """Whatever an editor lays before the others is read by one of them; once made, it is theirs."""
    Workflow.objects.filter(name=WAGTAIL_WORKFLOW).delete()
    Task.objects.filter(name=WAGTAIL_TASK).delete()
    if Workflow.objects.exists():
        return
    workflow = Workflow.objects.create(name=WORKFLOW)
    task = ColleagueTask.objects.create(name=TASK)
    task.groups.set(Group.objects.filter(name=EDITORS))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=root)


def _principles() -> None:
    """The 36 numbered slots; what they say is up to the editors."""
    Principle.objects.bulk_create(
        (
            Principle(group=group, number=number)
            for group, count in SLOTS.items()
            for number in range(1, count + 1)
        ),
        ignore_conflicts=True,
    )
