"""The named screens: where each is, who looks at it, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass

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


ALL = (NEWCOMER, STAFF, QRC)
WARNINGS, OUTBOX, LEDGER = "/qrc/waarschuwingen/", "/outbox/", "/qrc/verzendregister/"
FIRST, SUBMIT = "main .table tbody th a", "main .actions .btn.primary"
FIRST_ITEM = "main .list-title a"

SCREENS = (
    Screen("home", "/", (VISITOR, STAFF)),
    Screen("sign-in", "/account/login/", (VISITOR,)),
    Screen("sign-in-refused", "/account/login/", (VISITOR,), act=(
        ("#id_login", "iemand@gent.example"), ("#id_password", "verkeerd wachtwoord"), SUBMIT)),
    Screen("sign-up", "/account/signup/", (VISITOR,)),
    Screen("password-reset", "/account/password/reset/", (VISITOR,)),
    Screen("dashboard", "/overzicht/", (*ALL, ADMINISTRATOR)),
    Screen("menu", "/overzicht/", (STAFF, QRC), act=(".top .phone-only",), widths=(360,)),
    Screen("account-menu", "/overzicht/", (STAFF,), act=(".user-menu summary",)),
    Screen("warnings", WARNINGS, ALL),
    Screen("warnings-none", f"{WARNINGS}?q=niemandkentdit", (STAFF,)),
    Screen("warning", f"{WARNINGS}?q=PoortWacht-VPN", ALL, reach=(FIRST,), printed=True),
    Screen("warning-withdrawn", f"{WARNINGS}?q=Afspraken", (STAFF,), reach=(FIRST,)),
    Screen("subscription", "/qrc/abonnement/", ALL),
    Screen("subscription-new", "/qrc/abonnement/nieuw/", (STAFF,)),
    Screen("subscription-refused", "/qrc/abonnement/nieuw/", (STAFF,), act=(
        "label[for=id_channels_0]", "label[for=id_channels_2]", SUBMIT)),
    Screen("sources", "/qrc/bronnen/", (QRC,)),
    Screen("sources-none", "/qrc/bronnen/?q=niemandkentdit", (QRC,)),
    Screen("source", "/qrc/bronnen/", (QRC,), reach=(FIRST,)),
    Screen("source-new", "/qrc/bronnen/nieuw/", (QRC,)),
    Screen("source-refused", "/qrc/bronnen/nieuw/", (QRC,), act=(SUBMIT,)),
    Screen("ledger", LEDGER, (QRC,)),
    Screen("delivery", f"{LEDGER}?state=delivered", (QRC,), reach=(FIRST,)),
    Screen("delivery-failed", f"{LEDGER}?state=failed", (QRC,), reach=(FIRST,)),
    Screen("delivery-unknown", f"{LEDGER}?state=unknown", (QRC,), reach=(FIRST,)),
    Screen("notifications", "/meldingen/", ALL),
    Screen("preferences", "/voorkeuren/", (NEWCOMER, STAFF, ADMINISTRATOR)),
    Screen("phone", "/voorkeuren/gsm/", (NEWCOMER,)),
    Screen("phone-refused", "/voorkeuren/gsm/", (NEWCOMER,), act=(("#id_phone", "12"), SUBMIT)),
    Screen("phone-code", "/voorkeuren/gsm/", (NEWCOMER,),
           reach=(("#id_phone", "0470 12 34 56"), SUBMIT)),
    Screen("webhooks", "/webhooks/", (ADMINISTRATOR,)),
    Screen("account", "/mijn-account/", ALL),
    Screen("e-mail", "/account/email/", (STAFF,)),
    Screen("password", "/account/password/change/", (STAFF,)),
    Screen("devices", "/account/toestellen/", (STAFF,)),
    Screen("second-step", "/account/tweestaps/", (STAFF,)),
    Screen("second-step-app", "/account/tweestaps/totp/activate/", (STAFF,)),
    Screen("organisation", "/organisatie/", (STAFF, ADMINISTRATOR, QRC)),
    Screen("member-roles", "/organisatie/", (ADMINISTRATOR,), reach=("main a[href$='/rollen/']",)),
    Screen("invite", "/organisatie/uitnodigen/", (ADMINISTRATOR,)),
    Screen("join", "/aansluiten/", (NEWCOMER,)),
    Screen("join-ask", "/aansluiten/?zoek=Bornem", (NEWCOMER,), reach=("#results .list-title a",)),
    Screen("helpdesk", "/helpdesk/", (HELPDESK,)),
    Screen("indicators", "/indicatoren/", (HELPDESK,)),
    Screen("outbox", OUTBOX, (VISITOR,)),
    Screen("outbox-mail", f"{OUTBOX}?channel=email", (VISITOR,), reach=(FIRST_ITEM,)),
    Screen("mail-withdrawn", f"{OUTBOX}?channel=email", (VISITOR,), reach=(FIRST_ITEM, "iframe"),
           widths=(360, 700)),
    Screen("outbox-sms", f"{OUTBOX}?channel=sms", (VISITOR,), reach=(FIRST_ITEM,)),
    Screen("mail", f"{OUTBOX}?channel=email&recipient=alice@", (VISITOR,),
           reach=("main .list-row:has-text('PoortWacht-VPN') a", "iframe"), widths=(360, 700)),
    Screen("accessibility", "/toegankelijkheid/", (VISITOR,)),
    Screen("privacy", "/privacy/", (VISITOR,)),
    Screen("colophon", "/colofon/", (VISITOR,)),
    Screen("not-found", "/styleguide/404/", (VISITOR,), status=404),
    Screen("broken", "/styleguide/500/", (VISITOR,), status=500),
    Screen("forbidden", "/helpdesk/", (STAFF,), status=403),
    Screen("style-guide", "/styleguide/", (VISITOR,), samples=True),
    Screen("editors", "/cms/", (EDITOR,), ours=False),
)  # fmt: skip
