"""Three municipalities with other portfolios: only those hit are warned, each with its own reason, and
what one of them keeps to itself is nowhere in what the other two get, by any way out of the house."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.portfolio.services import add_item, read_sbom
from community.accounts.models import User
from community.api_keys.services import make_key
from community.messaging.enums import AddressState
from community.messaging.models import Address
from community.messaging.webhooks import add_webhook
from community.organisations.enums import Kind, Role
from community.organisations.models import Organisation
from community.profiles.models import MemberProfile
from qrc.outlets.services import open_feed
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.acceptance import job
from tests.house.access_table import TABLE
from tests.people import GENT, government, make_member, make_user
from tests.standins.receiver import Receiver

pytestmark = pytest.mark.django_db(transaction=True)

ENTRIES = {
    "CVE-2026-10001": ("Dijkwacht", "Dijkpoort", "Known"),
    "CVE-2026-10002": ("Molenbeek Soft", "Raadsbalie", "Unknown"),
    "CVE-2026-10003": ("Kasseisoft", "Wegenboek", "Unknown"),
    "CVE-2026-10004": ("Niemandsland", "Nergens in gebruik", "Known"),
}
"""CVE: supplier, product, whether ransomware uses it (which makes it critical)."""
RUNS = (
    ("CVE-2026-10001",),
    ("CVE-2026-10001", "CVE-2026-10002"),
    ("CVE-2026-10003",),
)
"""What each of the three has in its portfolio."""


@dataclass
class Town:
    """One municipality, with a marker in everything that is its own."""

    organisation: Organisation
    boss: User
    contact: User
    phone: str
    mark: str
    cves: tuple[str, ...]
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def people(self) -> tuple[str, ...]:
        return self.boss.email, self.contact.email


def catalogue(cves: Any) -> bytes:
    entries = [
        {
            "cveID": cve, "vendorProject": ENTRIES[cve][0], "product": ENTRIES[cve][1],
            "vulnerabilityName": f"{' '.join(ENTRIES[cve][:2])} lek", "dateAdded": "2026-11-20",
            "shortDescription": "Een lek.", "requiredAction": "Werk bij.", "dueDate": "2026-12-11",
            "knownRansomwareCampaignUse": ENTRIES[cve][2], "notes": "", "cwes": [],
        }
        for cve in cves
    ]  # fmt: skip
    head = {"title": "Lijst", "catalogVersion": f"2026.11.{20 + len(entries)}",
            "dateReleased": "2026-11-24T08:00:00Z", "count": len(entries)}  # fmt: skip
    return json.dumps(head | {"vulnerabilities": entries}).encode()


def settle(organisation: Organisation, n: int, receiver: Receiver) -> Town:
    mark = f"zzq{'abc'[n]}q"
    boss = make_user(f"{mark}baas@stad{n}.example", f"{mark}baas")
    make_member(boss, organisation, Role.ADMINISTRATOR)
    contact = make_user(f"{mark}ict@stad{n}.example", f"{mark}ict")
    make_member(contact, organisation, Role.ICT)
    # Who lets himself be found by other members is theirs to see.
    for each in (boss, contact):
        MemberProfile.objects.create(user=each, is_listed=False)
    phone = f"+3247400000{n}"
    Address.objects.create(channel="sms", value=phone, user=contact, state=AddressState.CONFIRMED)
    for cve in RUNS[n]:
        vendor, product, _ransom = ENTRIES[cve]
        add_item(
            organisation=organisation, actor=boss, name=product, vendor=vendor,
            note=f"{mark}notitie",
        )  # fmt: skip
    _unseen_by_all(organisation, boss, mark)
    subscribe(
        subscriber=subscriber_of(user=boss), organisation=organisation, words=[f"{mark}woord"],
        keywords=[f"{mark}sleutelwoord"],
    )  # fmt: skip
    add_webhook(organisation=organisation, url=f"{receiver.url}/{mark}", actor=boss)
    town = Town(organisation, boss, contact, phone, mark, RUNS[n])
    town.secrets["feed"] = open_feed(organisation=organisation, actor=boss)
    town.secrets["key"] = make_key(
        name=f"{mark}sleutel", scopes=["qrc.read", "qrc.concerning"], days=30, actor=boss,
        organisation=organisation,
    )[1]  # fmt: skip
    return town


def _unseen_by_all(organisation: Organisation, boss: User, mark: str) -> None:
    """Items that nothing hits, with a bill of materials."""
    item = add_item(
        organisation=organisation, actor=boss, name=f"{mark}eigennaam", vendor=f"{mark}maker",
        version=f"{mark}versie",
    )  # fmt: skip
    bill = {
        "bomFormat": "CycloneDX", "specVersion": "1.6",
        "components": [{"name": f"{mark}onderdeel", "version": "1", "purl": f"pkg:npm/{mark}p@1"}],
    }  # fmt: skip
    read_sbom(
        item=item, content=json.dumps(bill).encode(), file_name=f"{mark}lijst.json", actor=boss
    )


@pytest.fixture
def towns(receiver: Receiver) -> list[Town]:
    government(GENT)
    rows = Organisation.objects.active().filter(kind=Kind.MUNICIPALITY).order_by("kbo")[:3]
    return [settle(each, n, receiver) for n, each in enumerate(rows)]


def test_each_hears_of_its_own_alone(towns: list[Town], receiver: Receiver, feeds, smtp, twilio):
    feeds.serve("/kev.json", catalogue([]))
    job.command(
        "qrc_source", "add", "--name", "KEV", "--kind", "kev", "--url", feeds.url("/kev.json")
    )
    job.poll("KEV")
    feeds.serve("/kev.json", catalogue(ENTRIES))
    assert job.poll("KEV")["new"] == len(ENTRIES)
    job.deliver()

    warned = {(mail.to[0], cve) for mail in smtp.accepted for cve in ENTRIES if cve in _text(mail)}
    # The one in charge of ICT first, and second the administrator: nobody else holds a role.
    assert warned == {(who, cve) for town in towns for who in town.people for cve in town.cves}
    rung = {(text["to"], job.cve_in(text["body"])) for text in twilio.messages}
    assert rung == {
        (town.phone, cve) for town in towns for cve in town.cves if ENTRIES[cve][2] == "Known"
    }
    called = {
        (path.rpartition("/")[2], cve)
        for path, (_head, body) in zip(receiver.paths, receiver.got, strict=True)
        for cve in json.loads(body)["data"]["cves"]
    }
    assert called == {(town.mark, cve) for town in towns for cve in town.cves}
    _says_why(towns, smtp)
    _keeps_to_itself(towns, smtp, twilio, receiver)


def _text(mail: Any) -> str:
    parts = [part for part in mail.mail.walk() if part.get_content_maintype() == "text"]
    heads = " ".join(f"{name}: {value}" for name, value in mail.mail.items())
    return " ".join([heads, *(str(part.get_content()) for part in parts)])


def _says_why(towns: list[Town], smtp: Any) -> None:
    """The reason names the product and one's own government, never another's."""
    names = {town.mark: town.organisation.display_name for town in towns}
    for mail in smtp.accepted:
        (town,) = (each for each in towns if mail.to[0] in each.people)
        text = _text(mail)
        (cve,) = (each for each in town.cves if each in text)
        assert f"U krijgt dit omdat “{ENTRIES[cve][1]}” in het portfolio van" in text
        others = {name for mark, name in names.items() if mark != town.mark}
        assert names[town.mark] in text
        assert not [name for name in others if name in text]


def _keeps_to_itself(towns: list[Town], smtp: Any, twilio: Any, receiver: Receiver) -> None:
    for town in towns:
        got = _all_that_reaches(town, smtp, twilio, receiver)
        foreign = [other.mark for other in towns if other is not town]
        leaks = {where: mark for where, text in got.items() for mark in foreign if mark in text}
        assert leaks == {}
        # It does see its own: the search above looks for what is there.
        assert [where for where, text in got.items() if town.mark in text]


def _all_that_reaches(town: Town, smtp: Any, twilio: Any, receiver: Receiver) -> dict[str, str]:
    """By where it came from: mails, SMS, calls of systems, pages, exports, feeds, API answers."""
    mails = [_text(each) for each in smtp.accepted if each.to[0] in town.people]
    texts = [each["body"] for each in twilio.messages if each["to"] == town.phone]
    calls = [
        body.decode()
        for path, (_head, body) in zip(receiver.paths, receiver.got, strict=True)
        if path.endswith(town.mark)
    ]
    found = {"mail": " ".join(mails), "sms": " ".join(texts), "webhook": " ".join(calls)}
    for person in (town.boss, town.contact):
        client = Client()
        client.force_login(person)
        for address in _addresses():
            found[f"{person.email} {address}"] = _said(client.get(address))
    bearer = {"authorization": f"Bearer {town.secrets['key']}"}
    for address in ("/api/v1/advisories", "/api/v1/advisories/concerning"):
        found[f"key {address}"] = _said(Client().get(address, headers=bearer))
    own = reverse("qrc:organisation-feed", args=[town.secrets["feed"]])
    found["feed"] = _said(Client().get(own))
    assert all(cve in found["feed"] for cve in town.cves)
    assert all(cve in found["key /api/v1/advisories/concerning"] for cve in town.cves)
    return found


def _addresses() -> list[str]:
    """Every page, list, export and feed without a key of its own, and the searches for a marker."""
    plain = [reverse(row.name) for row in TABLE if not row.key]
    words = [f"zzq{letter}q" for letter in "abc"]
    asked = [
        f"{path}?q={word[:-1]}"
        for word in words
        for path in (
            "/qrc/waarschuwingen/", "/qrc/waarschuwingen/export.csv", "/catalogus/portfolio/",
            "/catalogus/portfolio/export.csv", "/catalogus/oplossingen/zoek/", "/qrc/ons/",
        )
    ]  # fmt: skip
    return [each for each in plain if not each.startswith(("/account/logout", "/metrics"))] + asked


def _said(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return str(body.decode() + response.get("Location", ""))
