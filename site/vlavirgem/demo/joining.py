from __future__ import annotations

from community.accounts.models import User
from community.organisations.enums import Kind, Role
from community.organisations.models import Organisation
from community.organisations.services.invitations import invite
from community.organisations.services.requests import ask_to_join


def show_joining(people: dict[str, User]) -> None:
    """The three ways in, each waiting for somebody: a request, a first administrator, an invitation."""
    ask_to_join(
        user=people["hugo@gent.example"], organisation=_city("Gent"), roles=[Role.STAFF],
        message="Ik volg de toepassingen van de dienst Burgerzaken op.",
    )  # fmt: skip
    ask_to_join(
        user=people["iris@bornem.example"], organisation=_city("Bornem"),
        roles=[Role.ADMINISTRATOR, Role.ICT],
        message="Onze algemeen directeur vroeg mij om Bornem hier aan te sluiten.",
    )  # fmt: skip
    invite(
        organisation=_city("Mechelen"), email="nieuw@bornem.example", roles=[Role.STAFF],
        by=people["emre@mechelen.example"],
    )  # fmt: skip


def _city(name: str) -> Organisation:
    return Organisation.objects.active().get(kind=Kind.MUNICIPALITY, name=name)
