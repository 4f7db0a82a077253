"""What the demo's governments use: real products, and the invented ones of the stories."""

from __future__ import annotations

import json
from dataclasses import dataclass

from catalogue.portfolio.enums import ItemOrigin
from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.recognising import recognise
from catalogue.portfolio.services import Line, import_rows, read_sbom
from catalogue.portfolio.wanted import Wanted
from catalogue.solutions.models import Solution
from community.accounts.models import User
from community.organisations.enums import Kind
from community.organisations.models import Organisation

CITY, OCMW = Kind.MUNICIPALITY, Kind.OCMW


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Whose it is, who keeps it, and its items as "vendor | product | version | own name | note"."""

    kind: str
    name: str
    keeper: str
    items: tuple[str, ...]


OFFICE = (
    "Microsoft | Windows | 11 24H2", "Microsoft | Microsoft 365", "Google | Chrome",
    "Adobe | Acrobat en Reader | | Acrobat op de balie-pc’s", "7-Zip | 7-Zip | 24.08",
)  # fmt: skip
PORTFOLIOS = (
    Portfolio(CITY, "Gent", "alice@gent.example", (
        *OFFICE,
        "Loketbalie | Loketbalie | 12.2 | Loketbalie 12 | Balie Zuid en de wijkloketten",
        "PoortWacht | PoortWacht VPN | 7.2.4 | | Thuiswerkers, 2 toestellen",
        "PoortWacht | PoortWacht Beheer | 6.3",
        "Datavlinder | Datavlinder Archief | 3.1.2",
        "Microsoft | Exchange Server | 2019 CU14", "Microsoft | SQL Server | 2022",
        "Microsoft | SharePoint Server | 2019", "Microsoft | Edge", "Microsoft | Entra ID",
        "Fortinet | FortiOS | 7.4.5 | | Rand van het netwerk", "Fortinet | FortiClient | 7.2.5",
        "Citrix | NetScaler ADC en Gateway | 14.1", "VMware | ESXi | 8.0 U3", "VMware | vCenter Server | 8.0 U3",
        "Veeam | Backup & Replication | 12.2", "HPE Aruba Networking | ArubaOS | 8.10",
        "Esri | ArcGIS Enterprise | 11.3", "TOPdesk | TOPdesk", "Drupal | Drupal | 10.3 | Website stad",
        "Atlassian | Confluence | 8.9", "Apple | iOS en iPadOS", "Dell | iDRAC", "KeePass | KeePass | 2.57",
        " | Parkeermeldingen Gent | 2 | | Eigen ontwikkeling", " | Feestzaalkalender", " | Zaalhuur Plus | 5.1",
    )),
    Portfolio(OCMW, "Gent", "bob@gent.example", (
        *OFFICE[:3],
        "Zaakpad | Zaakpad Connect | 4.7 | Dossierbeheer sociale dienst",
        "Datavlinder | Datavlinder Archief | 3.1.4", "Fortinet | FortiOS | 7.2.10",
        "Microsoft | Exchange Server | 2016 CU23", "Veeam | Backup & Replication | 11",
        " | Maaltijdenplanning | | | Excel met macro’s, wordt vervangen",
    )),
    Portfolio(CITY, "Aalst", "charlie@aalst.example", (
        *OFFICE,
        "Loketbalie | Loketbalie | 12.4", "PoortWacht | PoortWacht VPN | 7.2.9",
        "Zaakpad | Zaakpad Connect | 4.8", "Cisco | Secure Client (AnyConnect) | 5.1",
        "Microsoft | SQL Server | 2019", "Sophos | Firewall | 20.0", "WordPress | WordPress | 6.6 | Website Aalst",
        " | Carnavalsstoet inschrijvingen | 1.4",
    )),
    Portfolio(CITY, "Mechelen", "emre@mechelen.example", (
        *OFFICE,
        "PoortWacht | PoortWacht VPN", "Loketbalie | Loketbalie Afspraken | 12.1",
        "Palo Alto Networks | PAN-OS | 11.1.4", "Ivanti | Connect Secure | 22.7",
        "VMware | ESXi | 7.0 U3", "Cipal Schaubroeck | C-Smart", "Oracle | Database | 19c", " | Zaakpad Mobiel 2",
    )),
    Portfolio(CITY, "Turnhout", "fien@turnhout.example", (
        *OFFICE[:4],
        "Loketbalie | Loketbalie | 11.6 | Het loket", "Datavlinder | Datavlinder Archief",
        "SonicWall | SonicOS | 7.1", "Synology | DiskStation Manager | 7.2", "Zoom | Workplace",
    )),
    Portfolio(CITY, "Lochristi", "", (
        *OFFICE[:3],
        "Zaakpad | Zaakpad Connect", "Fortinet | FortiOS", "Microsoft | Exchange Server",
        "Cipal Schaubroeck | C-Smart", " | Bloemencorso stemtool",
    )),
)  # fmt: skip
BILL_OF = ("Gent", "Parkeermeldingen Gent")
BILL = (
    ("spring-core", "6.1.12", "pkg:maven/org.springframework/spring-core@6.1.12", ""),
    ("log4j-core", "2.17.1", "pkg:maven/org.apache.logging.log4j/log4j-core@2.17.1",
     "cpe:2.3:a:apache:log4j:2.17.1:*:*:*:*:*:*:*"),
    ("openssl", "3.0.13", "pkg:generic/openssl@3.0.13",
     "cpe:2.3:a:openssl:openssl:3.0.13:*:*:*:*:*:*:*"),
    ("jackson-databind", "2.17.2", "pkg:maven/com.fasterxml.jackson.core/jackson-databind@2.17.2", ""),
    ("tomcat-embed-core", "10.1.28", "pkg:maven/org.apache.tomcat.embed/tomcat-embed-core@10.1.28",
     "cpe:2.3:a:apache:tomcat:10.1.28:*:*:*:*:*:*:*"),
    ("jquery", "3.7.1", "pkg:npm/jquery@3.7.1", ""),
)  # fmt: skip


def make_portfolios(users: dict[str, User]) -> None:
    """Every demo portfolio; running it again changes nothing."""
    for each in PORTFOLIOS:
        here = Organisation.objects.active().filter(kind=each.kind, name=each.name).first()
        if here is not None and not PortfolioItem.objects.of(here).exists():
            _fill(here, each, users.get(each.keeper))


def _fill(here: Organisation, portfolio: Portfolio, keeper: User | None) -> None:
    rows = [_line(text) for text in portfolio.items]
    import_rows(organisation=here, actor=keeper, rows=rows, origin=ItemOrigin.TYPED, is_demo=True)
    item = PortfolioItem.objects.of(here).filter(name=BILL_OF[1]).first()
    if item is not None:
        read_sbom(item=item, content=_bill(), file_name="parkeermeldingen-2.cdx.json", actor=keeper)


def _line(text: str) -> Line:
    vendor, product, version, name, note = [
        *(cell.strip() for cell in text.split("|")),
        "",
        "",
        "",
    ][:5]
    found = recognise([(vendor, product)]).get((vendor, product))
    if found is None:
        return Line(Wanted(None, name or product, vendor, version, note))
    solution = Solution.objects.select_related("supplier").get(pk=found.solution)
    return Line(Wanted(solution, name, "", version or found.version, note))


def _bill() -> bytes:
    parts = [
        {"type": "library", "name": name, "version": version, "purl": purl, "cpe": cpe}
        for name, version, purl, cpe in BILL
    ]
    return json.dumps(
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": parts}
    ).encode()
