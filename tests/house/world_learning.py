"""A course that Alice is in the middle of, two that she passed, and a book of Gent."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from community.accounts.models import User
from community.organisations.models import Organisation
from content.learning.models import Book, BookOrganisation, LearningPath, PathStep
from content.learning.services import issue_badge, issue_certificate, start_attempt, start_course
from tests.factories import learning as make

FILM = {"title": "Film", "url": "https://film.example/1", "transcript": "Wat er gezegd wordt."}


def learning_of(gent: Organisation, alice: User) -> dict[str, Any]:
    course, (first, second), quiz = make.whole("Veilig mailen")
    film = make.lesson(first.get_parent().specific, "Kijken", make.piece("video", FILM))
    enrolment = start_course(user=alice, course=course, organisation=gent)
    block = make.block_of(second, "quiz")
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, lesson=second, block=block)
    passed = [make.course(title) for title in ("Geslaagd", "Met getuigschrift", "Met badge")]
    done = [make.enrolment(alice, each, gent, completed_at=timezone.now()) for each in passed]
    proofs = [
        issue_certificate(
            enrolment=each, name="Alice Proef", shows_name=False, shows_organisation=False
        )
        for each in done[1:]
    ]
    path = LearningPath.objects.create(title="Begin", slug="begin", lead="Hier.", is_live=True)
    PathStep.objects.create(path=path, course=course)
    book = Book.objects.create(title="Handboek", reader_url="https://lezer.example/")
    BookOrganisation.objects.create(book=book, organisation=gent)
    return {
        "course": course.pk,
        "lesson": first.pk,
        "film": (film.pk, make.block_of(film, "video")),
        "quiz place": (second.pk, block),
        "attempt": attempt.pk,
        "passed course": passed[0].pk,
        "certificate": proofs[0].pk,
        "badge": issue_badge(certificate=proofs[1]).pk,
        "achievement": passed[2].translation_key,
        "path": path.slug,
        "book": book.pk,
    }
