from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from qrc.advisories.cve_facts import Chance, Listed, learn_chances, learn_listed
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.advisories.services import take_in
from qrc.advisories.values import Report
from qrc.feeds.models import Fetch, Source

CCB, NCSC, VENDOR = "CCB (voorbeeld)", "NCSC-NL (voorbeeld)", "PoortWacht PSIRT (voorbeeld)"
SOURCES = (
    (CCB, "Centrum voor Cybersecurity België", "nl"),
    (NCSC, "Nationaal Cyber Security Centrum", "nl"),
    (VENDOR, "PoortWacht BV", "en"),
    ("CERT-EU (voorbeeld)", "CERT-EU", "en"),
    ("Cirkelnet Security (voorbeeld)", "Cirkelnet", "en"),
    ("Loketbalie Meldingen (voorbeeld)", "Loketbalie", "nl"),
)


@dataclass(frozen=True, slots=True)
class Story:
    """An invented advisory and, oldest first, how it grew: (hours ago, what changed)."""

    source: str
    report: Report
    hours_ago: tuple[float, ...]
    later: tuple[dict[str, Any], ...] = ()


def _scores(score: float) -> list[dict[str, object]]:
    rating = (
        "critical" if score >= 9 else "high" if score >= 7 else "medium" if score >= 4 else "low"
    )
    return [{"version": "3.1", "score": score, "rating": rating, "source": "leverancier"}]


