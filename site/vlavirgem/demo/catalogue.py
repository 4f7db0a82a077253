from __future__ import annotations

from catalogue.solutions.enums import IdentifierKind, NameOrigin, SolutionKind
from catalogue.solutions.models import Solution, UnknownName
from catalogue.solutions.services import add_identifier, add_solution, learn_name, note_unknown
from catalogue.suppliers.models import Supplier
from catalogue.suppliers.names import product_key, vendor_key
from catalogue.suppliers.services import add_supplier
from community.organisations.enums import Kind
from community.organisations.models import Organisation

APPLICATION, INFRASTRUCTURE = SolutionKind.APPLICATION, SolutionKind.INFRASTRUCTURE
SOLUTIONS = (
    ("Loketbalie", "Loketbalie", APPLICATION, "Aanvragen en attesten aan het loket en online."),
    ("Loketbalie", "Afspraken", APPLICATION, "Afspraken maken met de diensten."),
    ("PoortWacht", "VPN", INFRASTRUCTURE, "Veilig werken van buitenaf."),
    ("PoortWacht", "Beheer", INFRASTRUCTURE, "Beheer van alle PoortWacht-toestellen."),
    ("Datavlinder", "Archief", APPLICATION, "Bewaart dossiers voor lange tijd."),
    ("Zaakpad", "Connect", SolutionKind.COMPONENT, "Koppelt Zaakpad met andere toepassingen."),
    ("Zaakpad", "Mobiel", APPLICATION, "Zaken behandelen onderweg."),
    ("Zaakpad", "Zaakpad", APPLICATION, "Volgt dossiers van aanvraag tot besluit."),
)
UNKNOWN = (
    (NameOrigin.SOURCE, "NCSC-NL (voorbeeld)", ("Zaakpad", "Zaakpad Connect Server"), 4),
    (NameOrigin.SOURCE, "PoortWacht PSIRT (voorbeeld)", ("PoortWacht", "PW-VPN Appliance"), 2),
    (NameOrigin.SOURCE, "NCSC-NL (voorbeeld)", ("Microsoft", "Exchange Server Subscription"), 3),
    (NameOrigin.PORTFOLIO, "", ("", "Boekingsmodule sporthal"), 2),
    (NameOrigin.PORTFOLIO, "", ("Datavlinder", "Archief Cloud"), 1),
)


def make_vocabulary() -> None:
    """The invented suppliers' solutions and a desk with some names; again without harm."""
    for maker, name, kind, summary in SOLUTIONS:
        _solution(_supplier(maker), name, kind, summary)
    vpn = Solution.objects.get(supplier__name="PoortWacht", name="VPN", merged_into=None)
    learn_name(
        solution=vpn, vendor="PoortWacht", product="SSL-VPN gateway",
        learnt_from="PoortWacht PSIRT (voorbeeld)",
    )  # fmt: skip
    add_identifier(solution=vpn, kind=IdentifierKind.ALIAS, value="PoortWacht-VPN", by=None)
    if not UnknownName.objects.exists():
        for origin, seen_in, written, times in UNKNOWN:
            note_unknown([written] * times, origin=origin, seen_in=seen_in)


def _supplier(name: str) -> Supplier:
    known = Supplier.objects.filter(key=vendor_key(name)).first()
    if known is None:
        known = add_supplier(name=name, by=None)
        organisation = Organisation.objects.filter(kind=Kind.SUPPLIER, name=name).first()
        Supplier.objects.filter(pk=known.pk).update(organisation=organisation)
    return known.merged_into or known


def _solution(maker: Supplier, name: str, kind: str, summary: str) -> None:
    if not Solution.objects.filter(supplier=maker, key=product_key(name, maker.name)).exists():
        add_solution(name=name, supplier=maker, kind=kind, summary=summary, by=None)
