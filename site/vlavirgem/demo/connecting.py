from __future__ import annotations

from community.accounts.models import User
from community.api_keys.enums import Scope
from community.api_keys.services import make_key
from community.messaging.allowances import set_allowance
from community.messaging.models import Address
from community.messaging.webhooks import add_teams, add_webhook
from community.organisations.models import Organisation
from qrc.outlets.services import open_feed


def show_connections(people: dict[str, User]) -> None:
    """Gent has connected its ticket service, its Teams channel and its SIEM; no secret is kept."""
    alice, helpdesk = people["alice@gent.example"], people["helpdesk@vlavirgem.example"]
    gent = Organisation.objects.active().get(kind="gemeente", name="Gent")
    hook, _secret = add_webhook(
        organisation=gent, url="https://tickets.gent.example/vlavirgem", actor=alice
    )
    channel = add_teams(
        organisation=gent, actor=alice,
        url="https://werkstroom.gent.example/workflows/ict-meldingen/paths/invoke?sig=verzonnen",
    )  # fmt: skip
    Address.objects.filter(pk__in=(hook.pk, channel.pk)).update(is_demo=True)
    open_feed(organisation=gent, actor=alice)
    make_key(name="SIEM van Gent", scopes=Scope.values, days=365, actor=alice, organisation=gent)
    make_key(name="Mijn script", scopes=[Scope.QRC_READ], days=90, actor=alice)
    set_allowance(organisation=gent, monthly_cap=500, reserve=20, actor=helpdesk)
