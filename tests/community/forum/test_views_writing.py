"""The screens on which one writes: nothing typed is lost, and nobody sees what is not his."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.files.models import StoredFile
from community.files.services import store
from community.forum.enums import FORUM, PostState, TopicKind
from community.forum.models import Draft, Post, PostFile, Topic
from community.forum.services import PollWish, save_draft, withdraw_post
from community.organisations.enums import Audience
from community.search.services import catch_up
from tests.community.files.makers import picture
from tests.factories import forum as make
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def files_root(settings, tmp_path):
    settings.FILES_ROOT, settings.CLAMAV_URL = tmp_path / "files", ""


def url(name: str, *args: Any) -> str:
    return reverse(f"community:forum-{name}", args=args)


def topic_data(category: Any, **fields: Any) -> dict[str, Any]:
    return {
        "submission": str(uuid4()), "title": "Back-ups", "category": category.pk, "kind": "vraag",
        "source": "Hoe doet u dat?",
    } | fields  # fmt: skip


def reply_data(**fields: Any) -> dict[str, Any]:
    return {"submission": str(uuid4()), "source": "Zo."} | fields


def test_a_topic_is_placed_with_all_that_belongs_to_it(client_of, alice, gent):
    category = make.category(audience=Audience.GOVERNMENTS)
    client = client_of(alice)
    page = client.get(f"{url('new')}?categorie={category.slug}").content.decode()
    assert "Dit lezen alleen besturen, geen leveranciers." in page
    data = topic_data(
        category, kind="peiling", tags="Back-up, C#", question="Hoe vaak?",
        options="Elke dag\n\nElke week\n", closes_at="2031-05-06T12:00",
    )  # fmt: skip
    answer = client.post(url("new"), data)
    topic = Topic.objects.get()
    assert answer.url == url("post", topic.pk, 1)
    assert (topic.title, topic.kind, topic.tags, topic.organisation) == (
        "Back-ups", "peiling", ["back-up", "c-sharp"], gent,
    )  # fmt: skip
    assert [each.text for each in topic.poll.options.all()] == ["Elke dag", "Elke week"]
    assert client.post(url("new"), data).url == answer.url
    assert Topic.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "Geef een titel."),
        ({"category": ""}, "Kies een categorie"),
        ({"category": "999999"}, "kunt u geen onderwerp beginnen"),
        ({"source": "x" * 1_000_000}, "Uw bericht is te lang"),
        ({"source": " \u200b "}, "Schrijf eerst iets."),
        ({"tags": "a, b, c, d, e, f"}, "hoogstens vijf trefwoorden"),
        ({"kind": "peiling", "question": "Wat?", "options": "Een"}, "twee tot tien antwoorden"),
        ({"kind": "aankondiging"}, "aankondiging"),
        ({"closes_at": "2001-01-01T10:00"}, "moment dat nog komt"),
        ({"about_words": "FortiGate", "about_chosen": ""}, "gevonden zaken"),
        ({"about_words": "x", "about_chosen": "catalogue.solution:99999"}, "er niet (meer)"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(
    client_of, alice, wrong, says
):
    data = topic_data(make.category()) | wrong
    page = client_of(alice).post(url("new"), data).content.decode()
    assert says in page
    assert Topic.objects.count() == 0
    kept = Draft.objects.filter(user=alice, key="new").values_list("data", flat=True)
    long = len(data["source"]) > 100_000
    assert [each.get("source") for each in kept] == ([] if long else [data["source"] or None])
    assert (data["source"] in page) is True


def test_what_goes_too_fast_is_said_and_kept(client_of, alice, bob):
    topic = make.topic(bob)
    client = client_of(alice)
    client.post(url("reply", topic.pk), reply_data())
    page = client.post(url("reply", topic.pk), reply_data(source="Nog iets.")).content.decode()
    assert "U schrijft snel na elkaar" in page
    assert Draft.objects.get().data["source"] == "Nog iets."
    assert topic.posts.count() == 2


def test_a_newcomers_post_waits_and_says_so(client_of, supplier):
    seller = make_user("verkoper@proef.example", "Vera")
    make_member(seller, supplier)
    category = make.category(reviews_newcomers=True)
    answer = client_of(seller).post(url("new"), topic_data(category), follow=True)
    assert answer.redirect_chain == [(url("drafts"), 302)]
    page = answer.content.decode()
    assert "Uw bericht wacht op nazicht" in page
    assert "Hoe doet u dat?" in page
    assert Post.objects.get().state == PostState.WAITING


def test_a_reply_answers_the_post_that_it_quotes(client_of, alice, bob):
    topic = make.topic(alice)
    first = topic.posts.get()
    quoted = client_of(bob).get(url("quote", first.pk)).content.decode()
    answer = client_of(bob).post(url("reply", topic.pk), reply_data(source=quoted + "Zo."))
    post = topic.posts.get(number=2)
    assert (answer.url, post.reply_to) == (url("post", topic.pk, 2), first)


def test_a_preview_without_script_keeps_the_form_and_places_nothing(client_of, alice, bob):
    topic = make.topic(alice)
    data = reply_data(source="**Vet** en <b>niet</b>", voorbeeld="ja")
    page = client_of(bob).post(url("reply", topic.pk), data).content.decode()
    assert "<strong>Vet</strong> en &lt;b&gt;niet&lt;/b&gt;" in page
    assert topic.posts.count() == 1


def test_a_preview_looks_up_only_what_its_writer_may_know(client_of, alice, supplier):
    seller = make_user("verkoper@proef.example", "Vera")
    make_member(seller, supplier)
    hidden = make.category(audience=Audience.GOVERNMENTS)
    quoted = make.topic(alice, category=hidden).posts.get()
    data = {"source": f"> [x](bericht:{quoted.pk}):\n> y", "category": hidden.pk}
    page = client_of(seller).post(url("preview"), data).content.decode()
    assert "Alice" not in page
    assert "Dit bericht is er niet meer." in page


def test_pictures_of_a_post_are_shown_in_it_and_read_by_who_reads_it(
    client_of, alice, charlie, supplier, files_root
):
    seller = make_user("verkoper@proef.example", "Vera")
    make_member(seller, supplier)
    topic = make.topic(charlie, category=make.category(audience=Audience.GOVERNMENTS))
    client = client_of(alice)
    data = reply_data(
        uploads=SimpleUploadedFile("schema.png", picture(), "image/png"), voorbeeld="ja"
    )
    client.post(url("reply", topic.pk), data)
    file = StoredFile.objects.get()
    source = f"![Ons netwerk](bestand:{file.key})"
    client.post(url("reply", topic.pk), reply_data(source=source, uploads=[str(file.key)]))
    post = topic.posts.get(number=2)
    address = reverse("community:file", args=(file.key,))
    assert post.html == f'<p><img src="{address}?toon=1" alt="Ons netwerk" loading="lazy"></p>\n'
    assert PostFile.objects.get().post == post
    assert [client_of(each).get(address).status_code for each in (alice, charlie, seller)] == [
        200, 200, 404,
    ]  # fmt: skip
    withdraw_post(post=post, user=alice)
    assert [client_of(each).get(address).status_code for each in (alice, charlie)] == [200, 404]


def test_a_file_hangs_under_one_post_only(client_of, alice, bob, files_root):
    topic = make.topic(bob)
    client = client_of(alice)
    client.post(
        url("reply", topic.pk),
        reply_data(uploads=SimpleUploadedFile("schema.png", picture(), "image/png")),
    )
    Post.objects.update(created_at=timezone.now().replace(year=2020))
    key = str(StoredFile.objects.get().key)
    page = client.post(url("reply", topic.pk), reply_data(source="Weer", uploads=[key]))
    assert "hangt al onder een ander bericht" in page.content.decode()
    assert topic.posts.count() == 2


def test_who_was_overtaken_sees_both_texts_and_decides(client_of, alice, editor):
    post = make.topic(alice, source="Eerst.").posts.get()
    edit = {"submission": str(uuid4()), "title": "T", "seen_revision": "1"}
    client_of(editor).post(url("edit", post.pk), edit | {"source": "Van Els."})
    client = client_of(alice)
    answer = client.post(url("edit", post.pk), edit | {"source": "Van Alice."})
    page = answer.content.decode()
    assert (answer.status_code, "Van Els." in page, "Van Alice." in page) == (409, True, True)
    assert 'name="seen_revision" value="2"' in page
    # Coming back later, the draft still knows what it began with.
    assert Draft.objects.get(user=alice).data["seen_revision"] == "1"
    client.post(url("edit", post.pk), edit | {"source": "Van beiden.", "seen_revision": "2"})
    post.refresh_from_db()
    assert (post.source, post.revision) == ("Van beiden.", 3)


def test_the_history_marks_what_went_and_what_came(client_of, alice, bob):
    post = make.topic(alice, source="Wij doen dit.").posts.get()
    edit = {"submission": str(uuid4()), "title": "Nieuwe titel", "seen_revision": "1"}
    client_of(alice).post(
        url("edit", post.pk), edit | {"source": "Wij doen dat.", "reason": "Fout"}
    )
    page = client_of(bob).get(url("history", post.pk)).content.decode()
    for words in (">dit<", ">dat<", "Reden: Fout", "geschrapt:", "toegevoegd:", "Nieuwe titel"):
        assert words in page
    withdraw_post(post=make.post(post.topic, alice), user=alice)
    withdrawn = post.topic.posts.get(number=2)
    seen = [client_of(each).get(url("history", withdrawn.pk)).status_code for each in (alice, bob)]
    assert seen == [200, 404]


def test_drafts_are_kept_by_turns_and_only_ones_own(client_of, alice, bob):
    make.category()
    client = client_of(alice)
    data = {"key": "new", "sequence": "0", "title": "Half", "source": "Nog niet af", "vreemd": "x"}
    first = client.post(url("draft"), data).json()
    assert (first["sequence"], first["said"].startswith("Bewaard om ")) == (1, True)
    assert Draft.objects.get().data == {"title": "Half", "source": "Nog niet af"}
    assert client.post(url("draft"), data).status_code == 409
    assert client.post(url("draft"), data | {"sequence": "7", "key": "topic:5"}).status_code == 410
    assert client.post(url("draft"), data | {"toch": "ja"}).json()["sequence"] == 2
    for wrong in ("", "new:1", "topic:", "topic:x", "elders:1", "post:" + "9" * 30):
        assert client.post(url("draft"), data | {"key": wrong}).status_code == 404
    assert client.post(url("draft"), data | {"source": "x" * 100_001}).status_code == 413
    page = client.get(url("new")).content.decode()
    assert "Uw concept staat hier terug" in page
    assert "Nog niet af" in page
    assert "Nog niet af" not in client_of(bob).get(url("drafts")).content.decode()
    assert client.post(url("draft"), {"key": "new", "weg": "ja"}).url == url("drafts")
    assert Draft.objects.count() == 0


def test_drafts_of_what_one_may_no_longer_read_keep_the_words_and_tell_no_title(
    client_of, alice, bob
):
    category = make.category()
    topic = make.topic(alice, category=category, title="Zeer geheim")
    save_draft(user=bob, key=f"topic:{topic.pk}", sequence=0, data={"source": "Mijn woorden"})
    Topic.objects.update(hidden_at=timezone.now())
    page = client_of(bob).get(url("drafts")).content.decode()
    assert ("Mijn woorden" in page, "Zeer geheim" in page) == (True, False)


def test_a_draft_is_shown_in_its_words_and_not_in_its_signs(client_of, alice):
    source = "> Eerder gezegd\n\n## Kop\n\nWij **doen** [dit](https://x.example/) & `dat`. <b>Z</b>"
    save_draft(user=alice, key="new", sequence=0, data={"source": source})
    page = client_of(alice).get(url("drafts")).content.decode()
    assert "Eerder gezegd Kop Wij doen dit &amp; dat. &lt;b&gt;Z&lt;/b&gt;" in page


def test_the_drafts_page_asks_as_much_for_one_as_for_many(client_of, alice, bob):
    topics = [make.topic(bob, category=make.category()) for _n in range(4)]
    client = client_of(alice)
    counted = []
    for few in (topics[:1], topics):
        for each in few:
            save_draft(user=alice, key=f"topic:{each.pk}", sequence=0, data={}, anyway=True)
        client.get(url("drafts"))
        with CaptureQueriesContext(connection) as asked:
            client.get(url("drafts"))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_only_who_reads_the_category_may_be_named_and_no_address_is_told(
    client_of, alice, bob, charlie, supplier
):
    seller = make_user("verkoper@proef.example", "Charlotte")
    make_member(seller, supplier)
    members, besturen = make.category(), make.category(audience=Audience.GOVERNMENTS)
    client = client_of(alice)

    def found(category: Any, words: str = "charl") -> list[bool]:
        page = client.get(url("people"), {"q": words, "category": category.pk}).content.decode()
        assert "@" not in page
        return ["Charlie Proef" in page, "Charlotte Proef" in page]

    assert (found(members), found(besturen)) == ([True, True], [True, False])
    assert found(members, "verkoper@proef") == [False, False]
    nothing = client_of(seller).get(url("people"), {"q": "charl", "category": besturen.pk})
    assert "Charlie" not in nothing.content.decode()


def test_reacting_by_script_gives_the_buttons_back_and_without_goes_to_the_post(
    client_of, alice, bob
):
    post = make.topic(alice).posts.get()
    client = client_of(bob)
    shown = client.post(url("react", post.pk), {"kind": "nuttig"}, headers={"HX-Request": "true"})
    assert 'aria-pressed="true"' in shown.content.decode()
    plain = client.post(url("react", post.pk), {"kind": "nuttig"})
    post.refresh_from_db()
    assert (plain.url, post.useful_count) == (url("post", post.topic_id, 1), 0)
    assert client.post(url("react", post.pk), {"kind": "boos"}).status_code == 404


def test_a_poll_shows_its_results_to_who_voted(client_of, alice, bob):
    topic = make.topic(alice, kind=TopicKind.POLL, poll=PollWish("Wanneer?", ["Nu", "Straks"]))
    option = topic.poll.options.get(text="Straks")
    client = client_of(bob)
    before = client.get(url("topic", topic.pk)).content.decode()
    client.post(url("vote", topic.pk), {"options": option.pk})
    after = client.get(url("topic", topic.pk)).content.decode()
    assert ("<meter" in before, "<meter" in after, "1 persoon stemde." in after) == (
        False, True, True,
    )  # fmt: skip
    assert client.post(url("vote", topic.pk), {"options": "x"}).status_code == 302


def test_similar_topics_come_up_for_who_may_read_them(client_of, alice, charlie, supplier):
    seller = make_user("verkoper@proef.example", "Vera")
    make_member(seller, supplier)
    category = make.category(audience=Audience.GOVERNMENTS)
    make.topic(alice, category=category, title="Back-ups van Microsoft 365 terugzetten")
    catch_up()
    title = {"title": "terugzetten van back-ups"}
    pages = [client_of(each).get(url("similar"), title) for each in (charlie, seller)]
    assert ["365" in each.content.decode() for each in pages] == [True, False]


@pytest.fixture
def with_file(bob, files_root) -> Post:
    """Bob's reply in his own topic, with a picture under it."""
    file = store(name="schema.png", content=BytesIO(picture()), purpose=FORUM, owner=bob)
    return make.post(make.topic(bob), bob, "Zie bijlage.", files=[file])


