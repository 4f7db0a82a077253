"""Every page of the table as HTML: sound for a screen reader, filled in, and cut in pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from lxml import html

from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.services import Line, import_rows, make_draft, read_sbom
from catalogue.portfolio.wanted import Wanted
from community.accounts.models import User
from community.messaging.bell import put
from community.messaging.enums import Channel
from community.messaging.models import Delivery
from community.messaging.outbox import letter_of, short_message_of
from community.organisations.enums import Role
from community.organisations.models import Invitation, JoinRequest, Organisation
from community.organisations.services import invite
from qrc.alerts.services import raise_alert
from qrc.feeds.models import Fetch
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import qrc as make
from tests.house.access_table import TABLE
from tests.house.world import World
from tests.people import make_member, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.whole]

READERS = ("alice", "qrc_editor", "helpdesk", "newcomer", "anonymous")
FOREIGN = (
    "/", "/account/login/", "/account/signup/", "/account/password/reset/", "/account/logout/",
    "/account/email/", "/account/password/change/", "/account/tweestaps/",
    "/account/tweestaps/totp/activate/", "/account/toestellen/", "/bestaat-niet/",
)  # fmt: skip
"""Pages of libraries in our own templates."""
LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\[\[|\]\]|%\(\w+\)s|\{\w+\}|__proxy__")
"""What is left standing when a name was not filled in."""
PER_LIST = 50
"""More rows than this at a time, and a page no longer reads or loads well."""
MANY = 60


@pytest.fixture
def pages(world: World) -> Iterator[tuple[str, str]]:
    """Each HTML page of the table and of FOREIGN, as each reader sees it, with its address."""

    def seen() -> Iterator[tuple[str, str]]:
        for reader in READERS:
            client = client_for(world, reader)
            for address in [*(world.url(row.name, row.key) for row in TABLE), *FOREIGN]:
                response = client.get(address)
                is_page = response.get("Content-Type", "").startswith("text/html")
                if is_page and not response.streaming and response.content.strip():
                    yield f"{address} ({reader})", response.content.decode()

    return seen()


def client_for(world: World, role: str) -> Client:
    client, user = Client(), world.people[role]
    if user is not None:
        client.force_login(user)
    return client


def faults_of(page: str) -> list[str]:
    if not page.lstrip().lower().startswith("<!doctype html"):
        # A part for htmx goes into a page that has all this.
        return []
    tree = html.fromstring(page)
    heads = len(tree.xpath("//h1"))
    found = [
        ("heading", heads == 1),
        ("language", tree.xpath("/html/@lang") == ["nl"]),
        ("title", bool("".join(tree.xpath("//head/title/text()")).strip())),
        ("main", len(tree.xpath("//main")) == 1),
        ("ids", no_doubles(tree.xpath("//@id"))),
    ]
    unnamed = [unnamed_field(each, tree) for each in tree.xpath("//input|//select|//textarea")]
    return [name for name, is_good in found if not is_good] + [each for each in unnamed if each]


def no_doubles(names: list[str]) -> bool:
    return len(names) == len(set(names))


def unnamed_field(element: Any, tree: Any) -> str:
    """The name of a field that a screen reader would have no words for."""
    if element.get("type") in ("hidden", "submit", "button", "image", "reset"):
        return ""
    key = element.get("id")
    labels = [label for label in tree.xpath("//label") if key and label.get("for") == key]
    labels += element.xpath("ancestor::label")
    words = "".join(label.text_content() for label in labels).strip()
    if words or element.get("aria-label") or element.get("aria-labelledby"):
        return ""
    return f"no label: {element.get('name')}"


def test_every_page_is_sound_and_filled_in(pages: Iterator[tuple[str, str]]):
    """One h1, Dutch, a title, one main landmark, no id twice, a label for every field; no name open."""
    found = {where: faults_of(page) + LOOSE.findall(words_of(page)) for where, page in pages}

    assert len(found) > 100
    assert {where: faults for where, faults in found.items() if faults} == {}


def words_of(page: str) -> str:
    """Text and attributes; what scripts and htmx read is theirs."""
    tree = html.fromstring(page)
    for each in tree.xpath("//script|//style"):
        each.drop_tree()
    attributes = tree.xpath("//@alt|//@title|//@aria-label|//@placeholder|//@href|//@value")
    return " ".join([tree.text_content(), *attributes])


def test_every_message_is_filled_in(world: World):
    found = {}
    for row in Delivery.objects.select_related("message", "address"):
        if row.channel == Channel.EMAIL:
            letter = letter_of(row)
            found[row.key] = f"{letter.headers['Subject']} {letter.text} {letter.html}"
        elif row.channel == Channel.SMS:
            found[row.key] = short_message_of(row).text
    assert {row.message.kind for row in Delivery.objects.select_related("message")} >= {
        "qrc.alert", "community.invitation",
    }  # fmt: skip

    styled = {
        key: re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL) for key, text in found.items()
    }
    assert {key: LOOSE.findall(text) for key, text in styled.items() if LOOSE.search(text)} == {}


@pytest.fixture
def full(world: World, gent: Organisation, alice: User) -> World:
    """Sixty of everything that a list shows."""
    for number in range(MANY):
        _one_more(number, gent, alice)
    _full_portfolio(world, gent, alice)
    source = make.source(name="Volle bron")
    Fetch.objects.bulk_create(Fetch(source=source, status="ok") for _number in range(MANY))
    world.keys["source"] = source.pk
    raise_alert(revision_id=make.revision().pk)
    first = Delivery.objects.filter(message__kind="qrc.alert").earliest("pk")
    for number in range(MANY):
        put(
            delivery_id=10_000 + number, message_id=first.message_id, user_id=alice.pk,
            title=f"Melding {number}", text="", url="/", kind="qrc.alert",
        )  # fmt: skip
    return world


def _full_portfolio(world: World, gent: Organisation, alice: User) -> None:
    lines = "\n".join(f"Zelfbouw {number}" for number in range(MANY))
    draft = make_draft(organisation=gent, user=alice, content=lines.encode())
    world.keys |= {"draft": draft.pk, "draft row": (draft.pk, draft.rows.first().pk)}
    rows = [Line(Wanted(name=f"Huiswerk {number}")) for number in range(MANY)]
    import_rows(organisation=gent, actor=alice, rows=rows)
    parts = [{"name": f"Onderdeel {number}"} for number in range(MANY)]
    bill = json.dumps({"bomFormat": "CycloneDX", "components": parts}).encode()
    item = PortfolioItem.objects.get(pk=world.keys["item"])
    read_sbom(item=item, content=bill, file_name="vol.json", actor=alice)


def _one_more(number: int, gent: Organisation, alice: User) -> None:
    member = make_user(f"lid{number}@gent.example", "Lid")
    make_member(member, gent, Role.STAFF)
    invite(organisation=gent, email=f"gast{number}@elders.example", roles=[Role.DPO], by=alice)
    stranger = make_user(f"vrager{number}@elders.example", "Vrager")
    JoinRequest.objects.create(user=stranger, organisation=gent, roles=[Role.STAFF])
    subscribe(subscriber=subscriber_of(user=alice), words=[f"Pakket {number}"])
    make.subscriber(words=["PoortWacht"])
    make.advisory(title=f"Waarschuwing {number}", source=make.source())


def longest(page: str) -> int:
    """Rows of the longest table, list or column of cards on the page."""
    tree = html.fromstring(page)
    rows = "./tr | ./li | ./article | ./*[contains(@class, 'list-row')]"
    sizes = [len(each.xpath(rows)) for each in tree.xpath("//main//*")]
    return max(sizes, default=0)


def test_every_list_is_cut_in_pages(full: World):
    found = {}
    for reader in ("alice", "qrc_editor", "helpdesk"):
        client = client_for(full, reader)
        for row in TABLE:
            response = client.get(full.url(row.name, row.key))
            if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
                found[f"{row.name} ({reader})"] = longest(
                    response.content.decode().strip() or "<p></p>"
                )

    assert {where: rows for where, rows in found.items() if rows > PER_LIST} == {}
    # That there was something to cut.
    assert {where for where, rows in found.items() if rows >= 20} >= {
        "community:organisation (alice)", "community:notifications (alice)",
        "community:join (alice)", "qrc:my-subscription (alice)", "qrc:advisory-list (alice)",
        "qrc:ledger (qrc_editor)", "qrc:source-list (qrc_editor)",
        "qrc:source-detail (qrc_editor)", "community:helpdesk (helpdesk)",
        "catalogue:portfolio (alice)", "catalogue:portfolio-item (alice)",
        "catalogue:import-preview (alice)",
    }  # fmt: skip


def test_every_list_of_an_organisation_leads_on(full: World):
    """Three lists stand on one page: each turns its own pages."""
    client = client_for(full, "alice")
    first, second = (
        client.get("/organisatie/", {"aanvragen": n, "uitnodigingen": n}) for n in (1, 2)
    )

    for name in ("requests", "invitations"):
        rows = [{row.pk for row in each.context[name]} for each in (first, second)]
        assert [len(each) for each in rows] == [25, 25]
        assert not rows[0] & rows[1]
    body = first.content.decode()
    assert ("aanvragen=2" in body, "uitnodigingen=2" in body) == (True, True)
    assert Invitation.objects.count() > MANY
