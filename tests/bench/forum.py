"""The forum at five thousand posts and at a hundred times as many, and beside a bare page.

What is timed is the whole page as the server makes it. Both sizes stand side by side in two
databases and are asked in turn. Both must show the same rows and count the same number unread, by as
many queries. Beside them a template of 20 kB without anything in it is asked by the same member, by
the same middleware: against it the CPU is held, not the clock.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import nullcontext
from statistics import median
from typing import Any

from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import clear_url_caches, path

from tests.bench import talk
from tests.bench.figures import Sheet
from tests.bench.library import beside
from tests.bench.room import lay_out_statics

LARGER, ROUNDS = 100, 50
BOUND, CPU_BOUND, MOST_QUERIES = 1.3, 8.0, 10
KEY = talk.FIRST + talk.UNREAD + 1
TOPIC = f"/forum/onderwerp/{KEY}/"
PAGES = {
    "list": "/forum/",
    "list, second page": "/forum/?na={cursor}",
    "unread": "/forum/?toon=ongelezen",
    "category": "/forum/categorie/bench-1/",
    "topic": TOPIC,
    "topic, last page": f"{TOPIC}{talk.POSTS}/",
}
HELD = ("list", "topic", "topic, last page")
BARE, BARE_URL = "bench/bare.html", "/bench/bare/"
ROW = re.compile(rb'href="(/forum/onderwerp/\d+/(?:\d+/)?)[#"]|id="bericht-(\d+)"')

READ_HERE = f"DELETE FROM community_topicreader WHERE user_id = %s AND topic_id = {KEY}"
HERE = "DELETE FROM community_forumreader WHERE user_id = %s"
OLDER = re.compile(r'href="\?na=([^"&]+)" rel="next"')


def measure(*, posts: int, rounds: int, sheet: Sheet) -> None:
    lay_out_statics()
    _bare_page()
    large = max(posts // talk.POSTS, talk.UNREAD * 3)
    small = max(large // LARGER, talk.UNREAD * 2)
    made = people_who_talk()
    clients = {key: _client_of(key) for key in (made.member, made.fresh)}
    client = clients[made.member]
    talk.begin(made)
    talk.fill(made, old=0, new=small)
    talk.settle()
    with beside() as few:
        talk.fill(made, old=small, new=large)
        talk.settle()
        sizes = {small: few, large: connections["default"]}
        pages = _with_cursor(client)
        _hold(client, pages, sizes, sheet)
        _report(_timed(client, pages, sizes, ROUNDS * (rounds // 5) or 1), small, large, sheet)
        _first_visits(made, clients, sizes, ROUNDS, sheet)
        _count(made.member, sizes, ROUNDS, sheet)


def people_who_talk() -> talk.Talk:
    """Two members of Gent, one of whom was never here, among fifty people; eight categories."""
    from django.utils import timezone

    from community.forum.models import Category
    from community.organisations.enums import Role
    from community.organisations.models import Organisation
    from tests.people import GENT, government, make_member, make_user

    member, fresh = [make_user(f"{name}@bench.example", "Lies") for name in ("lid", "nieuw")]
    for each in (member, fresh):
        make_member(each, government(GENT), Role.ICT)
    houses = list(Organisation.objects.active().governments().order_by("pk")[:50])
    people = [make_user(f"collega{n}@bench.example", f"Kim{n}") for n in range(50)]
    categories = [
        Category.objects.create(
            name=f"Categorie {n}", slug=f"bench-{n}", summary="x", audience="leden", order=n
        )
        for n in range(8)
    ]
    return talk.Talk(
        member.pk, fresh.pk, [each.pk for each in people], [each.pk for each in houses],
        [each.pk for each in categories], timezone.now(),
    )  # fmt: skip


def _user(pk: int) -> Any:
    from community.accounts.models import User

    return User.objects.get(pk=pk)


def _bare_page() -> None:
    """A page of 20 kB with the site's middleware and nothing of ours in it."""
    from django.template import engines
    from vlavirgem import urls

    words = "<p>Een alinea over informatie in een bestuur, zonder meer.</p>\n" * 320
    engine = engines["django"].engine
    inside = engine.template_loaders[0]
    loader = engine.find_template_loader(("django.template.loaders.locmem.Loader", {BARE: words}))
    inside.loaders.insert(0, loader)

    def bare(request: HttpRequest) -> HttpResponse:
        return render(request, BARE)

    urls.urlpatterns.insert(0, path("bench/bare/", bare))
    clear_url_caches()


def _with_cursor(client: Client) -> dict[str, str]:
    older = OLDER.search(client.get("/forum/").content.decode())
    if older is None:
        raise RuntimeError("The list has no second page.")
    return {name: url.format(cursor=older[1]) for name, url in PAGES.items()}


def _hold(client: Client, pages: dict[str, str], sizes: dict[int, Any], sheet: Sheet) -> None:
    """The same rows at both sizes, by as many queries, and by few."""
    for name, url in pages.items():
        found, asked = [], []
        for database in sizes.values():
            connections["default"] = database
            _ask(client, url)
            with CaptureQueriesContext(connection) as queries:
                found.append(_ask(client, url))
            asked.append(len(queries))
        if found[0] != found[1] and "second" not in name and name != "category":
            raise RuntimeError(f"{name}: {found[0]} at one size, and {found[1]} at the other")
        sheet.at_most(f"forum, {name}, queries more at the larger size", asked[1] - asked[0], 0)
        sheet.at_most(f"forum, {name}, queries", asked[1], MOST_QUERIES)