def uploads_in(page: Any) -> list[str]:
    return re.findall(r'name="uploads" value="([^"]+)"', page.content.decode())


def test_who_edits_a_post_keeps_its_files(client_of, bob, editor, with_file):
    key = str(with_file.files.get().file.key)
    for revision, person in ((1, bob), (2, editor)):
        client = client_of(person)
        form = client.get(url("edit", with_file.pk))
        assert uploads_in(form) == [key]
        edit = {"submission": str(uuid4()), "seen_revision": str(revision)}
        client.post(
            url("edit", with_file.pk), edit | {"source": f"Keer {revision}.", "uploads": [key]}
        )
        with_file.refresh_from_db()
        assert (with_file.source, PostFile.objects.get().post) == (f"Keer {revision}.", with_file)


def test_a_draft_of_an_edit_keeps_files_of_another(client_of, bob, editor, with_file):
    key = str(with_file.files.get().file.key)
    client = client_of(editor)
    data = {"key": f"post:{with_file.pk}", "source": "Half.", "uploads": [key]}
    client.post(url("draft"), data)
    assert uploads_in(client.get(url("edit", with_file.pk))) == [key]


def test_the_file_of_another_is_not_hung_under_ones_own(client_of, alice, with_file):
    topic = make.topic(alice)
    key = str(with_file.files.get().file.key)
    page = client_of(alice).post(url("reply", topic.pk), reply_data(uploads=[key]))
    assert "Een bestand is er niet meer" in page.content.decode()
    assert PostFile.objects.get().post == with_file


