"""Every address of ours × every role, held against the table; what libraries bring, by prefix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve

from community.messaging.models import Delivery
from content.access import keep_access
from tests.house.access_rows import IN
from tests.house.access_table import (
    BY_NAME,
    FOREIGN,
    PAGES,
    PARTS,
    PUBLIC,
    TABLE,
    WITH_DEBUG_ONLY,
)
from tests.house.urls import leaves
from tests.house.world import ROLES, World

pytestmark = pytest.mark.whole
UNHELD = ("sessions", "usersessions")
"""Apps whose rows may change by merely coming by."""


def outcome(response: Any) -> str:
    if response.status_code not in (301, 302):
        return str(response.status_code)
    return f"to {resolve(urlsplit(response['Location']).path).view_name}"


def everything() -> dict[str, str]:
    """A fingerprint of each table in the database."""
    return fingerprints(
        model._meta.db_table for model in apps.get_models() if model._meta.app_label not in UNHELD
    )


def fingerprints(tables: Iterable[str]) -> dict[str, str]:
    one = "SELECT '{0}', coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {0} t"
    asked = " UNION ALL ".join(one.format(table) for table in tables)
    with connection.cursor() as cursor:
        return dict(cursor.execute(asked).fetchall()) if asked else {}


def written() -> dict[str, int]:
    """How many rows of each table this transaction wrote so far, those it took back included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
        )
        return dict(cursor.fetchall())


@pytest.fixture
def clients(world: World) -> dict[str, Client]:
    """A browser for each role, who was here before today."""
    made = {}
    for role, user in world.people.items():
        made[role] = Client()
        if user is not None:
            made[role].force_login(user)
        made[role].get("/overzicht/")
    return made


@pytest.fixture
def undone() -> Iterator[Any]:
    """Lets each role begin in the same world."""

    class Undone(transaction.Atomic):
        def __exit__(self, *exception: Any) -> None:
            transaction.set_rollback(True)
            super().__exit__(*exception)

    return Undone(using=None, savepoint=True, durable=False)


def test_every_address_has_a_row_and_every_row_an_address():
    found = list(leaves())
    foreign = [each for each in found if each.route.startswith(FOREIGN) or each.name in PAGES]
    ours = {each.name for each in found} - {each.name for each in foreign}

    assert ours == set(BY_NAME)
    assert len(TABLE) == len(BY_NAME)
    # How newsletters and principles are written in Wagtail's room: tried below, behind its door.
    assert {each.name.partition(":")[0] for each in foreign if each.is_ours} == {
        "wagtailsnippets_content_newsletter",
        "wagtailsnippets_content_principle",
    }


def test_every_row_says_what_every_role_gets():
    for row in TABLE:
        assert set(row.get) == set(ROLES), row.name
        assert set(row.post) in (set(ROLES), set()), row.name
        if not row.post:
            assert "405" not in row.get.values(), f"{row.name} is changed by POST: say how"


def test_everything_of_ours_needs_signing_in_but_this():
    found = [each for each in leaves() if not each.route.startswith(FOREIGN)]

    assert {each.name for each in found if not each.needs_login} == PUBLIC
    assert {row.name for row in TABLE if row.get["anonymous"] != IN} == PUBLIC - set(PAGES)


def test_what_is_for_development_only_is_not_here():
    assert {each.name for each in leaves()} & WITH_DEBUG_ONLY == set()


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_get(part: str, world: World, clients: dict[str, Client]):
    found = {}
    for row in PARTS[part]:
        address = world.url(row.name, row.key)
        found[row.name] = {role: outcome(clients[role].get(address)) for role in ROLES}

    assert found == {row.name: row.get for row in PARTS[part]}


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_post(part: str, world: World, clients: dict[str, Client], undone: Any):
    """What each role is answered, and that rows change for exactly those who may."""
    before = everything()
    answers: dict[str, dict[str, str]] = {}
    changed: dict[str, set[str]] = {}
    posted = [row for row in PARTS[part] if row.post]
    for row in posted:
        address, data = world.url(row.name, row.key), world.data(row.data)
        answers[row.name], changed[row.name] = {}, set()
        for role in ROLES:
            with undone:
                so_far = written()
                answers[row.name][role] = outcome(clients[role].post(address, data))
                # Only a table that was written to can hold something else.
                touched = {name for name, rows in written().items() if rows != so_far.get(name)}
                now = fingerprints(touched & before.keys())
                if any(before[name] != seen for name, seen in now.items()):
                    changed[row.name].add(role)

    assert answers == {row.name: row.post for row in posted}
    assert changed == {row.name: set(filter(row.is_changed_by, ROLES)) for row in posted}


