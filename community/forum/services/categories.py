"""Making, ordering and closing the parts of the forum."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from community.accounts.models import User
from community.activity.services import record
from community.forum.models import Category
from community.verbs import CATEGORY_CHANGED

NARROWED = "narrowed"
"""Said beside "changed" when other people read it: what was said once is for fewer, never for more."""
STEP = 10
LONGEST_SLUG = 60


def make_category(*, actor: User | None, name: str, address: str = "", **fields: Any) -> Category:
    """At the end of the list, with an address made of its name unless another is given."""
    with transaction.atomic():
        last = Category.objects.aggregate(last=Max("order"))["last"] or 0
        made: Category = Category.objects.create(
            name=name, slug=_free_slug(address or name), order=min(last + STEP, 32_000), **fields
        )
        record(CATEGORY_CHANGED, actor=actor, subject=made, done="made")
    return made


def change_category(*, category: Category, actor: User, **fields: Any) -> Category:
    """Its address stays, whatever its name becomes."""
    with transaction.atomic():
        held: Category = Category.objects.select_for_update(of=("self",)).get(pk=category.pk)
        before = held.audience
        for name, value in fields.items():
            setattr(held, name, value)
        held.save(update_fields=tuple(fields))
        record(CATEGORY_CHANGED, actor=actor, subject=held, done="changed")
        if held.audience != before:
            record(CATEGORY_CHANGED, actor=actor, subject=held, done=NARROWED)
    return held


def move_category(*, category: Category, up: bool, actor: User) -> None:
    """Past its neighbour; at the end of the list it stays where it is."""
    with transaction.atomic():
        rows = list(
            Category.objects.select_for_update(of=("self",)).order_by("order", "name", "pk")
        )
        place = next(n for n, each in enumerate(rows) if each.pk == category.pk)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(rows):
            return
        rows[place], rows[other] = rows[other], rows[place]
        for n, each in enumerate(rows, start=1):
            each.order = n * STEP
        Category.objects.bulk_update(rows, ("order",))
        record(CATEGORY_CHANGED, actor=actor, subject=category, done="moved")


def set_archived(*, category: Category, archived: bool, actor: User) -> None:
    """Closed, it leaves the lists and takes nothing new; what was said stays where it was linked."""
    with transaction.atomic():
        rows = Category.objects.filter(pk=category.pk, is_archived=not archived)
        if rows.update(is_archived=archived):
            done = "archived" if archived else "opened"
            record(CATEGORY_CHANGED, actor=actor, subject=category, done=done)


def _free_slug(name: str) -> str:
    stem = slugify(name)[: LONGEST_SLUG - 4] or "categorie"
    taken = set(Category.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    names = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
    return next(each for each in names if each not in taken)
