"""Review by a colleague, pages on a clock, addresses that stay, and old words that are kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Revision, Workflow, WorkflowPage

from community.messaging.models import Delivery
from community.organisations.enums import Role
from content.access import EDITORS, keep_access
from content.founding import lay_first_stones
from content.pages import scheduling
from content.pages.models import HomePage, StandardPage
from content.pages.review import holds_back, to_read
from tests.content.pages.making import home, paragraph, published
from tests.people import make_member, make_user, with_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(editor, platform) -> tuple[Any, Any]:
    other = with_second_factor(make_user("tweede@platform.example", "Tine"))
    make_member(other, platform, Role.EDITOR)
    Group.objects.get(name=EDITORS).user_set.add(editor, other)
    return editor, other


def draft(title: str = "Kermis") -> StandardPage:
    page = home().add_child(instance=StandardPage(title=title, live=False))
    page.save_revision()
    return page


def told() -> list[tuple[str, str, str]]:
    rows = Delivery.objects.filter(message__kind="content.review").order_by("pk")
    return list(rows.values_list("user__email", "channel", "message__bodies__subject").distinct())


def test_whole_tree_is_under_review_by_colleagues():
    workflow = Workflow.objects.get()
    task = workflow.tasks.get().specific

    assert (workflow.name, WorkflowPage.objects.get().page.depth) == ("Nazicht", 1)
    assert list(task.groups.values_list("name", flat=True)) == [EDITORS]
    lay_first_stones()
    assert Workflow.objects.count() == 1


def test_colleague_approves_and_who_asked_may_not(pair):
    asker, colleague = pair
    page = draft()
    state = page.get_workflow().start(page, asker)
    task = state.current_task_state.task.specific

    assert task.get_actions(page, asker) == []
    assert [each[0] for each in task.get_actions(page, colleague)] == [
        "reject",
        "approve",
        "approve",
    ]
    assert list(task.get_task_states_user_can_moderate(asker)) == []
    mails = {row[:2] for row in told()}
    assert mails == {(colleague.email, "email"), (colleague.email, "web")}
    state.current_task_state.approve(user=colleague)
    page.refresh_from_db()
    assert page.live
    assert {row[0] for row in told()} == {colleague.email, asker.email}
    # Wagtail's own mails stay home.
    assert mail.outbox == []


def test_colleague_who_wants_a_change_says_why(pair):
    asker, colleague = pair
    page = draft()
    state = page.get_workflow().start(page, asker)
    state.current_task_state.reject(user=colleague, comment="De datum klopt niet.")

    words = Delivery.objects.filter(user=asker, channel="email").get().message.bodies
    assert "De datum klopt niet." in words.get(channel="email", language="nl").text
    page.refresh_from_db()
    assert not page.live


def test_who_is_alone_decides_about_his_own_and_with_a_second_no_longer(editor, platform):
    Group.objects.get(name=EDITORS).user_set.add(editor)
    page = draft()
    task = page.get_workflow().start(page, editor).current_task_state.task.specific
    assert [len(task.get_actions(page, editor)), holds_back(page, editor)] == [3, False]
    assert len(task.get_task_states_user_can_moderate(editor)) == 1

    other = make_user("tweede@platform.example", "Tine")
    Group.objects.get(name=EDITORS).user_set.add(other)
    assert [task.get_actions(page, editor), holds_back(page, editor)] == [[], True]
    assert list(task.get_task_states_user_can_moderate(editor)) == []
    # Who was switched off reads nothing any more.
    other.is_active = False
    other.save()
    assert len(task.get_actions(page, editor)) == 3


def pressed(client: Any, page: StandardPage, action: str, **more: str) -> Any:
    """What the editor's form sends when its author presses a button."""
    empty = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    body = {"body-count": "0"}
    said = {"title": page.title, "slug": page.slug, "lead": "Anders", "picture": ""}
    return client.post(
        f"/cms/pages/{page.pk}/edit/", {**said, **empty, **body, **more, action: "1"}
    )


def test_who_asked_for_a_review_does_not_pass_it_by(pair, client_of):
    asker, colleague = pair
    page = draft()
    page.get_workflow().start(page, asker)
    answer = pressed(client_of(asker), page, "action-publish")
    page.refresh_from_db()
    assert (answer["Location"], page.live) == (f"/cms/pages/{page.pk}/edit/", False)
    # What he typed is kept, and the review goes on.
    assert page.get_latest_revision_as_object().lead == "Anders"
    assert page.workflow_in_progress
    pressed(client_of(colleague), page, "action-publish")
    page.refresh_from_db()
    assert (page.live, page.lead) == (True, "Anders")


@pytest.mark.parametrize("below", [False, True])
def test_nor_by_ticking_it_in_a_list_or_what_stands_above_it(below, pair, client_of):
    asker, colleague = pair
    page = draft()
    page.get_workflow().start(page, asker)
    ticked = page.get_parent().pk if below else page.pk
    address = f"/cms/bulk/wagtailcore/page/publish/?id={ticked}&next=/cms/"
    sent = {"include_descendants": "on"} if below else {}

    answer = client_of(asker).post(address, sent, follow=True)
    page.refresh_from_db()
    assert ("ligt bij een collega" in answer.content.decode(), page.live) == (True, False)
    client_of(colleague).post(address, sent)
    page.refresh_from_db()
    assert page.live