def _report(identity: str, title: str, score: float | None, vendor: str, product: str,
            versions: str, summary: str, action: str, **more: object) -> Report:  # fmt: skip
    scores = _scores(score) if score is not None else []
    severity = str(scores[0]["rating"]) if scores else "unknown"
    return Report(
        identity=identity, title=title, summary=summary, action=action, severity=severity,
        scores=scores, language="nl", link=f"https://voorbeeld.example/{identity.lower()}",
        products=[{"vendor": vendor, "product": product, "versions": versions, "status": "known_affected"}],
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


STORIES = (
    Story(CCB, _report(
        "VB-2026-0412", "PoortWacht-VPN: aanvallers nemen toestellen over zonder wachtwoord", 8.1,
        "PoortWacht", "PoortWacht VPN", "7.2.0 tot en met 7.2.8",
        "Een fout in de aanmeldpagina laat iedereen op het internet een beheerder toevoegen. Wie de VPN "
        "naar buiten openstelt, loopt gevaar.",
        "1. Schakel VPN uit op PoortWacht 7.2.0 tot en met 7.2.8.\n2. Werk bij naar 7.2.9 of hoger.\n"
        "3. Zoek in de logboeken naar aanmeldingen van onbekende beheerders sinds 20 november.",
        cves=["CVE-2026-10432"]),
        (26, 3.2, 0.6),
        ({"severity": "critical", "scores": _scores(9.8)},
         {"exploited": True, "summary": "Misbruik is vastgesteld bij meerdere organisaties in Europa. Een fout "
          "in de aanmeldpagina laat iedereen op het internet een beheerder toevoegen."})),
    Story(NCSC, _report(
        "VB-2026-0389", "Loketbalie op eigen servers: dossiers leesbaar voor onbevoegden", 7.5,
        "Loketbalie", "Loketbalie", "11.0 tot 12.3",
        "Door een ontbrekende controle kan een aangemelde burger andermans bijlagen openen.",
        "Werk bij naar Loketbalie 12.3 of zet de module bijlagen uit tot u bijgewerkt bent.",
        cves=["CVE-2026-20117"]), (30,)),
    Story(NCSC, _report(
        "VB-2026-0377", "Zaakpad: oude webdienst laat bestanden ophalen", 5.4, "Zaakpad", "Zaakpad Connect",
        "ouder dan 4.8", "De verouderde koppeling /soap geeft bestanden vrij die niet openbaar zijn.",
        "Zet de verouderde koppeling uit. Ze is sinds versie 4.6 niet meer nodig.",
        cves=["CVE-2026-19880", "CVE-2026-19881"]), (75, 50), ({"scores": _scores(6.1)},)),
    Story(CCB, _report(
        "VB-2026-0398", "Verouderde webdienst geeft bestanden vrij die niet openbaar zijn", 5.4, "", "", "",
        "Onderzoekers halen bestanden op langs een webdienst die al jaren afgeraden wordt.",
        "Volg het advies van uw leverancier en zet de verouderde webdienst uit.",
        cves=["CVE-2026-19881"]), (60,)),
    Story(CCB, _report(
        "VB-2026-0401", "Golf van valse facturen met de naam van uw gemeente", None, "", "",
        "", "Medewerkers financiën krijgen mails met een betaalverzoek, zogezegd van de algemeen directeur.",
        "Verwittig uw financiële dienst. Betaal niets zonder telefonische controle op een gekend nummer."),
        (55,)),
    Story(VENDOR, _report(
        "PW-2026-031", "PoortWacht Beheer: wachtwoorden in het logboek", 4.3, "PoortWacht", "PoortWacht Beheer",
        "6.0 tot 6.4", "Bij een mislukte aanmelding staat het getypte wachtwoord in het logboek.",
        "Werk bij naar 6.5 en wis de oude logboeken.", cves=["CVE-2026-18002"]), (200,)),
    Story(CCB, _report(
        "VB-2026-0366", "Datavlinder Archief: versleuteling van back-ups te omzeilen", 8.8, "Datavlinder",
        "Datavlinder Archief", "alle versies voor 3.1.4",
        "Wie toegang heeft tot de back-upschijf kan ze zonder sleutel lezen.",
        "Werk bij naar 3.1.4 en maak daarna een nieuwe volledige back-up.", cves=["CVE-2026-17450"]),
        (310, 120), ({"ransomware": True, "exploited": True, "severity": "critical"},)),
    Story(NCSC, _report(
        "VB-2026-0351", "Zaakpad Mobiel: app bewaart sessie te lang", 3.1, "Zaakpad", "Zaakpad Mobiel",
        "2.x", "Een gestolen toestel blijft een week aangemeld.", "Verplicht toestelvergrendeling en werk bij.",
        cves=["CVE-2026-16020"]), (420,)),
    Story(NCSC, _report(
        "VB-2026-0340", "Loketbalie Afspraken: vermeende SQL-injectie", 9.1, "Loketbalie", "Loketbalie Afspraken",
        "12.1", "Een onderzoeker meldde een injectie in de zoekfunctie.",
        "Wacht op bevestiging van de leverancier.", cves=["CVE-2026-15555"]),
        (160, 90), ({"withdrawn": True},)),
)  # fmt: skip


def make_sources() -> dict[str, Source]:
    """The invented sources; nobody asks the internet for them."""
    return {
        name: Source.objects.get_or_create(
            name=name,
            defaults={
                "url": "https://voorbeeld.example/feed.xml", "kind": "rss", "publisher": publisher,
                "language": language, "licence": "voorbeeldgegevens", "is_demo": True,
                "last_ok_at": timezone.now(), "imported_at": timezone.now(),
            },
        )[0]
        for name, publisher, language in SOURCES
    }  # fmt: skip


def tell(story: Story, sources: dict[str, Source], send: Callable[[], None]) -> Advisory:
    """Bring one story in through the same door as a real feed, and send after each revision."""
    source, report = sources[story.source], story.report
    for step in ({}, *story.later):
        report = replace(report, **step)
        fetch = Fetch.objects.create(source=source, status="ok", http_status=200)
        take_in(source=source, reports=[report], fetch=fetch, complete=False, silent=False)
        Advisory.objects.filter(source=source).update(is_demo=True)
        send()
    return Advisory.objects.get(source=source, identity=report.identity)


def tell_chances() -> None:
    """How likely the invented flaws are to be exploited, as EPSS and CISA would say it."""
    today = timezone.localdate()
    chances = (
        ("CVE-2026-10432", 0.87, 0.99),
        ("CVE-2026-20117", 0.042, 0.88),
        ("CVE-2026-17450", 0.31, 0.97),
    )
    learn_chances(Chance(cve, epss, rank, today) for cve, epss, rank in chances)
    since = today - timedelta(days=2)
    learn_listed([Listed("CVE-2026-10432", since, ransomware=False)], complete=False)


def set_clock(story: Story, advisory: Advisory) -> None:
    """Put the story where it belongs in the past weeks."""
    now = timezone.now()
    moments = [now - timedelta(hours=hours) for hours in story.hours_ago]
    for number, moment in enumerate(moments, start=1):
        revision = AdvisoryRevision.objects.get(advisory=advisory, number=number)
        AdvisoryRevision.objects.filter(pk=revision.pk).update(at=moment)
        fetches = Fetch.objects.filter(revisions=revision)
        fetches.update(at=moment, **{revision.kind: 1})
    rows = Advisory.objects.filter(pk=advisory.pk)
    rows.update(first_seen_at=moments[0], changed_at=moments[-1], published_at=moments[0])
    rows.exclude(withdrawn_at=None).update(withdrawn_at=moments[-1])
