"""Where things of the forum stand. Put together here, as a page of it names a hundred."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=1)
def _topics() -> str:
    return reverse("community:forum-topic", args=(0,)).removesuffix("0/")


@lru_cache(maxsize=1)
def _categories() -> str:
    return reverse("community:forum-category", args=("x",)).removesuffix("x/")


def category_url(slug: str) -> str:
    return f"{_categories()}{slug}/"


def topic_url(pk: int) -> str:
    return f"{_topics()}{pk}/"


def post_url(topic: int, number: int) -> str:
    """The page on which a post stands, at the post itself; for ever."""
    return f"{_topics()}{topic}/{number}/#bericht-{number}"


@lru_cache(maxsize=1)
def _posts() -> str:
    return reverse("community:forum-edit", args=(0,)).removesuffix("0/bewerken/")


def post_stem(pk: int) -> str:
    """What every address begins with at which something is done to a post."""
    return f"{_posts()}{pk}/"
