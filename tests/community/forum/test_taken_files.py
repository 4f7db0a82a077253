"""Taking the files from under a post: the words stay, it is said why, and they come back when that was wrong."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from community.activity.models import Activity
from community.files.services import store
from community.forum.enums import FORUM
from community.forum.models import Post, PostFile
from community.forum.services import Refused, edit_post
from community.messaging.models import Message
from community.moderation.enums import AppealOutcome, Measure
from community.moderation.models import Decision
from community.moderation.refusing import Refused as NotSo
from community.moderation.services import appeal, put, settle_appeal
from community.moderation.services.deciding import allowed
from community.moderation.things import find
from tests.community.files.makers import picture
from tests.factories import forum
from tests.factories.moderation import POST, decided

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_ROOT, settings.CLAMAV_URL = tmp_path / "files", ""


@pytest.fixture
def post(alice, bob) -> Post:
    """Bob's reply with a picture in its text."""
    file = store(name="schema.png", content=BytesIO(picture()), purpose=FORUM, owner=bob)
    source = f"Zo is het:\n\n![Ons netwerk](bestand:{file.key})"
    return forum.post(forum.topic(alice), bob, source, files=[file])


def address_of(post: Post) -> str:
    return reverse("community:file", args=(post.files.get().file.key,))


def test_files_go_the_words_stay_and_the_writer_reads_why(post, bob, charlie, editor, client_of):
    decision = decided(post, editor, Measure.UNFILE)

    post.refresh_from_db()
    assert post.state == "zichtbaar"
    assert ("<img" in post.html, "Zo is het:" in post.html) == (False, True)
    opened = [client_of(each).get(address_of(post)).status_code for each in (charlie, bob, editor)]
    assert opened == [404, 200, 200]
    page = client_of(charlie).get(reverse("community:forum-post", args=(post.topic_id, 2)))
    said = page.content.decode()
    assert ("weggehaald door de redactie" in said, "schema.png" in said) == (True, False)
    assert decision.scope.startswith("De bestanden zijn weggehaald")
    assert decision.redress
    assert Message.objects.filter(key=f"moderation:decision:{decision.pk}").exists()
    noted = Activity.objects.get(verb="community.post.files_taken")
    assert (noted.actor, noted.data["post"]) == (editor, post.pk)


def test_a_won_appeal_hangs_them_back(post, bob, charlie, editor, platform_admin, client_of):
    decision = decided(post, editor, Measure.UNFILE)
    asked = appeal(decision=decision, user=bob, words="Het is ons eigen schema.")
    settle_appeal(
        appeal=asked, moderator=platform_admin, overturns=True, answer="Klopt.", submission=uuid4()
    )

    post.refresh_from_db()
    asked.refresh_from_db()
    assert (asked.outcome, Decision.objects.get(reverses=decision).measure) == (
        AppealOutcome.OVERTURNED, Measure.REFILE,
    )  # fmt: skip
    assert "<img" in post.html
    assert client_of(charlie).get(address_of(post)).status_code == 200
    assert Activity.objects.filter(verb="community.post.files_back").count() == 1


def test_who_edits_neither_loses_the_row_nor_brings_the_file_back(post, bob, editor, client_of):
    decided(post, editor, Measure.UNFILE)
    file = post.files.get().file
    with pytest.raises(Refused, match="hoort niet bij dit bericht"):
        edit_post(post=post, editor=bob, source=post.source, seen_revision=1, files=[file])
    edit_post(post=post, editor=bob, source="Zonder beeld.", seen_revision=1, files=[file])
    row = PostFile.objects.get()
    assert (row.file, row.taken_by is None) == (file, False)
    decided(post, editor, Measure.REFILE)
    assert PostFile.objects.get().taken_by is None


def test_it_is_offered_only_where_there_are_files(post, editor, bob):
    bare = forum.post(post.topic, bob, "Zonder.")

    def offered(one: Post) -> list[bool]:
        measures = allowed(find(POST, one.pk))
        return [each in measures for each in (Measure.UNFILE, Measure.REFILE)]

    assert (offered(post), offered(bare)) == ([True, False], [False, False])
    with pytest.raises(NotSo):
        decided(bare, editor, Measure.UNFILE)
    decided(post, editor, Measure.UNFILE)
    assert offered(post) == [False, True]


def test_the_moderator_chooses_it_on_the_page(post, editor, client_of):
    item = put(kind=POST, pk=post.pk, why="eigen")
    page: Any = client_of(editor).get(reverse("community:review-item", args=(item.pk,)))
    said = page.content.decode()
    assert ("De bestanden weghalen: de tekst blijft staan" in said, "schema.png" in said) == (
        True, True,
    )  # fmt: skip
