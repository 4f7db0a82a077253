"""What a named screen is, who looks, and the words by which screens are reached."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

VISITOR, NEWCOMER, STAFF, ADMINISTRATOR = "bezoeker", "nieuwkomer", "medewerker", "beheerder"
QRC, HELPDESK, EDITOR = "qrc-redacteur", "helpdesk", "redacteur"

LOGINS = {
    NEWCOMER: "nieuw@bornem.example",
    STAFF: "bob@gent.example",
    ADMINISTRATOR: "alice@gent.example",
    QRC: "qrc@vlavirgem.example",
    HELPDESK: "helpdesk@vlavirgem.example",
    EDITOR: "redactie@vlavirgem.example",
}


Step = str | tuple[str, str]
"""A thing to click, or a field and what is typed into it."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen.

    `reach` is done once, from `path`, to learn the address (of a first row, say); `act` before
    each picture. `ours` is off where the page is not ours to mend; `samples` is on where every
    button there is stands on show.
    """

    name: str
    path: str
    who: tuple[str, ...]
    reach: tuple[Step, ...] = ()
    act: tuple[Step, ...] = ()
    status: int = 200
    widths: tuple[int, ...] = (360, 1280)
    ours: bool = True
    printed: bool = False
    samples: bool = False


def mail(name: str, subject: str, recipient: str = "alice@") -> Screen:
    """The newest mail with these words in its subject, as a phone and a mail program show it."""
    return Screen(
        name, f"{OUTBOX}?{urlencode({'channel': 'email', 'recipient': recipient, 'subject': subject})}",
        (VISITOR,), reach=(FIRST_ITEM, "iframe"), widths=(360, 700),
    )  # fmt: skip


ALL = (NEWCOMER, STAFF, QRC)
WARNINGS, OUTBOX, LEDGER = "/qrc/waarschuwingen/", "/outbox/", "/qrc/verzendregister/"
SOLUTIONS = "/catalogus/oplossingen/"
PORTFOLIO = "/catalogus/portfolio/"
LIBRARY = "/bibliotheek/"
FIRST, SUBMIT = "main .table tbody th a", "main .actions .btn.primary"
NEW = "main section[aria-labelledby=add] .btn.primary"
FIRST_ITEM = "main .list-title a"
