from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page, Site

from content.founding import lay_first_stones
from content.pages.models import HomePage

pytestmark = pytest.mark.django_db


def test_migrating_leaves_one_home_page_as_root_of_the_site():
    home = HomePage.objects.get()

    assert list(Page.objects.order_by("path").values_list("title", "depth", "live")) == [
        ("Root", 1, True), ("Gewaarschuwd voor het misgaat", 2, True), ("Leren", 3, True),
    ]  # fmt: skip
    assert Site.objects.get().root_page_id == home.pk
    assert len(home.promises) == 3


def test_editors_may_edit_pages_and_files_and_nothing_else():
    group = Group.objects.get(name="Redacteuren")
    pages = GroupPagePermission.objects.filter(group=group)
    files = GroupCollectionPermission.objects.filter(group=group)

    assert set(Group.objects.values_list("name", flat=True)) == {"Auteurs", "Redacteuren"}
    assert set(group.permissions.values_list("codename", flat=True)) == {
        "access_admin", "change_principle", "add_newsletter", "change_newsletter",
        "delete_newsletter",
        *(f"{right}_{kind}" for right in ("add", "change", "delete", "view")
          for kind in ("question", "quiz", "learningpath", "book")),
    }  # fmt: skip
    assert set(pages.values_list("permission__codename", flat=True)) == {
        "add_page", "change_page", "publish_page", "lock_page", "unlock_page",
    }  # fmt: skip
    assert set(files.values_list("permission__codename", flat=True)) == {
        "add_image", "change_image", "choose_image", "choose_document",
    }  # fmt: skip


def test_authors_may_write_and_nothing_else():
    group = Group.objects.get(name="Auteurs")
    pages = GroupPagePermission.objects.filter(group=group)
    files = GroupCollectionPermission.objects.filter(group=group)

    assert list(group.permissions.values_list("codename", flat=True)) == ["access_admin"]
    assert list(pages.values_list("page__depth", "permission__codename")) == [(2, "add_page")]
    assert set(files.values_list("permission__codename", flat=True)) == {
        "add_image", "choose_image", "choose_document",
    }  # fmt: skip


def counted() -> list[int]:
    tables = (Page, Site, Group, GroupPagePermission, GroupCollectionPermission)
    return [table.objects.count() for table in tables]


def test_laying_again_changes_nothing_and_keeps_the_editors_words():
    home = HomePage.objects.get()
    home.title = "Wat de redactie ervan maakte"
    home.save_revision().publish()
    GroupPagePermission.objects.filter(permission__codename="lock_page").delete()
    before = counted()

    assert lay_first_stones() == home
    assert counted() == before
    assert HomePage.objects.get().title == "Wat de redactie ervan maakte"


def test_laying_on_an_empty_site_starts_from_nothing():
    Site.objects.all().delete()
    Page.objects.all().delete()
    Group.objects.all().delete()

    home = lay_first_stones()

    assert (home.depth, home.live) == (2, True)
    assert Site.objects.get().root_page_id == home.pk
    assert sorted(each.name for each in Group.objects.all()) == ["Auteurs", "Redacteuren"]


def test_welcome_page_of_wagtail_gives_way_and_takes_its_site_along():
    Site.objects.all().delete()
    HomePage.objects.get().delete()
    welcome = Page(title="Welcome to your new Wagtail site!", slug="home")
    Page.get_first_root_node().add_child(instance=welcome)
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)

    home = lay_first_stones()

    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert Site.objects.get().root_page_id == home.pk