def test_author_lays_before_the_editors_and_cannot_publish(pair, qrc_editor, client_of):
    editor, colleague = pair
    keep_access(user_id=qrc_editor.pk)
    mine = home().add_child(instance=StandardPage(title="Lek", live=False, owner=qrc_editor))
    mine.save_revision()
    theirs, author = draft("Van een ander"), client_of(qrc_editor)

    pressed(author, mine, "action-publish")
    mine.refresh_from_db()
    assert (mine.live, mine.get_latest_revision_as_object().lead) == (False, "Anders")
    assert pressed(author, theirs, "action-submit")["Location"] == "/cms/"
    pressed(author, mine, "action-submit")
    assert {row[0] for row in told()} == {editor.email, colleague.email}
    task = mine.current_workflow_task
    assert [len(task.get_actions(mine, each)) for each in (qrc_editor, editor)] == [0, 3]


def test_overview_names_what_waits_for_this_editor(pair, qrc_editor, client_of):
    editor, colleague = pair
    page = draft("Kermis")
    page.get_workflow().start(page, editor)
    seen = [client_of(each).get("/overzicht/").content.decode() for each in (editor, colleague)]
    assert ["Lees na: Kermis" in html for html in seen] == [False, True]
    assert f'href="/cms/pages/{page.pk}/edit/"' in seen[1]
    other = draft("Foor")
    other.get_workflow().start(other, qrc_editor)
    with CaptureQueriesContext(connection) as asked:
        assert [each.revision.object_str for each in to_read(colleague)] == ["Kermis", "Foor"]
        assert str(to_read(colleague)[1].workflow_state.requested_by) == str(qrc_editor)
    assert len(asked) == 2


def later(page: StandardPage, **when: Any) -> None:
    for name, moment in when.items():
        setattr(page, name, moment)
    page.save_revision().publish()


def test_page_goes_on_and_off_by_the_clock_once():
    soon = timezone.now() + timedelta(hours=1)
    later(draft("Komt"), go_live_at=soon)
    later(published(StandardPage(title="Gaat")), expire_at=soon)
    assert scheduling.publish_due() == 0

    with time_machine.travel(soon + timedelta(minutes=1), tick=False):
        assert [scheduling.publish_due(), scheduling.publish_due()] == [2, 0]
    states = StandardPage.objects.order_by("title").values_list("title", "live", "expired")
    assert list(states) == [("Gaat", False, True), ("Komt", True, False)]


def test_page_that_fails_holds_up_no_other_and_is_tried_again(monkeypatch):
    soon = timezone.now() + timedelta(hours=1)
    first, second = draft("Een"), draft("Twee")
    for page in (first, second):
        later(page, go_live_at=soon)
    real = Revision.publish

    def broken(self: Revision, **kwargs: Any) -> None:
        real(self, **kwargs)
        if self.object_id == str(first.pk):
            raise RuntimeError("killed")

    live = StandardPage.objects.order_by("title").values_list("live", flat=True)
    with time_machine.travel(soon + timedelta(minutes=1), tick=False):
        with monkeypatch.context() as patch:
            patch.setattr(Revision, "publish", broken)
            assert scheduling.publish_due() == 1
        assert list(live.all()) == [False, True]
        assert scheduling.publish_due() == 1
    assert list(live.all()) == [True, True]


def test_address_of_a_page_that_moved_or_was_renamed_still_works(
    client, django_capture_on_commit_callbacks
):
    section, page = published(StandardPage(title="Rubriek")), published(StandardPage(title="Foor"))
    page.slug = "kermis"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert client.get("/foor/")["Location"] == "/kermis/"
    with django_capture_on_commit_callbacks(execute=True):
        page.move(section, pos="last-child")

    assert client.get("/kermis/")["Location"] == "/rubriek/kermis/"
    assert client.get("/rubriek/kermis/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_words_of_before_become_a_paragraph_and_go_back():
    """The migration keeps the text of pages, of their drafts and of their history."""
    page = published(StandardPage(title="Oud", body=paragraph("<p>Zes <b>mensen</b>.</p>")))
    page.body = paragraph("<p>Ontwerp.</p>")
    page.save_revision()
    try:
        MigrationExecutor(connection).migrate([("content", "0001_initial")])
        with connection.cursor() as cursor:
            cursor.execute("SELECT body FROM content_standardpage")
            assert cursor.fetchall() == [("<p>Zes <b>mensen</b>.</p>",)]
    finally:
        call_command("migrate", "content", verbosity=0)
    page = StandardPage.objects.get()
    assert [(each.block_type, each.value.source) for each in page.body] == [
        ("paragraph", "<p>Zes <b>mensen</b>.</p>")
    ]
    latest = page.get_latest_revision_as_object()
    assert [each.value.source for each in latest.body] == ["<p>Ontwerp.</p>"]
    assert HomePage.objects.get().body[0].block_type == "paragraph"
