"""What topics of the forum may be about here: warnings, each for who may read it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.forum.linking import LinkKind, key_of, register_link
from qrc.advisories.models import AdvisoryQuerySet
from qrc.advisories.told import as_readable_by
from qrc.advisories.visibility import open_to_all, visible_to
from qrc.alerts.discussing import WARNING

MOST = 8


def resolve(keys: Collection[str], user: Any) -> dict[str, tuple[str, str]]:
    place = "qrc:advisory-detail" if user.is_authenticated else "qrc:public-detail"
    rows = _seen(user).filter(pk__in=filter(None, map(key_of, keys)))
    return {
        str(each.pk): (each.title, reverse(place, args=(each.pk,)))
        for each in as_readable_by(user, rows)
    }


def search(words: str, user: Any) -> Sequence[tuple[str, str]]:
    if not words.strip():
        return ()
    rows = _seen(user).standing()
    for word in words.split()[:6]:
        rows = rows.filter(title__icontains=word)
    found = as_readable_by(user, rows.order_by("-changed_at", "-pk")[:MOST])
    return [(str(each.pk), each.title) for each in found]


def _seen(user: Any) -> AdvisoryQuerySet:
    return visible_to(user) if user.is_authenticated else open_to_all()


register_link(
    LinkKind(
        WARNING,
        _("Waarschuwing"),
        "radio",
        resolve=resolve,
        search=search,
        order=3,
        notice=_("Wie antwoordt, laat zien dat zijn bestuur dit gebruikt."),
    )
)
