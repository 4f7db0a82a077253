"""Many items at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from catalogue.portfolio.enums import ItemOrigin
from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.services.asking import ask_the_desk
from catalogue.portfolio.services.locking import lock
from catalogue.portfolio.wanted import FIELDS, Identity, Wanted, said_of, tidy, without_echo
from catalogue.verbs import PORTFOLIO_CHANGED
from community.accounts.models import User
from community.activity.services import record
from community.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Line:
    """One row to take over; `item` is the key of the item that it changes, when it changes one."""

    wanted: Wanted
    item: int | None = None


@dataclass(slots=True)
class Imported:
    """Keys of what was added and changed, and how many rows stood there already."""

    added: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    double: int = 0


def import_rows(
    *, organisation: Organisation, actor: User | None, rows: Iterable[Line],
    origin: str = ItemOrigin.CSV, is_demo: bool = False,
) -> Imported:  # fmt: skip
    """Bring rows into a portfolio; what stands there already stays as it is, so it may run twice.

    The rows are taken as they are: who calls has looked for their solutions.
    """
    done = Imported()
    with transaction.atomic():
        lock(organisation)
        standing = _standing(organisation)
        taken = {said_of(item).identity for item in standing.values()}
        fresh: list[PortfolioItem] = []
        for row in rows:
            wanted = without_echo(tidy(row.wanted))
            known = standing.get(row.item) if row.item else None
            if known is not None:
                _change(known, wanted, taken, done)
            elif wanted.identity in taken or not (wanted.solution or wanted.keys[1]):
                done.double += 1
            else:
                taken.add(wanted.identity)
                fresh.append(_item(organisation, actor, wanted, origin, is_demo))
        _keep(organisation, actor, standing, fresh, done)
    return done


def _standing(organisation: Organisation) -> dict[int, PortfolioItem]:
    rows = PortfolioItem.objects.of(organisation).in_use().select_related("solution__supplier")
    return {item.pk: item for item in rows}


def _change(item: PortfolioItem, wanted: Wanted, taken: set[Identity], done: Imported) -> None:
    before = said_of(item)
    is_double = wanted.identity != before.identity and wanted.identity in taken
    if wanted == before or is_double:
        done.double += 1
        return
    taken.discard(before.identity)
    taken.add(wanted.identity)
    for name, value in wanted.values().items():
        setattr(item, name, value)
    done.changed.append(item.pk)


def _item(
    organisation: Organisation, actor: User | None, wanted: Wanted, origin: str, is_demo: bool
) -> PortfolioItem:
    return PortfolioItem(
        organisation=organisation, added_by=actor, origin=origin, is_demo=is_demo,
        **wanted.values(),
    )  # fmt: skip


def _keep(
    organisation: Organisation, actor: User | None, standing: dict[int, PortfolioItem],
    fresh: list[PortfolioItem], done: Imported,
) -> None:  # fmt: skip
    changed = [standing[key] for key in done.changed]
    for item in changed:
        item.updated_at = timezone.now()
    fields = (*FIELDS, "vendor_key", "product_key", "updated_at")
    PortfolioItem.objects.bulk_update(changed, fields, batch_size=500)
    made = PortfolioItem.objects.bulk_create(fresh, batch_size=1000)
    done.added = [item.pk for item in made]
    ask_the_desk(said_of(item) for item in [*made, *changed])
    if done.added or done.changed:
        record(
            PORTFOLIO_CHANGED, organisation=organisation, actor=actor, added=done.added,
            changed=done.changed, ended=[],
        )  # fmt: skip
