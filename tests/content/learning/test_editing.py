"""What editors do: questions that can be answered, films with their words, drafts and previews."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError
from wagtail.blocks import StructBlockValidationError

from content.access import keep_access
from content.learning.blocks import VideoBlock
from content.learning.enums import QuestionKind as Kind
from content.learning.models import Book, Question
from content.learning.question_form import problem
from content.library.models import LibraryDocument
from tests.factories import learning as make

pytestmark = pytest.mark.django_db
RIGHT, WRONG, TWIN = ("a", "", True), ("b", "", False), ("A ", "", False)


@pytest.mark.parametrize(
    ("kind", "options", "is_said", "said"),
    [
        (Kind.SINGLE, [RIGHT, WRONG], False, ""),
        (Kind.SINGLE, [RIGHT], False, "minstens twee"),
        (Kind.SINGLE, [RIGHT, ("b", "", True)], False, "precies één"),
        (Kind.SINGLE, [RIGHT, TWIN], False, "hetzelfde"),
        (Kind.MULTIPLE, [RIGHT, ("b", "", True)], False, ""),
        (Kind.MULTIPLE, [WRONG, ("c", "", False)], False, "welke juist"),
        (Kind.TRUE_FALSE, [], True, ""),
        (Kind.TRUE_FALSE, [], False, "juist is of fout"),
        (Kind.SHORT, [WRONG], False, ""),
        (Kind.SHORT, [], False, "minstens één antwoord"),
        (Kind.ORDERING, [("a", "", False), ("b", "", False), ("c", "", False)], False, ""),
        (Kind.ORDERING, [("a", "", False), ("b", "", False)], False, "minstens drie"),
        (Kind.MATCHING, [("a", "x", False), ("b", "y", False)], False, ""),
        (Kind.MATCHING, [("a", "x", False), ("b", "", False)], False, "minstens twee paren"),
        (Kind.MATCHING, [("a", "x", False), ("b", "X", False)], False, "maar één keer"),
    ],
)
def test_a_question_can_be_answered_or_says_why_not(kind, options, is_said, said):
    found = problem(kind, options, is_said=is_said)

    assert said in found if said else found == ""


def test_true_or_false_is_said_in_the_database_too():
    with pytest.raises(IntegrityError):
        Question.objects.create(kind=Kind.TRUE_FALSE, text="Zo?")


def document(name: str, body: bytes) -> LibraryDocument:
    made = LibraryDocument(title=name)
    made.file.save(name, ContentFile(body))
    made.save()
    return made


def errors_of(**value) -> list[str]:
    block = VideoBlock()
    whole = {"title": "Film", "file": None, "url": "", "captions": None, "transcript": "Woorden"}
    try:
        block.clean(block.to_python(whole | value))
    except StructBlockValidationError as error:
        return sorted(error.block_errors)
    return []


def test_a_film_has_one_source_captions_and_its_words(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    film = document("film.mp4", b"\0").pk
    good = document("goed.vtt", b"\xef\xbb\xbfWEBVTT\n\n00:01.000 --> 00:04.000\nDag.\n").pk
    bad = document("slecht.vtt", b"1\n00:00:01,000 --> 00:00:04,000\nDag.\n").pk
    empty = document("leeg.vtt", b"WEBVTT\n").pk
    url = "https://film.example/1"

    assert [
        errors_of(url=url), errors_of(file=film, captions=good), errors_of(),
        errors_of(url=url, file=film), errors_of(file=film), errors_of(file=film, captions=bad),
        errors_of(file=film, captions=empty), errors_of(url=url, transcript=""),
    ] == [[], [], ["file"], ["file"], ["captions"], ["captions"], ["captions"], ["transcript"]]  # fmt: skip


@pytest.fixture
def desk(editor, client_of):
    keep_access(user_id=editor.pk)
    return client_of(editor)


def question_posted(**more) -> dict[str, str]:
    options = {
        f"options-{at}-{name}": value
        for at, (text, right) in enumerate((("Bellen", "on"), ("Klikken", "")))
        for name, value in (("text", text), ("is_right", right), ("ORDER", str(at + 1)),
                            ("pair", ""), ("feedback", ""), ("id", ""), ("DELETE", ""))
    }  # fmt: skip
    return options | {
        "kind": "een", "text": "Wat doet u?", "theme": "Proef", "explanation": "",
        "statement_is_true": "unknown", "options-TOTAL_FORMS": "2", "options-INITIAL_FORMS": "0",
        "options-MIN_NUM_FORMS": "0", "options-MAX_NUM_FORMS": "1000",
    } | more  # fmt: skip


def test_an_editor_adds_a_question_and_hears_what_is_wrong_with_it(desk):
    address = "/cms/snippets/content/question/add/"
    wrong = desk.post(address, question_posted(kind="volgorde"))
    assert "minstens drie stappen" in wrong.content.decode()
    assert Question.objects.count() == 0

    assert desk.post(address, question_posted()).status_code == 302
    made = Question.objects.get()
    assert [(each.text, each.is_right) for each in made.options.all()] == [
        ("Bellen", True), ("Klikken", False),
    ]  # fmt: skip


def test_every_room_of_learning_opens_for_editors(desk, gent):
    course, (_first, second), quiz = make.whole()
    book = Book.objects.create(title="Boek", reader_url="https://lezer.example/")
    question = quiz.places.get().question
    answers = {
        address: desk.get(address).status_code
        for address in (
            "/cms/snippets/content/question/", f"/cms/snippets/content/question/edit/{question.pk}/",
            "/cms/snippets/content/quiz/", f"/cms/snippets/content/quiz/edit/{quiz.pk}/",
            "/cms/snippets/content/learningpath/add/", "/cms/snippets/content/book/",
            f"/cms/snippets/content/book/edit/{book.pk}/", f"/cms/pages/{course.pk}/edit/",
            f"/cms/pages/{second.pk}/edit/",
        )
    }  # fmt: skip

    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_an_organisation_is_found_by_a_part_of_its_name(desk, gent):
    answer = desk.get("/cms/organisation_chooser/results/?q=gent").content.decode()
    none = desk.get("/cms/organisation_chooser/results/?q=kwantumzwam").content.decode()

    assert ["OCMW Gent" in answer, "OCMW Gent" in none] == [True, False]


def test_a_draft_is_previewed_and_read_by_nobody_else(desk, bob, client_of):
    course, (first, second), _quiz = make.whole()
    first.body = [make.text("Nog niet af.")]
    first.save_revision()
    preview = {
        page: desk.get(f"/cms/pages/{page.pk}/view_draft/").content.decode()
        for page in (course, first, second, first.get_parent().specific)
    }

    assert "Nog niet af." in preview[first]
    assert ["Begin de toets" in preview[second], "Toets" in preview[second]] == [False, True]
    assert "Leer valse mails herkennen." in preview[course]
    assert client_of(bob).get(f"/cms/pages/{first.pk}/view_draft/").status_code == 403


def test_an_address_of_ours_is_no_slug_of_a_course():
    course = make.course()
    course.slug = "boeken"
    with pytest.raises(ValidationError, match="van een ander scherm"):
        course.full_clean()
