from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from lxml import etree

from community.organisations.models import Membership
from qrc.advisories.models import Advisory
from qrc.alerts.concerning import concerning
from qrc.outlets import queries, views
from qrc.outlets.models import OrganisationFeed
from qrc.outlets.services import open_feed
from qrc.subscriptions.models import Subscription
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "alerts" / "cap12.xsd"))
PUBLIC, CAP = "/qrc/waarschuwingen/feed.atom", "/qrc/waarschuwingen/cap.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def path(token: str) -> str:
    return f"/feed/{token}/waarschuwingen.atom"


def entries(client: Client, address: str) -> dict[str, str]:
    """Title by id, of a feed that keeps to RFC 4287."""
    response = client.get(address)
    assert response.status_code == 200, response.content
    root = etree.fromstring(response.content)
    must_be_atom(root)
    return {
        each.findtext(f"{ATOM}id", ""): each.findtext(f"{ATOM}title", "")
        for each in root.findall(f"{ATOM}entry")
    }


def must_be_atom(root: etree._Element) -> None:
    """The MUSTs of RFC 4287, section 4.1, for what stands in a feed of ours."""
    for node in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1, name
        assert urlsplit(node.findtext(f"{ATOM}id", "")).scheme == "tag"
        for moment in node.findall(f"{ATOM}updated") + node.findall(f"{ATOM}published"):
            assert timezone.datetime.fromisoformat(moment.text or "").tzinfo
        alternates = [
            (each.get("type"), each.get("hreflang"))
            for each in node.findall(f"{ATOM}link")
            if each.get("rel") == "alternate"
        ]
        assert len(alternates) == len(set(alternates)) >= 1
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    found = [each.findtext(f"{ATOM}id") for each in root.findall(f"{ATOM}entry")]
    assert len(found) == len(set(found))
    assert not feedparser.parse(etree.tostring(root)).bozo


@pytest.fixture
def five(db) -> dict[str, Advisory]:
    return {
        tlp: make.advisory(tlp=tlp, title=f"Over {tlp}")
        for tlp in ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
    }


def test_public_feeds_show_clear_only_whoever_reads(five, qrc_editor, client_of):
    for address in (PUBLIC, CAP):
        for client in (Client(), client_of(qrc_editor)):
            assert list(entries(client, address).values()) == ["Over CLEAR"]


def test_public_feed_needs_no_cookie_and_gives_none(five):
    response = Client().get(PUBLIC)

    assert response.cookies == {}
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Referrer-Policy"] == "no-referrer"


def test_empty_feed_is_a_feed():
    assert entries(Client(), PUBLIC) == {}


