"""To which addresses of its reader a bundle goes, and whose SMS allowance pays."""

from __future__ import annotations

from community.messaging.allowances import PAYER, allowed_organisations
from community.messaging.enums import Channel
from community.messaging.values import Recipient
from qrc.bundles.judging import Judged
from qrc.bundles.models import Bundle


def recipients_of(bundle: Bundle, judged: Judged) -> list[Recipient]:
    """One message on each channel on which anything in it was asked for."""
    reader = bundle.subscriber
    addresses = {
        str(Channel.EMAIL): reader.email_id,
        str(Channel.SMS): reader.phone_id,
        str(Channel.WEB): None,
    }
    return [
        Recipient(
            reader.recipient, channel, addresses[channel], reader.user_id, reader.language,
            _payer(judged) if channel == Channel.SMS else {},
        )
        for channel in sorted({each for line in judged.lines for each in line.channels})
    ]  # fmt: skip


def _payer(judged: Judged) -> dict[str, str]:
    limited = allowed_organisations()
    asked = (pk for line in judged.lines for pk in line.organisations)
    payer = next((pk for pk in asked if pk in limited), None)
    return {PAYER: str(payer)} if payer is not None else {}
