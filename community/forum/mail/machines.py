"""Which mail no person wrote, or is our own coming back: it is never answered. Pure."""

from __future__ import annotations

import re
from email.message import Message
from email.utils import parseaddr

from django.conf import settings

from community.mail_in.reading import header
from community.mail_in.reports import DAEMON, is_automatic
from community.messaging.bodies import mail_domain
from community.messaging.return_paths import HEADER as OWN

AWAY = re.compile(
    r"^\s*(?:automatisch(?:e)? (?:antwoord|beantwoord|reactie|reply)|auto(?:matic)?[ -]?(?:reply|response|antwort)"
    r"|automatische antwort|r\S{1,3}ponse automatique|out of (?:the )?office|afwezig\b|buiten kantoor"
    r"|niet op kantoor|absent\b|absence\b|abwesenheit\w*|ik ben (?:er niet|met verlof|afwezig)"
    r"|vacation\b|undelivere?d|undeliverable|onbestelbaar|niet[- ]bestelbaar|returned mail"
    r"|mail delivery (?:failed|subsystem)|delivery status notification|failure notice"
    r"|non remis|unzustellbar|gelezen:|read:|lu\s?:|gelesen:|ontvangstbevestiging)",
    re.IGNORECASE,
)
"""How the subject begins of what programs send by themselves. An answer begins with Re: or Antw:."""
AUTOMATIC = (
    "X-Autoreply", "X-Autorespond", "X-Autoresponse", "X-Auto-Reply-From", "X-Failed-Recipients",
    "X-MS-Exchange-Inbox-Rules-Loop", "X-Loop", "List-Id", "List-Unsubscribe", "Feedback-ID",
)  # fmt: skip
"""No person's program writes these in an answer."""


def is_ours(message: Message) -> bool:
    """A mail of our own that came back to us, through a forward or a list."""
    if header(message, OWN) or header(message, "X-VlaVirGem-Kind"):
        return True
    own = f"@{mail_domain()}>".lower()
    sender = parseaddr(header(message, "From"))[1].lower()
    return (
        header(message, "Message-ID").lower().endswith(own)
        or sender == parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
        or (bool(settings.REPLY_DOMAIN) and sender.endswith(f"@{settings.REPLY_DOMAIN.lower()}"))
    )


def is_of_a_machine(message: Message) -> bool:
    """An out-of-office, a bounce in words, a mailing: whatever nobody typed."""
    return (
        is_automatic(message)
        or bool(DAEMON.search(header(message, "From")))
        or any(header(message, name) for name in AUTOMATIC)
        or header(message, "Return-Path").strip() == "<>"
        or bool(AWAY.match(header(message, "Subject")))
    )