@pytest.mark.django_db
def test_post_without_a_token_of_the_form_is_refused(world: World, alice: Any):
    """The clients above skip the check against forged forms; browsers do not."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)

    assert client.post(world.url("community:member-remove", "membership")).status_code == 403


FOREIGN_GET = {
    "/account/login/": {
        "anonymous": "200",
        "bob": "to community:start",
        "editor": "to community:start",
    },
    "/account/email/": {"anonymous": IN, "bob": "200", "editor": "200"},
    "/account/tweestaps/": {"anonymous": IN, "bob": "200", "editor": "200"},
    "/account/toestellen/": {"anonymous": IN, "bob": "200", "editor": "200"},
    "/beheer/": {
        "anonymous": "to admin:login",
        "bob": "to admin:login",
        "editor": "to admin:login",
    },
    "/cms/": {"anonymous": IN, "bob": "403", "editor": "200"},
    "/cms/pages/": {"anonymous": IN, "bob": "403", "editor": "200"},
    "/cms/users/": {"anonymous": IN, "bob": "403", "editor": "to wagtailadmin_home"},
    "/cms/documents/": {"anonymous": IN, "bob": "403", "editor": "to wagtailadmin_home"},
    "/cms/images/": {"anonymous": IN, "bob": "403", "editor": "200"},
    "/cms/snippets/content/newsletter/add/": {"anonymous": IN, "bob": "403", "editor": "200"},
    "/cms/snippets/content/principle/": {"anonymous": IN, "bob": "403", "editor": "200"},
    "/cms/snippets/content/principle/add/": {
        "anonymous": IN,
        "bob": "403",
        "editor": "to wagtailadmin_home",
    },
    "/cms/api/main/pages/": {"anonymous": IN, "bob": "403", "editor": "200"},
    "/documenten/1/geheim.pdf": {"anonymous": IN, "bob": "404", "editor": "404"},
    "/": dict.fromkeys(("anonymous", "bob", "editor"), "200"),
}
"""The libraries' doors: what a visitor, a member and an editor of V-ICT-OR get."""
ROOM = "to wagtailadmin_home"
AUTHORS_GET = {
    "/cms/": "200", "/cms/pages/": "to wagtailadmin_explore", "/cms/users/": ROOM, "/cms/documents/": ROOM,
    "/cms/images/": "200", "/cms/snippets/content/newsletter/add/": ROOM,
    "/cms/snippets/content/principle/": ROOM, "/cms/snippets/content/principle/add/": ROOM,
    "/cms/api/main/pages/": "200",
}  # fmt: skip
"""Where who may only write gets something else than a member."""


ALIKE = {
    "newcomer": "bob", "alice": "bob", "charlie": "bob", "supplier_editor": "bob",
    "qrc_editor": "author", "helpdesk": "author", "platform_admin": "editor",
}  # fmt: skip


@pytest.mark.django_db
def test_foreign_doors(world: World, clients: dict[str, Client]):
    for name in ("editor", "platform_admin", "qrc_editor", "helpdesk"):
        keep_access(user_id=world.people[name].pk)
    found = {
        address: {role: outcome(clients[role].get(address)) for role in ROLES}
        for address in FOREIGN_GET
    }

    doors = {
        address: wanted | {"author": AUTHORS_GET.get(address, wanted["bob"])}
        for address, wanted in FOREIGN_GET.items()
    }
    assert found == {
        address: {role: wanted[ALIKE.get(role, role)] for role in ROLES}
        for address, wanted in doors.items()
    }


def test_foreign_prefixes_are_each_tried():
    tried = [address.lstrip("/") for address in FOREIGN_GET]
    # tests/site/test_urls.py and tests/content/test_reading.py
    doors = {"^cms/password_reset/", "_util/", "^cms/documents/"}

    assert [
        each for each in FOREIGN if each not in doors and not any(t.startswith(each) for t in tried)
    ] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["outbox", "outbox-item", "outbox-mail"])
def test_outbox_opens_with_debug_only(name: str, world: World, client: Client, settings: Any):
    """On a developer's machine it opens for all: it holds the mail that confirms his account."""
    row = BY_NAME[f"community:{name}"]
    Delivery.objects.filter(channel="email").update(provider_id="outbox")
    world.keys["delivery"] = Delivery.objects.filter(channel="email").earliest("pk").pk
    address = world.url(row.name, row.key)

    assert client.get(address).status_code == 404
    settings.DEBUG = True
    assert client.get(address).status_code == 200
