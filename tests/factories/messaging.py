from __future__ import annotations

from itertools import count
from typing import Any

from community.messaging.kinds import kinds
from community.messaging.models import Address, Message
from community.messaging.services import notify
from community.messaging.values import Recipient, Words
from qrc.notifications import ALERT

numbers = count(1)


def mail_address(value: str = "", **fields: Any) -> Address:
    fields = {"channel": "email", "state": "bevestigd", **fields}
    return Address.objects.create(value=value or f"lezer{next(numbers)}@stad.example", **fields)


def phone(value: str = "", **fields: Any) -> Address:
    number = value or f"+3247{next(numbers):07}"
    return Address.objects.create(
        **{"channel": "sms", "state": "bevestigd", "value": number} | fields
    )


def say(
    *addresses: Address, key: str = "", text: str = "Werk bij. [[why]]", **more: Any
) -> Message:
    """One message to these addresses, in the outbox."""
    to = [
        Recipient(f"lezer:{a.pk}", a.channel, a.pk, a.user_id, parts={"why": "U vroeg erom."})
        for a in addresses
    ]
    words = Words(
        text=text, subject="Kritiek: PoortWacht", html=f"<p>{text}</p>", url="http://x.example/1"
    )
    content = {(channel, "nl"): words for channel in ("email", "sms", "web")}
    kind = more.pop("kind", kinds.get(ALERT.key))
    return notify(kind, to=to, content=content, key=key or f"test:{next(numbers)}", **more)
