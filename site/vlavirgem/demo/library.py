"""A library that besturen have filled for two years: in use, kept, and with something to decide."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.accounts.models import User
from community.files.services import store
from community.organisations.models import Organisation
from content.library.enums import LIBRARY
from content.library.models import DownloadDay, LibraryDocument, Theme, Visit
from content.library.services import (
    add_version,
    bring_in,
    propose,
    publish_drafts,
    set_favourite,
)
from vlavirgem.demo.papers import pdf, word

THEMES = {
    "informatieveiligheid": "Informatieveiligheid",
    "privacy": "Privacy en GDPR",
    "aankopen": "Aankopen en contracten",
    "digitale-dienstverlening": "Digitale dienstverlening",
    "infrastructuur": "Infrastructuur en werkplek",
    "data-en-ai": "Data en AI",
    "archief": "Informatie- en archiefbeheer",
}
SECOND = (
    "Pas de velden tussen haakjes aan aan uw eigen bestuur. Leg de tekst voor aan uw "
    "informatieveiligheidscel en bewaar de goedgekeurde versie bij uw beleidsdocumenten.\n"
    "Herbekijk het document elk jaar, en na elk ernstig incident."
)


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    theme: str
    kind: str
    licence: str
    audience: str
    author: str
    days: int
    """How long ago it came in."""
    downloads: int
    text: str
    tags: tuple[str, ...] = ()


PAPERS = (
    Paper("Modelbeleid informatieveiligheid", "informatieveiligheid", "beleid", "gratis-hergebruik",
          "publiek", "Gent", 640, 212, "Dit beleid legt vast hoe het bestuur zijn informatie beschermt, wie waarvoor instaat en hoe het college erover beslist.", ("NIS2", "beleid")),
    Paper("Leidraad back-up en herstel", "infrastructuur", "leidraad", "cc-by", "publiek", "Mechelen",
          410, 187, "Drie kopieën, op twee soorten dragers, waarvan een buiten het netwerk. Test het terugzetten elk kwartaal en schrijf op hoelang het duurde.", ("back-up", "ransomware")),
    Paper("Noodplan bij ransomware", "informatieveiligheid", "sjabloon", "gratis-hergebruik",
          "besturen", "Aalst", 300, 164, "Wie belt wie in het eerste uur, wat blijft aan en wat gaat uit. Met een belboom, een logboek en de meldplichten.", ("ransomware", "crisis")),
    Paper("Model verwerkingsregister", "privacy", "sjabloon", "gratis-hergebruik", "publiek",
          "Leuven", 520, 143, "Een register van verwerkingsactiviteiten volgens artikel 30 van de AVG, met ingevulde voorbeelden voor burgerzaken en sociale dienst.", ("AVG", "register")),
    Paper("Sjabloon verwerkersovereenkomst", "privacy", "sjabloon", "cc-by-sa", "leden", "Deinze",
          365, 121, "Een overeenkomst met uw leverancier over persoonsgegevens: instructies, onderaannemers, meldtermijnen en teruggave bij het einde.", ("AVG", "contract")),
    Paper("DPIA camerabewaking op het openbaar domein", "privacy", "verslag", "binnen-besturen",
          "besturen", "Hasselt", 150, 58, "Een uitgewerkte gegevensbeschermingseffectbeoordeling voor vaste en verplaatsbare camera’s, met de genomen maatregelen.", ("DPIA", "camera")),
    Paper("Bestek meldkamersoftware", "aankopen", "bestek", "cc0", "besturen", "Turnhout", 210, 47,
          "Een openbare procedure voor software waarmee meldingen van burgers worden geregistreerd, toegewezen en opgevolgd.", ("bestek",)),
    Paper("Bestek digitale telefonie", "aankopen", "bestek", "cc0", "leden", "Bornem", 95, 39,
          "Technische bepalingen voor telefonie in de cloud, met noodnummers, opname en koppeling met de agenda.", ("bestek", "telefonie")),
    Paper("Checklist voor de start van een aankoop", "aankopen", "lijst", "cc-by", "publiek", "Gent",
          60, 88, "Tien vragen voor u een bestek schrijft: wat heeft u al, wie gebruikt het, waar staan de gegevens en hoe stapt u later over?", ("aankoop",)),
    Paper("Toegankelijkheidsverklaring: invulmodel", "digitale-dienstverlening", "sjabloon",
          "gratis-hergebruik", "publiek", "Aalter", 260, 97, "Een verklaring volgens EN 301 549 en WCAG 2.1, met uitleg bij elke rubriek.", ("WCAG",)),
    Paper("Handleiding duidelijk schrijven voor websites", "digitale-dienstverlening", "leidraad",
          "cc-by", "publiek", "Lochristi", 330, 76, "Schrijf kort, actief en voor een lezer die haast heeft. Met voorbeelden van voor en na.", ("taal",)),
    Paper("Draaiboek e-loket in vier stappen", "digitale-dienstverlening", "leidraad",
          "binnen-besturen", "leden", "Mechelen", 40, 54, "Van papieren formulier naar aanvraag met eID of itsme, zonder dat de balie dubbel werk heeft.", ("e-loket",)),
    Paper("Uitrolplan multifactorauthenticatie", "informatieveiligheid", "beleid", "cc-by",
          "besturen", "Leuven", 22, 131, "Een plan in zes weken: wie eerst, welke tweede stap, wat met gedeelde toestellen en hoe u collega’s meeneemt.", ("MFA",)),
    Paper("Richtlijn generatieve AI voor medewerkers", "data-en-ai", "beleid", "cc-by-sa", "publiek",
          "Gent", 15, 203, "Wat mag, wat mag niet en wat vraagt u eerst. Geen persoonsgegevens, altijd nalezen, en zeggen dat u het gebruikte.", ("AI",)),
    Paper("Algoritmeregister: voorbeeld", "data-en-ai", "lijst", "cc0", "leden", "Hasselt", 75, 33,
          "Vijf toepassingen met hun doel, gegevens, leverancier en het toezicht van mensen.", ("AI", "register")),
    Paper("Datakwaliteit adressen: meetmethode", "data-en-ai", "verslag", "cc-by", "leden", "Aalst",
          190, 21, "Hoe wij volledigheid en juistheid van het adressenregister meten en elk kwartaal verbeteren.", ("adressen",)),
    Paper("Selectielijst lokale besturen: werkwijze", "archief", "leidraad", "gratis-hergebruik",
          "publiek", "Deinze", 480, 64, "Wat u bewaart, hoelang, en hoe u een vernietiging aanvraagt en vastlegt.", ("archief",)),
    Paper("Mappenstructuur en naamgeving", "archief", "leidraad", "cc-by", "leden", "Turnhout", 120,
          92, "Een structuur in drie niveaus en namen die ook na een verandering van dienst nog kloppen.", ("dossierbeheer",)),
    Paper("Uitdiensttreding: wat ICT moet afsluiten", "infrastructuur", "lijst", "cc0", "leden",
          "Bornem", 33, 71, "Accounts, sleutels, toestellen, gedeelde postbussen en doorsturen: in de juiste volgorde.", ("accounts",)),
    Paper("Netwerksegmentatie voor kleine besturen", "infrastructuur", "presentatie", "cc-by",
          "besturen", "Aalter", 84, 49, "Vier zones, een tekening en de regels van de firewall, uitgelegd voor wie geen netwerkbeheerder heeft.", ("netwerk",)),
    Paper("Inventaris van toestellen en licenties", "infrastructuur", "sjabloon", "cc0", "publiek",
          "Lochristi", 9, 66, "Een lijst die u in een halve dag invult en die daarna meegroeit.", ("inventaris",)),
    Paper("Verslag denkdag digitale weerbaarheid", "informatieveiligheid", "verslag",
          "binnen-besturen", "leden", "V-ICT-OR", 28, 44, "Wat negentig deelnemers van de voorbije incidenten leerden, en wat zij samen willen aanpakken.", ("denkdag",)),
    Paper("Draaiboek gedeelde DPO", "privacy", "leidraad", "binnen-besturen", "gekozen", "Deinze",
          50, 12, "Hoe drie gemeenten één functionaris delen: planning, meldpunt en verslag aan elk college.", ("DPO",)),
)  # fmt: skip
SHARED_DPO = ("Lochristi", "Deinze", "Aalter")


def fill_library(people: dict[str, User]) -> None:
    editor = people["redactie@vlavirgem.example"]
    themes = {
        slug: Theme.objects.get_or_create(slug=slug, defaults={"name": name, "order": order})[0]
        for order, (slug, name) in enumerate(THEMES.items(), start=1)
    }
    made = [_publish(paper, themes[paper.theme], editor) for paper in PAPERS]
    _renew(made[1], editor, people["emre@mechelen.example"])
    _let_due(made[0], people["alice@gent.example"])
    _read(
        made,
        [people["alice@gent.example"], people["bob@gent.example"], people["charlie@aalst.example"]],
    )
    _offer(people["dina@dpo.example"], themes["privacy"])
    bring_in(
        files=[
            paper_file(
                "Cijfers_helpdesk_2026.docx",
                "Cijfers helpdesk",
                ("Aantal meldingen per maand.",),
                editor,
            )
        ],
        actor=editor,
    )
    mine = LibraryDocument.objects.filter(uploaded_by_user__in=people.values())
    mine.update(is_demo=True)


def _publish(paper: Paper, theme: Theme, editor: User) -> LibraryDocument:
    ending = "pdf" if paper.kind in ("beleid", "leidraad", "verslag", "presentatie") else "docx"
    name = f"{paper.title.replace(' ', '-').replace(':', '')}.{ending}"
    (draft,) = bring_in(
        files=[paper_file(name, paper.title, (paper.text, SECOND), editor)], actor=editor
    )
    at = timezone.now() - timedelta(days=paper.days)
    chosen = Organisation.objects.active().filter(kind="gemeente", name__in=SHARED_DPO)
    facts = {
        "title": paper.title, "description": paper.text, "kind": paper.kind, "themes": [theme],
        "licence": paper.licence, "audience": paper.audience, "author": _maker(paper.author),
        "year": at.year, "tags": paper.tags,
        "readers": chosen if paper.audience == "gekozen" else [],
        "review_due": timezone.localdate() + timedelta(days=365 - paper.days % 300),
    }  # fmt: skip
    publish_drafts(drafts=[(draft, facts)], actor=editor)
    row: LibraryDocument = LibraryDocument.objects.get(pk=draft.pk)
    rows = LibraryDocument.objects.filter(pk=row.pk)
    rows.update(published_at=at, changed_at=at, reviewed_on=at.date(), downloads=paper.downloads)
    row.versions.update(made_at=at)
    _count(row, paper)
    return row


def _count(row: LibraryDocument, paper: Paper) -> None:
    """The downloads spread over its days here, most of them in the first weeks."""
    today, left, days = timezone.localdate(), paper.downloads, []
    for number in range(paper.days):
        taken = min(left, max(1, left // 12))
        days.append((today - timedelta(days=paper.days - number), taken))
        left -= taken
        if not left:
            break
    DownloadDay.objects.bulk_create(
        DownloadDay(document=row, day=day, count=count) for day, count in days
    )
    LibraryDocument.objects.filter(pk=row.pk).update(downloads=sum(count for _day, count in days))


def _renew(row: LibraryDocument, editor: User, owner: User) -> None:
    pages = ("Nieuw: hoe u ook de back-up van clouddiensten test.", *(SECOND,))
    file = paper_file("Leidraad-back-up-en-herstel-2.pdf", row.title, pages, editor)
    add_version(document=row, file=file, actor=editor, note="Met een hoofdstuk over clouddiensten.")
    LibraryDocument.objects.filter(pk=row.pk).update(owner=owner)


def _let_due(row: LibraryDocument, owner: User) -> None:
    day = timezone.localdate() - timedelta(days=3)
    LibraryDocument.objects.filter(pk=row.pk).update(review_due=day, reminded_for=day, owner=owner)


def _read(documents: Sequence[LibraryDocument], readers: Sequence[User]) -> None:
    for place, user in enumerate(readers):
        for number, each in enumerate(documents[place : place + 6]):
            at = timezone.now() - timedelta(hours=7 * number + place + 1)
            Visit.objects.create(user=user, document=each, at=at)
        set_favourite(document=documents[place], user=user, wanted=True)
        set_favourite(document=documents[place + 4], user=user, wanted=True)


def _offer(member: User, theme: Theme) -> None:
    text = "Een rapport per kwartaal aan het college: vragen, incidenten, opleidingen en aanbevelingen."
    file = paper_file("Kwartaalrapport-DPO.docx", "Kwartaalrapport van de DPO", (text,), member)
    propose(
        file=file, actor=member,
        facts={
            "title": "Kwartaalrapport van de DPO", "description": text, "kind": "sjabloon",
            "licence": "cc-by", "audience": "besturen", "themes": [theme],
            "author": _maker("Lochristi"), "tags": ["DPO"],
        },
    )  # fmt: skip


def paper_file(name: str, title: str, pages: Sequence[str], owner: User) -> Any:
    content = pdf(title, pages) if name.endswith(".pdf") else word(title, pages)
    return store(name=name, content=io.BytesIO(content), purpose=LIBRARY, owner=owner)


def _maker(name: str) -> Organisation | None:
    rows = Organisation.objects.active().filter(name=name).exclude(kind="ocmw")
    return rows.order_by("pk").first()
