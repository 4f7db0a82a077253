"""The menu costs no query, and never shows what the tree no longer says, in whatever process."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from redis.exceptions import RedisError

from content.pages import menu
from content.pages.menu import main_pages
from content.pages.models import StandardPage
from content.pages.tasks import publish_scheduled
from tests.content.pages.making import home, locked, published

pytestmark = pytest.mark.django_db


def titles() -> list[str]:
    return [each.title for each in main_pages()]


def test_menu_is_asked_once(client, django_assert_num_queries):
    published(StandardPage(title="Over ons", show_in_menus=True))
    with django_assert_num_queries(1):
        assert titles() == ["Over ons"]
    with django_assert_num_queries(0):
        assert titles() == ["Over ons"]


def test_every_change_of_the_tree_is_seen_at_once():
    page = published(StandardPage(title="Een", show_in_menus=True))
    second = published(StandardPage(title="Twee", show_in_menus=True))
    assert titles() == ["Een", "Twee"]

    second.move(page, pos="left")
    assert titles() == ["Twee", "Een"]
    page.refresh_from_db()
    page.title = "Anders"
    page.save_revision().publish()
    assert titles() == ["Twee", "Anders"]
    second.refresh_from_db()
    second.unpublish()
    assert titles() == ["Anders"]
    lock = locked(page)
    assert titles() == []
    lock.delete()
    assert titles() == ["Anders"]
    page.move(second, pos="last-child")
    assert titles() == []
    page.refresh_from_db()
    page.move(home(), pos="last-child")
    assert titles() == ["Anders"]
    page.refresh_from_db()
    page.delete()
    assert titles() == []


def test_what_was_read_before_a_change_is_not_believed_after_it(monkeypatch):
    """A page is deleted while another process has read the tree and not yet kept what it read."""
    page = published(StandardPage(title="Weg", show_in_menus=True))
    ask: Callable[[], list[menu.MainPage]] = menu._ask

    def slow() -> list[menu.MainPage]:
        found = ask()
        page.delete()
        return found

    monkeypatch.setattr(menu, "_ask", slow)
    assert titles() == ["Weg"]
    monkeypatch.setattr(menu, "_ask", ask)
    assert titles() == []


@pytest.mark.django_db(transaction=True)
def test_a_change_in_another_process_is_seen_here_once_it_is_committed():
    assert titles() == []

    def elsewhere() -> None:
        with transaction.atomic():
            published(StandardPage(title="Nieuw", show_in_menus=True))
        connection.close()

    other = threading.Thread(target=elsewhere)
    other.start()
    other.join()
    assert titles() == ["Nieuw"]


def test_what_changed_without_telling_is_seen_after_the_minutes_round():
    page = published(StandardPage(title="Oud", show_in_menus=True))
    assert titles() == ["Oud"]
    StandardPage.objects.filter(pk=page.pk).update(title="Nieuw")
    assert titles() == ["Oud"]
    publish_scheduled()
    assert titles() == ["Nieuw"]


def test_a_cache_that_is_down_costs_a_query_and_nothing_else(monkeypatch):
    published(StandardPage(title="Over ons", show_in_menus=True))

    class Down:
        def get_many(self, *_keys: object) -> None:
            raise RedisError

        set = get_many

    monkeypatch.setattr(menu, "cache", Down())
    assert titles() == ["Over ons"]
    published(StandardPage(title="Ook", show_in_menus=True))
    assert titles() == ["Over ons", "Ook"]