@pytest.mark.parametrize("change", ["locked_at", "hidden_at"])
def test_an_answer_to_what_was_closed_or_hidden_meanwhile_is_kept(client_of, alice, bob, change):
    topic = make.topic(alice)
    Topic.objects.update(**{change: timezone.now()})
    answer = client_of(bob).post(url("reply", topic.pk), reply_data(source="Urenlang getypt."))
    assert answer.status_code == (302 if change == "locked_at" else 404)
    assert Draft.objects.get(user=bob, key=f"topic:{topic.pk}").data["source"] == "Urenlang getypt."
    assert "Urenlang getypt." in client_of(bob).get(url("drafts")).content.decode()


def test_an_edit_of_what_was_closed_meanwhile_is_kept_for_its_writer_alone(client_of, alice, bob):
    post = make.topic(alice).posts.get()
    Topic.objects.update(locked_at=timezone.now())
    edit = {"submission": str(uuid4()), "title": "T", "seen_revision": "1", "source": "Urenlang."}
    answers = [client_of(each).post(url("edit", post.pk), edit) for each in (alice, bob)]
    assert [each.status_code for each in answers] == [404, 404]
    assert list(Draft.objects.values_list("user", "key")) == [(alice.pk, f"post:{post.pk}")]


def test_a_sign_that_no_database_holds_loses_no_draft_and_breaks_no_search(client_of, alice):
    category = make.category()
    client = client_of(alice)
    answer = client.post(url("new"), topic_data(category, source="Een\0 vraag", title="Wie?"))
    assert (answer.status_code, Draft.objects.get().data["source"]) == (200, "Een vraag")
    for name, asked in (("people", "q"), ("about", "q"), ("similar", "title")):
        found = client.get(url(name), {asked: "be\0sturen", "category": category.pk})
        assert found.status_code == 200


def test_who_withdraws_what_is_hidden_is_told_so(client_of, alice, bob):
    post = make.post(make.topic(bob), alice)
    Post.objects.filter(pk=post.pk).update(state=PostState.HIDDEN)
    page = client_of(alice).post(url("withdraw", post.pk), follow=True).content.decode()
    assert "verborgen: niemand leest het" in page
    assert "Uw bericht is ingetrokken" not in page
