"""All the words of a lesson, for the search box."""

from __future__ import annotations

from wagtail.rich_text import get_text_for_indexing

from content.learning.blocks import pieces
from content.learning.models import LessonPage

SPOKEN = (
    ("callout", ("title", "text")),
    ("video", ("title", "transcript")),
    ("image", ("caption",)),
)


def text_of(lesson: LessonPage) -> str:
    """Its text, its boxes, and what is said in its films; questions and answers stay out."""
    found = [get_text_for_indexing(str(value)) for _key, value in pieces(lesson.body, "text")]
    for kind, names in SPOKEN:
        for _key, value in pieces(lesson.body, kind):
            found += [str(value.get(name) or "") for name in names]
    return "\n".join(filter(None, found))
