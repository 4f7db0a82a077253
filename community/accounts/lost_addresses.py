"""An address that messages no longer reach: its holder hears it by another way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.accounts.models import User
from community.messaging.enums import AddressState, Channel
from community.messaging.models import Address, Message
from community.messaging.services import notify
from community.messaging.stopping import BY_COMPLAINT
from community.messaging.values import Recipient
from community.notifications import ADDRESS_LOST

LOST = (AddressState.BOUNCED, AddressState.DISABLED)
WAYS = (Channel.EMAIL, Channel.SMS, Channel.WEB)


def lost_address(address_id: int) -> Address | None:
    """The address, as long as it is lost: its holder may have mended it meanwhile."""
    complained = Q(state=AddressState.STOPPED, reason=BY_COMPLAINT)
    rows = Address.objects.filter(Q(state__in=LOST) | complained, pk=address_id)
    return rows.select_related("user", "organisation").first()


def tell_holder(*, address: Address, user: User, key: str) -> Message | None:
    """On the bell, and by SMS when his mail came back, by mail when his phone failed."""
    bell = recipients([user], channels=(Channel.WEB,))
    others = Address.objects.confirmed().filter(user=user, channel=_other(address))
    return tell_lost(address=address, to=[*bell, *at(others)], key=key)


def at(addresses: Iterable[Address]) -> list[Recipient]:
    return [
        Recipient(f"address:{each.pk}", each.channel, each.pk, each.user_id, each.language)
        for each in addresses
    ]


def _other(address: Address) -> Channel:
    return Channel.SMS if address.channel == Channel.EMAIL else Channel.EMAIL


def tell_lost(*, address: Address, to: Sequence[Recipient], key: str) -> Message | None:
    if not to:
        return None
    page = "community:webhooks" if address.organisation_id else "community:preferences"
    return notify(
        ADDRESS_LOST,
        to=to,
        content=words(_letter_about(address), url=settings.SITE_URL + reverse(page), channels=WAYS),
        key=key,
        is_demo=address.is_demo,
    )


def _letter_about(address: Address) -> Letter:
    return _complained(address) if address.state == AddressState.STOPPED else _letter(address)


def _complained(address: Address) -> Letter:
    about = {"to": address.value}
    return Letter(
        subject=format_lazy(_("Wij mailen u niet meer op {to}"), **about),
        paragraphs=(
            format_lazy(
                _(
                    "Een bericht van ons aan {to} is als ongewenst gemeld. Daarom sturen wij er geen mail meer naartoe."
                ),
                **about,
            ),
            _("Was dat een vergissing? Zet het adres dan weer aan. Zo mist u geen waarschuwingen."),
        ),
        action_label=_("Adres nakijken"),
        why=_("U krijgt dit omdat u ons dit adres gaf."),
    )


def _letter(address: Address) -> Letter:
    about = {"to": address.value, "channel": address.get_channel_display()}
    return Letter(
        subject=format_lazy(_("Uw berichten komen niet meer aan: {to}"), **about),
        paragraphs=(
            format_lazy(
                _(
                    "Onze berichten aan {to} komen niet aan. Daarom sturen wij er niets meer naartoe."
                ),
                **about,
            ),
            _("Kijk het adres na en bevestig het opnieuw. Zo mist u geen waarschuwingen."),
        ),
        action_label=_("Adres nakijken"),
        why=_("U krijgt dit omdat u ons dit adres gaf."),
    )
