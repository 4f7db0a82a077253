"""One item at a time: add, change, end and bring back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.portfolio.enums import ItemOrigin
from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.services.asking import ask_the_desk
from catalogue.portfolio.services.locking import lock
from catalogue.portfolio.wanted import FIELDS, Wanted, said_of, settled
from catalogue.solutions.models import Solution
from catalogue.verbs import PORTFOLIO_CHANGED
from community.accounts.models import User
from community.activity.services import record
from community.organisations.models import Organisation


def add_item(
    *, organisation: Organisation, actor: User | None, solution: Solution | None = None,
    name: str = "", vendor: str = "", version: str = "", note: str = "",
    origin: str = ItemOrigin.TYPED, is_demo: bool = False,
) -> PortfolioItem:  # fmt: skip
    """Say that an organisation uses a solution, or something by its own name.

    A name that is known by itself becomes its solution. Raises ValidationError (Dutch) when it
    has no name, or stands in the portfolio already.
    """
    wanted = settled(Wanted(solution, name, vendor, version, note))
    with transaction.atomic():
        lock(organisation)
        _refuse(organisation, wanted)
        item = PortfolioItem.objects.create(
            organisation=organisation, added_by=actor, origin=origin, is_demo=is_demo,
            **wanted.values(),
        )  # fmt: skip
        ask_the_desk([wanted])
        _record(item, actor, added=[item.pk])
    return item


def change_item(*, item: PortfolioItem, actor: User | None, **changes: Any) -> PortfolioItem:
    """Say something else about an item: solution, name, vendor, version or note.

    Nothing is recorded when nothing changed. Raises ValidationError as `add_item` does.
    """
    with transaction.atomic():
        lock(item.organisation)
        now = PortfolioItem.objects.select_related("solution__supplier").get(pk=item.pk)
        before = said_of(now)
        wanted = settled(
            Wanted(**{name: changes.get(name, getattr(before, name)) for name in FIELDS})
        )
        changed = [name for name in FIELDS if getattr(wanted, name) != getattr(before, name)]
        if not changed:
            return now
        _refuse(item.organisation, wanted, besides=item)
        for name, value in wanted.values().items():
            setattr(now, name, value)
        now.save()
        if {"solution", "name", "vendor"} & set(changed):
            ask_the_desk([wanted])
        _record(now, actor, changed=[now.pk], fields=changed)
    return now


def end_item(*, item: PortfolioItem, actor: User | None) -> None:
    """No longer in use; the row and its history stay, and it can be brought back."""
    with transaction.atomic():
        lock(item.organisation)
        ended = PortfolioItem.objects.in_use().filter(pk=item.pk).update(ended_at=timezone.now())
        if ended:
            _record(item, actor, ended=[item.pk])


def restore_item(*, item: PortfolioItem, actor: User | None) -> None:
    """In use again; ValidationError when the same stands in the portfolio meanwhile."""
    with transaction.atomic():
        lock(item.organisation)
        now = PortfolioItem.objects.select_related("solution").get(pk=item.pk)
        if now.ended_at is None:
            return
        _refuse(item.organisation, said_of(now), besides=now)
        PortfolioItem.objects.filter(pk=item.pk).update(ended_at=None)
        _record(item, actor, added=[item.pk])


def _refuse(
    organisation: Organisation, wanted: Wanted, besides: PortfolioItem | None = None
) -> None:
    if wanted.solution is None and not wanted.keys[1]:
        raise ValidationError({"solution": _("Geef een naam met minstens één letter of cijfer.")})
    solution, key, version = wanted.identity
    same = PortfolioItem.objects.of(organisation).in_use().filter(
        solution=solution, product_key=key, version=version
    )  # fmt: skip
    if besides is not None:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        raise ValidationError(
            {"solution": _("Dit staat al in uw portfolio. Pas daar de versie aan, of geef dit een "
                           "andere eigen naam.")}
        )  # fmt: skip


def _record(item: PortfolioItem, actor: User | None, **what: Any) -> None:
    keys: dict[str, Any] = {"added": [], "changed": [], "ended": []}
    record(
        PORTFOLIO_CHANGED, organisation=item.organisation, actor=actor, subject=item,
        **(keys | what),
    )  # fmt: skip
