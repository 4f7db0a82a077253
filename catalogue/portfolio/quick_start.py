"""What many governments use, to tick off on an empty portfolio."""

from __future__ import annotations

from django.db.models import QuerySet

from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.recognising import recognise
from catalogue.solutions.models import Solution
from community.organisations.models import Organisation

# (vendor, product): a list of ours, so that nobody's portfolio can be read from it.
COMMON = (
    ("Microsoft", "Windows"), ("Microsoft", "Microsoft 365"), ("Microsoft", "Office"),
    ("Microsoft", "Exchange Server"), ("Microsoft", "SharePoint Server"),
    ("Microsoft", "SQL Server"), ("Microsoft", "Edge"), ("Microsoft", "Teams"),
    ("Microsoft", "Entra ID"), ("Microsoft", "Intune"), ("Microsoft", "Defender"),
    ("Microsoft", "Hyper-V"), ("Microsoft", "Internet Information Services"),
    ("Microsoft", "Active Directory Federation Services"), ("Google", "Chrome"),
    ("Google", "Android"), ("Mozilla", "Firefox"), ("Apple", "iOS en iPadOS"),
    ("Adobe", "Acrobat en Reader"), ("7-Zip", "7-Zip"), ("KeePass", "KeePass"),
    ("Fortinet", "FortiOS"), ("Fortinet", "FortiClient"), ("Palo Alto Networks", "PAN-OS"),
    ("Cisco", "IOS en IOS XE"), ("Cisco", "Secure Client (AnyConnect)"),
    ("Citrix", "NetScaler ADC en Gateway"), ("Ivanti", "Connect Secure"),
    ("Sophos", "Firewall"), ("SonicWall", "SonicOS"), ("HPE Aruba Networking", "ArubaOS"),
    ("VMware", "ESXi"), ("VMware", "vCenter Server"), ("Veeam", "Backup & Replication"),
    ("Dell", "iDRAC"), ("HPE", "iLO"), ("Esri", "ArcGIS Enterprise"), ("TOPdesk", "TOPdesk"),
    ("Cipal Schaubroeck", "C-Smart"), ("PaperCut", "MF/NG"), ("TeamViewer", "TeamViewer"),
    ("Drupal", "Drupal"), ("WordPress", "WordPress"), ("Atlassian", "Confluence"),
    ("Oracle", "Java SE"), ("Oracle", "Database"), ("Synology", "DiskStation Manager"),
    ("Zoom", "Workplace"),
)  # fmt: skip
SHOWN = 40


def common_solutions(organisation: Organisation | None) -> QuerySet[Solution]:
    """At most forty solutions that we know and this organisation does not use yet."""
    found = recognise(COMMON)
    keys = list(dict.fromkeys(found[each].solution for each in COMMON if each in found))[:SHOWN]
    used = PortfolioItem.objects.of(organisation).in_use().exclude(solution=None)
    return (
        Solution.objects.standing()
        .filter(pk__in=keys)
        .exclude(pk__in=used.values("solution"))
        .select_related("supplier")
        .order_by("supplier__key", "key", "pk")
    )
