from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.utils import timezone

from community.accounts.models import User
from community.messaging.addresses import register_address
from community.messaging.enums import Channel
from community.messaging.models import Address
from community.organisations.enums import Kind, Role
from community.organisations.models import MailDomain, Membership, Organisation

PASSWORD = "voorbeeld-van-gent-2026"  # noqa: S105 - invented people on the newcomer's own machine


@dataclass(frozen=True, slots=True)
class Person:
    email: str
    first_name: str
    last_name: str
    job_title: str
    # (kind, name of the organisation, roles)
    works_for: tuple[tuple[str, str, tuple[str, ...]], ...]
    phone: str = ""


CITY = Kind.MUNICIPALITY
PEOPLE = (
    Person("alice@gent.example", "Alice", "Vermeersch", "Diensthoofd ICT",
           ((CITY, "Gent", (Role.ADMINISTRATOR, Role.ICT)),), "+32470000101"),
    Person("bob@gent.example", "Bob", "Claes", "Systeembeheerder",
           ((CITY, "Gent", (Role.STAFF,)), (Kind.OCMW, "Gent", (Role.ICT,))), "+32470000102"),
    Person("charlie@aalst.example", "Charlie", "De Wilde", "ICT-coördinator",
           ((CITY, "Aalst", (Role.ADMINISTRATOR, Role.ICT)),), "+32470000103"),
    Person("dina@dpo.example", "Dina", "Maes", "Gedeelde DPO",
           ((CITY, "Lochristi", (Role.DPO,)), (CITY, "Deinze", (Role.DPO,)),
            (CITY, "Aalter", (Role.DPO,))), "+32470000104"),
    Person("emre@mechelen.example", "Emre", "Yilmazer", "CISO",
           ((CITY, "Mechelen", (Role.ADMINISTRATOR, Role.CISO)),), "+32470000105"),
    Person("fien@turnhout.example", "Fien", "Wouters", "Helpdeskmedewerker",
           ((CITY, "Turnhout", (Role.STAFF, Role.ICT)),)),
    Person("gita@loketbalie.example", "Gita", "Peeters", "Productverantwoordelijke",
           ((Kind.SUPPLIER, "Loketbalie", (Role.ADMINISTRATOR, Role.SUPPLIER_EDITOR)),)),
    Person("qrc@vlavirgem.example", "Quinten", "Rombouts", "QRC-redacteur",
           ((Kind.PLATFORM, "V-ICT-OR", (Role.QRC_EDITOR,)),), "+32470000106"),
    Person("redactie@vlavirgem.example", "Rita", "Aerts", "Redacteur",
           ((Kind.PLATFORM, "V-ICT-OR", (Role.EDITOR,)),)),
    Person("helpdesk@vlavirgem.example", "Hanne", "Lambrecht", "Helpdesk",
           ((Kind.PLATFORM, "V-ICT-OR", (Role.HELPDESK, Role.PLATFORM_ADMIN)),)),
    Person("hugo@gent.example", "Hugo", "Baert", "Dossierbehandelaar", ()),
    Person("iris@bornem.example", "Iris", "Michiels", "ICT-medewerker", ()),
    Person("nieuw@bornem.example", "Nour", "El Khatib", "Nieuwkomer zonder bestuur", ()),
)  # fmt: skip
SUPPLIERS = ("Loketbalie", "PoortWacht", "Datavlinder", "Zaakpad")
SHOWN = (
    ("alice@gent.example", "lokale beheerder en ICT-verantwoordelijke van Gent"),
    ("bob@gent.example", "medewerker van Gent, ICT van OCMW Gent"),
    ("charlie@aalst.example", "lokale beheerder van Aalst"),
    ("dina@dpo.example", "DPO van drie gemeenten"),
    ("qrc@vlavirgem.example", "QRC-redacteur"),
    ("redactie@vlavirgem.example", "redacteur"),
    ("helpdesk@vlavirgem.example", "helpdesk en platformbeheerder"),
    ("nieuw@bornem.example", "nieuwkomer zonder bestuur"),
)


def make_people() -> dict[str, User]:
    """Every demo person by mail address; running it again changes nothing."""
    for name in SUPPLIERS:
        _organisation(Kind.SUPPLIER, name)
    return {person.email: make_person(person) for person in PEOPLE}


def make_person(person: Person) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(
            person.email, PASSWORD, first_name=person.first_name, last_name=person.last_name,
            is_demo=True, last_seen_on=timezone.localdate(),
        )  # fmt: skip
    EmailAddress.objects.get_or_create(
        user=user, email=person.email, defaults={"verified": True, "primary": True}
    )
    for kind, name, roles in person.works_for:
        organisation = _organisation(kind, name)
        Membership.objects.get_or_create(
            user=user, organisation=organisation, left_at=None,
            defaults={"roles": list(roles), "job_title": person.job_title},
        )  # fmt: skip
        if kind != Kind.PLATFORM:
            domain = person.email.partition("@")[2]
            MailDomain.objects.get_or_create(organisation=organisation, domain=domain)
    for channel, value in ((Channel.EMAIL, person.email), (Channel.SMS, person.phone)):
        if value:
            address = register_address(channel=channel, value=value, user=user, verified=True)
            Address.objects.filter(pk=address.pk).update(is_demo=True)
    return user


def _organisation(kind: str, name: str) -> Organisation:
    known = Organisation.objects.active().filter(kind=kind, name=name).first()
    if known is not None:
        return known
    return Organisation.objects.create(
        kind=kind, name=name, sort_name=name.lower(), is_demo=kind == Kind.SUPPLIER
    )
