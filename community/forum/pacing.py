"""How fast, and with how many links, somebody may write: newcomers slower than who is known here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.accounts.models import User
from community.forum.enums import Via
from community.forum.models import Post
from community.forum.rendering import linked_from
from community.kit.cleaning import clean_text
from community.trust.queries import level_of
from community.trust.rights import RIGHTS, Rights, rights_of

LOCK = 71_417
"""First half of the advisory locks under which one person writes one post at a time."""
LONGEST_PAUSE = timedelta(seconds=max(each.seconds_between for each in RIGHTS.values()))
SAME_AGAIN = timedelta(minutes=5)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """One post of the day that is behind somebody."""

    at: datetime
    source: str
    is_topic: bool


@contextmanager
def one_at_a_time(author: User) -> Iterator[None]:
    """Whatever this person sends at once is looked at one after the other."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", (LOCK, author.pk % 2**31))
        yield


def refusal(author: User, source: str, *, is_topic: bool, submission: Any = None) -> str:
    """Why this may not be written now, in words that say when it may; "" when it may.

    What the same form wrote a moment ago is no second post. Two queries, whoever asks.
    """
    rights, now = rights_of(level_of(author)), timezone.now()
    said = _said(author, submission, now)
    return (
        _too_many_links(rights, source)
        or _too_soon(rights, said, now)
        or _too_much(rights, said, is_topic=is_topic)
        or _the_same(said, source, now)
    )


def links_refusal(author: User, source: str) -> str:
    """Why somebody may not put so many links in a post; "" when he may."""
    return _too_many_links(rights_of(level_of(author)), source)


def _too_many_links(rights: Rights, source: str) -> str:
    links = len(linked_from(clean_text(source))) if rights.links is not None else 0
    if rights.links is None or links <= rights.links:
        return ""
    return _("Wie nieuw is, zet hoogstens %(most)d links in een bericht. Haal er %(n)d weg.") % {
        "most": rights.links, "n": links - rights.links,
    }  # fmt: skip


def _said(author: User, submission: Any, now: datetime) -> list[Said]:
    rows = Post.objects.filter(author=author, created_at__gt=now - DAY).exclude(via=Via.HOUSE)
    if submission is not None:
        rows = rows.exclude(submission=submission)
    found = rows.order_by("-created_at").values_list("created_at", "source", "number")[:50]
    return [Said(at, text, number == 1) for at, text, number in found]


def _too_soon(rights: Rights, said: list[Said], now: datetime) -> str:
    pause = timedelta(seconds=rights.seconds_between)
    if not said or said[0].at <= now - pause:
        return ""
    n = max(1, round((said[0].at + pause - now).total_seconds()))
    return ngettext(
        "U schrijft snel na elkaar. Wacht nog %(n)d seconde en verstuur opnieuw.",
        "U schrijft snel na elkaar. Wacht nog %(n)d seconden en verstuur opnieuw.", n,
    ) % {"n": n}  # fmt: skip


def _too_much(rights: Rights, said: list[Said], *, is_topic: bool) -> str:
    most = rights.topics_a_day if is_topic else rights.replies_a_day
    if most is None or sum(each.is_topic == is_topic for each in said) < most:
        return ""
    if is_topic:
        return _("Wie nieuw is, begint hoogstens drie onderwerpen per dag. Probeer het morgen.")
    return _("Wie nieuw is, schrijft hoogstens tien antwoorden per dag. Probeer het morgen.")


def _the_same(said: list[Said], source: str, now: datetime) -> str:
    text = " ".join(clean_text(source).split())
    if any(each.at > now - SAME_AGAIN and " ".join(each.source.split()) == text for each in said):
        return _("U schreef dit daarnet al. Een bericht hoeft maar één keer.")
    return ""