def _timed(
    client: Client, pages: dict[str, str], sizes: dict[int, Any], rounds: int
) -> dict[int, dict[str, list[tuple[float, float]]]]:
    """Milliseconds of clock and of CPU by size and page, of each round."""
    asked = {**pages, "bare": BARE_URL}
    times: dict[int, dict[str, list[tuple[float, float]]]] = {
        size: {name: [] for name in asked} for size in sizes
    }
    for _round in range(rounds):
        for name, url in asked.items():
            for size, database in sizes.items():
                connections["default"] = database
                times[size][name].append(_timed_once(lambda url=url: _get(client, url)))  # type: ignore[misc]
    return times


def _timed_once(act: Callable[[], Any]) -> tuple[float, float]:
    clock, cpu = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - cpu) * 1000


def _report(times: Any, small: int, large: int, sheet: Sheet) -> None:
    clock = {
        size: {name: median(each[0] for each in found) for name, found in pages.items()}
        for size, pages in times.items()
    }
    cpu = {name: median(each[1] for each in found) for name, found in times[large].items()}
    for size, found in clock.items():
        sheet.line("forum", posts=size * talk.POSTS, **found)
    ratios = {name: clock[large][name] / clock[small][name] for name in PAGES}
    sheet.line("forum ratio", small=small * talk.POSTS, large=large * talk.POSTS, **ratios)
    against = {name: cpu[name] / cpu["bare"] for name in PAGES}
    sheet.line("forum CPU against a bare page", bare=cpu["bare"], **against)
    for name, ratio in ratios.items():
        sheet.at_most(f"forum, {name}, large against small", ratio, BOUND)
    for name in HELD:
        sheet.at_most(f"forum, {name}, CPU against a bare page", against[name], CPU_BOUND)


def _first_visits(
    made: talk.Talk, clients: dict[int, Client], sizes: dict[int, Any], rounds: int, sheet: Sheet
) -> None:
    """A topic that its reader opens again, for the first time, and as his first page of all."""
    ways = {
        "again": (made.member, ()), "first": (made.member, (READ_HERE,)),
        "stateless": (made.fresh, (READ_HERE, HERE)),
    }  # fmt: skip
    times: dict[str, list[float]] = {f"{way}, {size}": [] for way in ways for size in sizes}
    for database in sizes.values():
        connections["default"] = database
        for each in clients.values():
            # The first page of a session notes the device, whichever page it is.
            _get(each, BARE_URL)
    for round_ in range(rounds):
        for way, (key, rows) in ways.items():
            for size, database in sizes.items():
                connections["default"] = database
                _forget(key, rows)
                with CaptureQueriesContext(connection) if not round_ else nullcontext() as queries:
                    took, _cpu = _timed_once(lambda key=key: _get(clients[key], TOPIC))  # type: ignore[misc]
                if queries is not None:
                    sheet.at_most(f"forum, topic {way}, queries", len(queries), MOST_QUERIES)
                times[f"{way}, {size}"].append(took)
    middles = {name: median(found) for name, found in times.items()}
    small, large = sizes
    ratios = {way: middles[f"{way}, {large}"] / middles[f"again, {large}"] for way in ways}
    ratios |= {
        f"{way}, larger": middles[f"{way}, {large}"] / middles[f"{way}, {small}"] for way in ways
    }
    sheet.line("forum first visit ratio", **ratios)
    for name, ratio in ratios.items():
        sheet.at_most(f"forum, topic opened {name}", ratio, BOUND)


def _forget(member: int, rows: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for each in rows:
            cursor.execute(each, [member])


def _client_of(pk: int) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(_user(pk))
    return client


def _count(member: int, sizes: dict[int, Any], rounds: int, sheet: Sheet) -> None:
    """What is unread, and what came since the last visit, by themselves."""
    from community.forum.queries.reading import reading_of
    from community.forum.queries.unread import since_last_visit, unread_of

    counts: dict[str, Callable[[], Any]] = {
        "unread": lambda: len(unread_of(reading_of(_user(member))).keys),
        "since": lambda: since_last_visit(_user(member)).number,
    }
    times: dict[str, dict[int, list[float]]] = {
        name: {size: [] for size in sizes} for name in counts
    }
    for name, count in counts.items():
        said = []
        for _round in range(rounds):
            for size, database in sizes.items():
                connections["default"] = database
                start = time.perf_counter()
                said.append(count())
                times[name][size].append((time.perf_counter() - start) * 1000)
        if len(set(said)) != 1:
            raise RuntimeError(f"{name}: {set(said)}")
    small, large = sizes
    ratios = {name: median(found[large]) / median(found[small]) for name, found in times.items()}
    sheet.line("forum counts ratio", **ratios)
    for name, ratio in ratios.items():
        sheet.at_most(f"forum, {name} counted, large against small", ratio, BOUND)


def _ask(client: Client, url: str) -> list[Any]:
    """The rows that the page shows; looking for them is no work of the page, so it is not timed."""
    found: list[Any] = ROW.findall(_get(client, url).content)
    return found


def _get(client: Client, url: str) -> Any:
    page = client.get(url)
    if page.status_code != 200:
        raise RuntimeError(f"{url}: {page.status_code}")
    return page
