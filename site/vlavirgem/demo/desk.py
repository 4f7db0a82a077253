"""A desk with work on it: candidates of an invented source, and what invented members told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.accounts.models import User
from community.organisations.models import Organisation
from qrc.advisories.models import Advisory
from qrc.advisories.services import take_in
from qrc.advisories.values import Report
from qrc.desk.services import approve, edit
from qrc.feeds.enums import ReleasePolicy
from qrc.feeds.models import Fetch, Source
from qrc.releases.models import Release
from qrc.releases.services import reject
from qrc.sightings.enums import SightingKind, SightingState
from qrc.sightings.models import Sighting
from qrc.sightings.services import follow_up, tell_qrc
from vlavirgem.demo.sending import send_everything

NAME = "Datavlinder Security (voorbeeld)"
CANDIDATES: tuple[tuple[Any, ...], ...] = (
    ("DV-2026-11", "Datavlinder Sync: remote code execution in the import service", "critical",
     "Datavlinder Sync", "An unauthenticated attacker can run code through a crafted import file.",
     "Update to 5.4.2. Until then, stop the import service.", ["CVE-2026-21100"], 5),
    ("DV-2026-10", "Datavlinder Archief: stored cross-site scripting in notes", "medium",
     "Datavlinder Archief", "A user with write access can store script in a note.",
     "Update to 3.2.0.", ["CVE-2026-21044"], 9),
    ("DV-2026-09", "Datavlinder Sync: scheduled maintenance of the update server", "low",
     "Datavlinder Sync", "Updates are not available on Saturday night.", "", [], 30),
    ("DV-2026-08", "Datavlinder Mobiel: tokens written to a shared log", "high",
     "Datavlinder Mobiel", "Other apps on the same device can read a session token.",
     "Update the app to 2.9 and sign all devices out.", ["CVE-2026-20950"], 22),
)  # fmt: skip
TOLD: tuple[tuple[Any, ...], ...] = (
    ("alice@gent.example", "Gent", SightingKind.PHISHING, "Valse facturen met het logo van de stad",
     "Drie collega's kregen vanochtend een betaalverzoek, zogezegd van de algemeen directeur.", "boekhouding@stad-gent.betaling.example", False, 2),
    ("bob@gent.example", "Gent", SightingKind.WEAKNESS, "Beheerpagina van Zaakpad staat open",
     "Zonder aanmelden kon ik de lijst van gebruikers openen.", "", True, 26),
    ("emre@mechelen.example", "Mechelen", SightingKind.ATTACK, "Honderden mislukte aanmeldingen",
     "Sinds gisteravond proberen onbekenden aan te melden op onze VPN.", "", False, 50),
)  # fmt: skip


def fill_desk(people: dict[str, User]) -> None:
    source = _source()
    reports = [_report(*each[:7]) for each in CANDIDATES]
    fetch = Fetch.objects.create(source=source, status="ok", http_status=200, new=len(reports))
    take_in(source=source, reports=reports, fetch=fetch, complete=False, silent=False)
    Advisory.objects.filter(source=source).update(is_demo=True)
    send_everything()
    _decide(people["qrc@vlavirgem.example"])
    for each in CANDIDATES:
        moment = timezone.now() - timedelta(hours=each[7])
        rows = Advisory.objects.filter(source=source, identity=each[0])
        rows.update(first_seen_at=moment, changed_at=moment)
        Release.objects.filter(revision__advisory__in=rows).update(created_at=moment)
    _tell(people)


def _source() -> Source:
    return Source.objects.create(
        name=NAME, url="https://voorbeeld.example/desk.xml", kind="rss", is_demo=True,
        publisher="Datavlinder NV", language="en", licence="voorbeeldgegevens",
        release_policy=ReleasePolicy.REVIEW, last_ok_at=timezone.now(), imported_at=timezone.now(),
    )  # fmt: skip


def _report(
    identity: str, title: str, severity: str, product: str, summary: str, action: str,
    cves: list[str],
) -> Report:  # fmt: skip
    return Report(
        identity=identity, title=title, severity=severity, summary=summary, action=action,
        cves=cves, language="en", link=f"https://voorbeeld.example/{identity.lower()}",
        products=[{"vendor": "Datavlinder", "product": product, "versions": ""}],
    )  # fmt: skip


def _decide(editor: Any) -> None:
    """One written in Dutch and waiting, one planned, one rejected; the rest nobody looked at."""
    rows = {
        each.revision.advisory.identity: each
        for each in Release.objects.select_related("revision__advisory__source")
    }
    edit(
        release=rows["DV-2026-11"], actor=editor, severity="critical",
        title="Datavlinder Sync: aanvallers voeren code uit via een importbestand",
        summary="Wie een importbestand kan aanbieden, neemt de server over. Aanmelden is niet nodig.",
        action="Werk bij naar 5.4.2.\nLukt dat vandaag niet? Zet de importdienst uit.",
    )  # fmt: skip
    at = timezone.now() + timedelta(days=1)
    approve(release=rows["DV-2026-08"], actor=editor, at=at)
    reject(
        release=rows["DV-2026-09"],
        actor=editor,
        reason="Onderhoud bij de leverancier, geen dreiging.",
    )


def _tell(people: dict[str, User]) -> None:
    for email, city, kind, title, text, pasted, unnamed, hours in TOLD:
        organisation = Organisation.objects.active().get(kind="gemeente", name=city)
        made = tell_qrc(
            reporter=people[email], organisation=organisation, kind=kind, title=title, text=text,
            pasted=pasted, is_anonymous=unnamed, since=timezone.now() - timedelta(hours=hours + 3),
        )  # fmt: skip
        moment = timezone.now() - timedelta(hours=hours)
        Sighting.objects.filter(pk=made.pk).update(created_at=moment, changed_at=moment)
        if kind == SightingKind.ATTACK:
            follow_up(
                sighting=made, state=SightingState.CLOSED, actor=people["qrc@vlavirgem.example"],
                note="Bedankt. Deze adressen staan al op de lijst van het CCB.",
            )  # fmt: skip