def test_who_has_it_already_gets_304(five):
    client = Client()
    first = client.get(PUBLIC)
    by_tag = client.get(PUBLIC, headers={"if-none-match": first["ETag"]})
    by_date = client.get(PUBLIC, headers={"if-modified-since": first["Last-Modified"]})
    assert (by_tag.status_code, by_tag.content, by_date.status_code) == (304, b"", 304)
    assert by_tag["ETag"] == first["ETag"]

    Advisory.objects.filter(pk=five["CLEAR"].pk).update(title="Erger")
    assert client.get(PUBLIC, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_name_of_an_entry_stays_and_its_date_follows_the_change():
    one = make.advisory()
    client = Client()
    before = etree.fromstring(client.get(PUBLIC).content).find(f"{ATOM}entry")
    later = timezone.now() + timedelta(hours=1)
    Advisory.objects.filter(pk=one.pk).update(title="Anders", changed_at=later, withdrawn_at=later)
    after = etree.fromstring(client.get(PUBLIC).content).find(f"{ATOM}entry")

    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")
    assert after.findtext(f"{ATOM}updated") > before.findtext(f"{ATOM}updated")
    assert after.findtext(f"{ATOM}title") == "Ingetrokken: Anders"
    assert "withdrawn" in {each.get("term") for each in after.findall(f"{ATOM}category")}


def test_feed_holds_the_newest_hundred(monkeypatch):
    monkeypatch.setattr(queries, "MOST", 2)
    now = timezone.now()
    for n in range(3):
        make.advisory(title=f"Nummer {n}", changed_at=now - timedelta(hours=n))

    assert list(entries(Client(), PUBLIC).values()) == ["Nummer 0", "Nummer 1"]


def test_a_source_is_quoted_only_where_its_licence_allows():
    words = {"summary": "Eigen woorden van de bron.", "action": "Werk bij."}
    make.advisory(source=make.source(shows_text=False), **words)
    shown = make.advisory(source=make.source(licence="CC BY 4.0"), title="Vrij", **words)

    root = etree.fromstring(Client().get(PUBLIC).content)
    quoting = {
        each.findtext(f"{ATOM}title")
        for each in root.findall(f"{ATOM}entry")
        if "Eigen woorden" in each.findtext(f"{ATOM}summary", "")
    }
    assert quoting == {"Vrij"}
    message = Client().get(f"/qrc/waarschuwingen/{shown.pk}/cap.xml").content.decode()
    assert "Eigen woorden" in message
    for other in Advisory.objects.exclude(pk=shown.pk):
        assert (
            b"Eigen woorden" not in Client().get(f"/qrc/waarschuwingen/{other.pk}/cap.xml").content
        )


def test_every_cap_message_validates_and_the_feed_leads_to_it(five):
    make.advisory(is_demo=True, withdrawn_at=timezone.now(), title="Terug", severity="unknown")
    for each in Advisory.objects.filter(title="Terug"):
        make.revision(each)
        make.revision(each, kind="withdrawn")
    root = etree.fromstring(Client().get(CAP).content)
    links = root.findall(f"{ATOM}entry/{ATOM}link[@type='application/cap+xml']")

    kinds = set()
    for link in links:
        response = Client().get(urlsplit(link.get("href")).path)
        assert response["Content-Type"] == "application/cap+xml; charset=utf-8"
        tree = etree.fromstring(response.content)
        SCHEMA.assertValid(tree)
        kinds.add(tuple(tree.findtext(f"{{*}}{each}") for each in ("status", "msgType", "scope")))
    assert kinds == {("Actual", "Alert", "Public"), ("Test", "Cancel", "Public")}


def test_cap_of_green_is_for_members_and_of_stricter_for_nobody(
    five, newcomer, alice, qrc_editor, client_of
):
    def seen(client: Client) -> list[str]:
        return [
            tlp
            for tlp, row in five.items()
            if client.get(f"/qrc/waarschuwingen/{row.pk}/cap.xml").status_code == 200
        ]

    assert seen(Client()) == seen(client_of(newcomer)) == ["CLEAR"]
    assert seen(client_of(alice)) == seen(client_of(qrc_editor)) == ["CLEAR", "GREEN"]


def test_concerning_follows_the_running_subscriptions_of_the_organisation(gent, aalst, alice, five):
    other = make.advisory(title="Zaakpad lekt", products=[{"vendor": "Zaakpad", "product": "Z"}])
    low = make.advisory(title="PoortWacht klein", severity="low")
    make.subscriber(organisation=gent, words=["PoortWacht"], min_severity="high")
    make.subscriber(organisation=aalst, words=["Zaakpad"])
    make.subscriber(words=["Zaakpad"])
    stopped = make.subscriber(organisation=gent, words=["Zaakpad"])
    Subscription.objects.filter(subscriber=stopped).update(active=False)

    found = set(concerning(gent).values_list("pk", flat=True))
    assert found == {five[tlp].pk for tlp in ("CLEAR", "GREEN", "AMBER")}
    assert list(concerning(aalst)) == [other]
    assert low.pk not in found


def test_own_feed_shows_what_concerns_it_up_to_green(five, gent, aalst, alice, charlie):
    make.subscriber(organisation=gent, words=["PoortWacht"])
    make.advisory(title="Zaakpad lekt", products=[{"vendor": "Zaakpad", "product": "Z"}])
    ours, theirs = (
        open_feed(organisation=gent, actor=alice),
        open_feed(organisation=aalst, actor=charlie),
    )

    assert set(entries(Client(), path(ours)).values()) == {"Over CLEAR", "Over GREEN"}
    assert entries(Client(), path(theirs)) == {}
    Membership.objects.filter(organisation=gent).update(left_at=timezone.now())
    assert set(entries(Client(), path(ours)).values()) == {"Over CLEAR"}


def test_own_feed_is_kept_from_caches_and_never_says_its_address(gent, alice):
    token = open_feed(organisation=gent, actor=alice)
    response = Client().get(path(token))

    assert response["Cache-Control"] == "private, max-age=300"
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert token not in response.content.decode()
    assert response.cookies == {}


def test_a_new_wish_reaches_who_asks_by_date_alone(gent, alice):
    with time_machine.travel(timezone.now() - timedelta(hours=2)):
        make.advisory()
        token = open_feed(organisation=gent, actor=alice)
    client = Client()
    first = client.get(path(token))
    assert (
        client.get(path(token), headers={"if-modified-since": first["Last-Modified"]}).status_code
        == 304
    )

    make.subscriber(organisation=gent)
    again = client.get(path(token), headers={"if-modified-since": first["Last-Modified"]})
    assert again.status_code == 200


def test_renewing_ends_the_old_address_and_only_a_hash_is_kept(gent, alice):
    old = open_feed(organisation=gent, actor=alice)
    new = open_feed(organisation=gent, actor=alice)

    assert Client().get(path(old)).status_code == 404
    assert Client().get(path(new)).status_code == 200
    kept = str(OrganisationFeed.objects.values().get())
    assert old not in kept
    assert new not in kept
    assert OrganisationFeed.objects.get().last_used_at is not None


@pytest.mark.parametrize("token", ["x", "x" * 3000, "é☃", "%00"])
def test_an_address_that_is_none_is_not_found(token):
    assert Client().get(path(token)).status_code == 404


def test_ended_organisation_has_no_feed(gent, alice):
    token = open_feed(organisation=gent, actor=alice)
    type(gent).objects.filter(pk=gent.pk).update(ended_on=timezone.localdate())

    assert Client().get(path(token)).status_code == 404


def test_too_often_is_429(gent, alice, monkeypatch):
    monkeypatch.setattr(views, "SECRET_PACE", 2)
    token = open_feed(organisation=gent, actor=alice)
    answers = [Client().get(path(token)) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"


def test_the_screen_shows_the_address_once(gent, alice, client_of):
    client = client_of(alice)
    assert "Feed maken" in client.get("/koppelingen/feed/").content.decode()

    page = client.post("/koppelingen/feed/vernieuwen/")
    (address,) = etree.HTML(page.content.decode()).xpath("//code[@data-copy-text]/text()")
    assert page["Cache-Control"] == "no-store"
    assert Client().get(urlsplit(address).path).status_code == 200
    assert address not in client.get("/koppelingen/feed/").content.decode()

    client.post("/koppelingen/feed/sluiten/")
    assert Client().get(urlsplit(address).path).status_code == 404


def test_only_administrators_see_and_change_the_feed(gent, alice, bob, charlie, client_of):
    token = open_feed(organisation=gent, actor=alice)
    for act in ("", "vernieuwen/", "sluiten/"):
        client = client_of(bob)
        ask = client.post if act else client.get
        assert ask(f"/koppelingen/feed/{act}").status_code == 404
    assert client_of(charlie).post("/koppelingen/feed/sluiten/").status_code == 404
    assert Client().get(path(token)).status_code == 200


def test_warnings_pages_name_the_feed(alice, client_of):
    row = make.advisory()
    for address in ("/qrc/waarschuwingen/", f"/qrc/waarschuwingen/{row.pk}/"):
        page = etree.HTML(client_of(alice).get(address).content.decode())
        named = page.xpath("//head/link[@rel='alternate'][@type='application/atom+xml']/@href")
        assert PUBLIC in named


def test_feed_asks_as_much_with_one_row_as_with_three(gent, alice, django_assert_num_queries):
    make.subscriber(organisation=gent)
    token = open_feed(organisation=gent, actor=alice)
    make.advisory()
    Client().get(path(token))
    for rows in (1, 3):
        while Advisory.objects.count() < rows:
            make.advisory()
        with django_assert_num_queries(11):
            Client().get(path(token))
        with django_assert_num_queries(1):
            Client().get(PUBLIC)
