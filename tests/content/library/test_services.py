"""What happens to documents, whoever does it, however often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.activity.models import Activity
from community.activity.services import pay_owed
from community.files.enums import FileState
from community.files.models import StoredFile
from community.messaging.models import Delivery, Message
from content.library.enums import Readers, Status
from content.library.models import DocumentPage, DownloadDay, LibraryDocument, Visit
from content.library.queries import Wish, duplicates_among, find
from content.library.services import (
    add_version,
    approve,
    archive,
    bring_in,
    change_document,
    drop_draft,
    follow_file,
    mark_reviewed,
    note_download,
    note_visit,
    propose,
    reject,
    remind_due,
    restore,
    set_favourite,
    take_text,
)
from content.library.services.personal import MOST_RECENT
from tests.content.library.shelf import published, read, stored

pytestmark = pytest.mark.django_db


def again(document: LibraryDocument) -> LibraryDocument:
    return LibraryDocument.objects.select_related("current__file").get(pk=document.pk)


def test_a_draft_is_titled_after_its_file_and_is_nobodys_yet(editor, alice):
    (draft,) = bring_in(files=[stored(editor, "Model_register.txt")], actor=editor)

    assert (draft.title, draft.status, draft.current.number) == ("Model register", Status.DRAFT, 1)
    assert find(alice, Wish()).rows == []


def test_versions_count_on_and_the_newest_clean_one_is_read(editor):
    document = published(editor)
    second = add_version(document=document, file=stored(editor, "twee.txt"), actor=editor, note="x")
    assert again(document).current == second
    StoredFile.objects.filter(pk=second.file_id).update(
        state=FileState.REFUSED, refused_because="x"
    )

    third_file = stored(editor, "drie.txt")
    StoredFile.objects.filter(pk=third_file.pk).update(state=FileState.QUARANTINED)
    third = add_version(document=document, file=third_file, actor=editor)
    assert (third.number, again(document).current.number) == (3, 1)

    StoredFile.objects.filter(pk=third_file.pk).update(state=FileState.CLEAN)
    for _twice in range(2):
        follow_file(file_id=third_file.pk)
    assert again(document).current == third
    assert again(document).filename == "drie.txt"


def test_a_number_is_used_once(editor):
    document = published(editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        document.versions.create(number=1, file=stored(editor))


def test_a_proposal_is_decided_once_and_its_maker_hears_why(alice, editor):
    made = propose(file=stored(alice), actor=alice, facts={"title": "Mijn blad"})

    assert reject(document=made, actor=editor, reason="Staat er al.") is True
    assert reject(document=made, actor=editor, reason="Nog eens.") is False
    assert approve(document=made, actor=editor) is False
    row = again(made)
    assert (row.status, row.reason) == (Status.REJECTED, "Staat er al.")
    (message,) = Message.objects.filter(kind="content.document_decided")
    assert set(Delivery.objects.filter(message=message).values_list("user", "channel")) == {
        (alice.pk, "email"), (alice.pk, "web"),
    }  # fmt: skip
    assert "Staat er al." in message.bodies.filter(channel="email", language="nl").get().text


def test_approved_it_is_in_the_library_at_once(alice, charlie, editor):
    made = propose(file=stored(alice), actor=alice, facts={"title": "Blad", "audience": "leden"})

    assert approve(document=made, actor=editor) is True
    pay_owed()
    assert [each.document.pk for each in find(charlie, Wish()).rows] == [made.pk]


def test_archived_comes_back_as_it_was(editor, alice):
    document = published(editor)
    since = document.published_at

    assert [archive(document=document, actor=editor) for _n in range(2)] == [True, False]
    assert find(alice, Wish()).rows == []
    assert [restore(document=document, actor=editor) for _n in range(2)] == [True, False]
    assert (again(document).status, again(document).published_at) == (Status.PUBLISHED, since)


def test_a_draft_may_be_thrown_away_and_nothing_else(editor):
    (draft,) = bring_in(files=[stored(editor)], actor=editor)
    path = draft.current.file.path
    assert drop_draft(document=draft, actor=editor) is True
    assert not LibraryDocument.objects.filter(title=draft.title).exists()
    assert StoredFile.objects.kept().count() == 0

    kept = published(editor)
    assert drop_draft(document=kept, actor=editor) is False
    assert path != kept.current.file.path


def test_saying_the_same_is_no_change(editor, gent):
    document = published(editor, tags=["back-up"])
    before = Activity.objects.count()

    same = {"title": document.title, "tags": ["back-up"], "readers": []}
    assert change_document(document=document, actor=editor, facts=same) == []
    assert Activity.objects.count() == before
    other = {"audience": Readers.CHOSEN, "readers": [gent], "tags": ["nis2"]}
    assert change_document(document=document, actor=editor, facts=other) == [
        "audience", "readers", "tags",
    ]  # fmt: skip


def test_text_is_kept_by_page_and_only_of_the_version_that_is_read(editor):
    document = published(editor)
    read(document, "voorblad", "", "de brandkast staat hier")
    assert list(DocumentPage.objects.values_list("number", "text")) == [
        (1, "voorblad"), (3, "de brandkast staat hier"),
    ]  # fmt: skip
    (found,) = find(editor, Wish(text="brandkast")).rows
    assert found.page == 3
    assert "<mark>brandkast</mark>" in found.text

    old = document.current.file_id
    add_version(document=document, file=stored(editor, "nieuw.txt"), actor=editor)
    pay_owed()
    assert take_text(file_id=old) == 0
    assert find(editor, Wish(text="brandkast")).rows == []


def test_who_answers_for_it_is_reminded_once_for_each_date(editor, alice):
    document = published(editor, owner=alice)
    today = timezone.localdate()
    LibraryDocument.objects.update(review_due=today)
    assert [remind_due(), remind_due()] == [1, 0]
    mails = Delivery.objects.filter(message__kind="content.document_due")
    assert set(mails.values_list("user", flat=True)) == {alice.pk}

    mark_reviewed(document=document, actor=alice, again_on=today + timedelta(days=300))
    assert remind_due() == 0
    LibraryDocument.objects.update(review_due=today - timedelta(days=1))
    assert remind_due() == 1


def test_without_an_owner_the_editors_are_reminded(editor, alice):
    published(editor, owner=None)
    LibraryDocument.objects.update(review_due=timezone.localdate())
    assert remind_due() == 1
    mails = Delivery.objects.filter(message__kind="content.document_due")
    assert set(mails.values_list("user", flat=True)) == {editor.pk}


def test_downloads_are_counted_by_day_and_name_nobody(editor):
    document = published(editor)
    for _n in range(3):
        note_download(document=document)

    assert list(DownloadDay.objects.values_list("day", "count")) == [(timezone.localdate(), 3)]
    assert again(document).downloads == 3
    assert {each.name for each in DownloadDay._meta.get_fields()} == {
        "id",
        "document",
        "day",
        "count",
    }


def test_recent_is_each_document_once_and_never_more_than_the_most(editor, alice):
    documents = [published(editor, f"Blad {n}") for n in range(2)]
    for each in (*documents, documents[0]):
        note_visit(document=each, user=alice)
    shown = [each.document.pk for each in find(alice, Wish(tab="recent")).rows]
    assert shown == [documents[0].pk, documents[1].pk]

    many = [LibraryDocument(title=str(n)) for n in range(MOST_RECENT + 2)]
    for each in LibraryDocument.objects.bulk_create(many):
        note_visit(document=each, user=alice)
    assert Visit.objects.filter(user=alice).count() == MOST_RECENT


def test_favourites_are_ones_own(editor, alice, bob):
    document = published(editor)
    for _twice in range(2):
        set_favourite(document=document, user=alice, wanted=True)
    assert [len(find(each, Wish(tab="favorieten")).rows) for each in (alice, bob)] == [1, 0]
    set_favourite(document=document, user=alice, wanted=False)
    assert find(alice, Wish(tab="favorieten")).rows == []


def test_the_same_bytes_are_known(editor):
    there = published(editor, text="dezelfde bytes")
    (draft,) = bring_in(files=[stored(editor, "kopie.txt", "dezelfde bytes")], actor=editor)
    (other,) = bring_in(files=[stored(editor, "anders.txt", "andere bytes")], actor=editor)

    assert duplicates_among([draft, other]) == {draft.pk: there}
