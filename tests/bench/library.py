"""The file library at a thousand documents and at a hundred times as many.

What is timed is the whole page as the server makes it, middleware and templates included, for a
visitor, a member and an editor. Both sizes stand side by side in two databases and are asked in
turn, so that whatever else the machine does weighs on both alike. Both must show the same rows.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench import shelves
from tests.bench.figures import Sheet
from tests.bench.room import lay_out_statics

LARGER, ROUNDS = 100, 50
BOUND, COMMON_BOUND = 2.0, 10.0
LIST, DESK = "/bibliotheek/", "/bibliotheek/redactie/"
ROW = re.compile(rb'href="/bibliotheek/(\d+)/"')
WHO = ("visitor", "member", "editor")
PAGES = {
    **{f"first page, {who}": (who, LIST) for who in WHO},
    "second page": ("member", f"{LIST}?page=2"),
    "by title": ("member", f"{LIST}?sorteer=titel"),
    "by downloads": ("member", f"{LIST}?sorteer=gedownload"),
    "a kind": ("member", f"{LIST}?soort=leidraad"),
    "a theme": ("member", f"{LIST}?thema=thema-3"),
    "a year of fifteen": ("visitor", f"{LIST}?jaar={shelves.YEAR}"),
    "favourites": ("member", f"{LIST}?tab=favorieten"),
    "opened last": ("member", f"{LIST}?tab=recent"),
    **{f"fifty hits, {who}": (who, f"{LIST}?q={shelves.SELECTIVE}") for who in WHO},
    "fifty hits of a kind": ("member", f"{LIST}?q={shelves.SELECTIVE}&soort=leidraad"),
    **{f"half of all, {who}": (who, f"{LIST}?q={shelves.COMMON}") for who in WHO},
    "half of all of a kind": ("member", f"{LIST}?q={shelves.COMMON}&soort=leidraad"),
    "half of all by title": ("member", f"{LIST}?q={shelves.COMMON}&sorteer=titel"),
    "one document": ("member", f"{LIST}{shelves.FIRST + 2}/"),
    "drafts": ("editor", f"{DESK}?stand=klaargezet"),
    "proposals": ("editor", f"{DESK}?stand=voorgesteld"),
    "to look at again": ("editor", f"{DESK}?stand=nakijken"),
    "archived": ("editor", f"{DESK}?stand=gearchiveerd"),
    "grid of drafts": ("editor", "/bibliotheek/opladen/raster/"),
}
"""Who asks for what; of which name begins with `half`, the word stands in half of all."""


def measure(*, documents: int, rounds: int, sheet: Sheet) -> None:
    lay_out_statics()
    small = max(documents // LARGER, shelves.TOGETHER * 2)
    shelf = shelf_of_people()
    clients = {who: Client(SERVER_NAME="127.0.0.1") for who in WHO}
    clients["member"].force_login(shelf.member)
    clients["editor"].force_login(shelf.editor)
    shelves.fill(shelf, small)
    shelves.settle()
    with beside() as few:
        shelves.grow(shelf, old=small, new=documents)
        shelves.settle()
        sizes = {small: few, documents: connections["default"]}
        _hold(clients, sizes, sheet)
        for size, times in _times(clients, sizes, ROUNDS * (rounds // 5) or 1).items():
            sheet.line(
                "library", documents=size, **{name: median(each) for name, each in times.items()}
            )
            sizes[size] = times
    ratios = {name: median(sizes[documents][name]) / median(sizes[small][name]) for name in PAGES}
    sheet.line("library ratio", small=small, large=documents, **ratios)
    for name, ratio in ratios.items():
        bound = COMMON_BOUND if name.startswith("half") else BOUND
        sheet.at_most(f"library, {name}, large against small", ratio, bound)


def shelf_of_people() -> shelves.Shelf:
    """An editor, a member of Gent, makers, themes and collections, of which one is for some."""
    from wagtail.models import Collection

    from community.organisations.enums import Role
    from community.organisations.facts import load_platform
    from community.organisations.models import Organisation
    from content.library.enums import Readers
    from content.library.models import CollectionReaders, Theme
    from tests.people import AALST, GENT, government, make_member, make_user, with_second_factor

    editor = make_user("redactie@bench.example", "Els")
    make_member(editor, load_platform(), Role.EDITOR)
    with_second_factor(editor)
    member, gent = make_user("lid@bench.example", "Lies"), government(GENT)
    make_member(member, gent, Role.ICT)
    root = Collection.objects.get(depth=1)
    sets = [root.add_child(instance=Collection(name=f"Verzameling {n}")) for n in range(20)]
    CollectionReaders.objects.create(collection=sets[3], audience=Readers.GOVERNMENTS)
    limit = CollectionReaders.objects.create(collection=sets[7], audience=Readers.CHOSEN)
    limit.organisations.add(government(AALST))
    active = Organisation.objects.active().exclude(pk=gent.pk).order_by("pk")
    return shelves.Shelf(
        editor=editor, member=member,
        organisations=[gent.pk, *active.values_list("pk", flat=True)[:299]],
        themes=[Theme.objects.create(name=f"Thema {n}", slug=f"thema-{n}").pk for n in range(7)],
        collections=[root.pk, *(each.pk for each in sets)],
        others=[make_user(f"lezer{n}@bench.example").pk for n in range(shelves.OTHERS)],
    )  # fmt: skip


@contextmanager
def beside() -> Iterator[Any]:
    """A copy of the database as it is now, under a name of its own and gone at the end."""
    here = connections["default"]
    name = str(here.settings_dict["NAME"])
    copy = f"{name}_small"
    here.close()
    with here._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    beside = here.copy("default")
    beside.settings_dict["NAME"] = copy
    try:
        yield beside
    finally:
        connections["default"] = here
        beside.close()
        with here._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def _hold(clients: dict[str, Client], sizes: dict[int, Any], sheet: Sheet) -> None:
    """The same rows at both sizes, by as many queries."""
    for name, (who, url) in PAGES.items():
        found = []
        for database in sizes.values():
            connections["default"] = database
            _ask(clients[who], url)
            with CaptureQueriesContext(connection) as asked:
                found.append((_ask(clients[who], url), len(asked)))
        (few, of_few), (many, of_many) = found
        # Where the smaller library has less than a page of them, it has the first of the larger one.
        if few != many[: len(few)]:
            raise RuntimeError(f"{name}: {few} at one size, and {many} at the other")
        sheet.at_most(f"library, {name}, queries more at the larger size", of_many - of_few, 0)


def _times(
    clients: dict[str, Client], sizes: dict[int, Any], rounds: int
) -> dict[int, dict[str, list[float]]]:
    """Milliseconds by size and page, of each round."""
    times: dict[int, dict[str, list[float]]] = {
        size: {name: [] for name in PAGES} for size in sizes
    }
    for _round in range(rounds):
        for name, (who, url) in PAGES.items():
            for size, database in sizes.items():
                connections["default"] = database
                start = time.perf_counter()
                _ask(clients[who], url)
                times[size][name].append((time.perf_counter() - start) * 1000)
    return times


def _ask(client: Client, url: str) -> list[bytes]:
    """The keys of the documents on a page, in their order."""
    page = client.get(url)
    if page.status_code != 200:
        raise RuntimeError(f"{url}: {page.status_code}")
    return ROW.findall(page.content) or [bytes(url, "ascii")]
