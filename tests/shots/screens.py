"""The named screens: where each is, who looks at it, and how it is reached."""

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


def _mail(name: str, subject: str, recipient: str = "alice@") -> Screen:
    """The newest mail with these words in its subject, as a phone and a mail program show it."""
    return Screen(
        name, f"{OUTBOX}?{urlencode({'channel': 'email', 'recipient': recipient, 'subject': subject})}",
        (VISITOR,), reach=(FIRST_ITEM, "iframe"), widths=(360, 700),
    )  # fmt: skip


ALL = (NEWCOMER, STAFF, QRC)
WARNINGS, OUTBOX, LEDGER = "/qrc/waarschuwingen/", "/outbox/", "/qrc/verzendregister/"
SOLUTIONS = "/catalogus/oplossingen/"
PORTFOLIO = "/catalogus/portfolio/"
IMPORTED = """naam;leverancier;versie;opmerking
FortiGate firewall;Fortinet;7.4.5;Rand
Microsoft Exchnage Server;;2019;
Veeam Backup & Replication;Veeam;12.2;
Bibliotheekkiosk;;3;Eigen ontwikkeling
;;;
Mozilla Firefox;;128;"""
DESK = "/qrc/desk/"
SUBSCRIBE = "/qrc/abonnement/nieuw/"
CHECK = (
    f"{SUBSCRIBE}?min_severity=low&scope=alles&stap=3&hoe=1&channels=email&channels=web"
    "&cadence=bundled&urgent_at_once=on&most_per_hour=20"
)
FIRST, SUBMIT = "main .table tbody th a", "main .actions .btn.primary"
NEW = "main section[aria-labelledby=add] .btn.primary"
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
    Screen("search", "/zoeken/?q=poortwacht", (VISITOR, STAFF)),
    Screen("search-empty", "/zoeken/", (STAFF,)),
    Screen("search-none", "/zoeken/?q=kwantumzwam", (STAFF,)),
    Screen("search-box", "/overzicht/", (STAFF,), act=(
        ".search-open[data-connected] .icon", ("#palette input", "poortwacht"))),
    Screen("warnings", WARNINGS, ALL),
    Screen("warnings-none", f"{WARNINGS}?q=niemandkentdit", (STAFF,)),
    Screen("warning", f"{WARNINGS}?q=PoortWacht-VPN", ALL, reach=(FIRST,), printed=True),
    Screen("warning-withdrawn", f"{WARNINGS}?q=Afspraken", (STAFF,), reach=(FIRST,)),
    Screen("subscription", "/qrc/abonnement/", ALL),
    Screen("warnings-each", f"{WARNINGS}?alle=1&dagen=90", (STAFF,)),
    Screen("warnings-event", WARNINGS, (STAFF,), act=("main details.also summary",)),
    Screen("statistics", "/qrc/cijfers/", (STAFF, QRC), printed=True),
    Screen("statistics-year", "/qrc/cijfers/?dagen=365", (STAFF,), act=("main .fold summary",)),
    Screen("public-warnings", "/waarschuwingen/", (VISITOR,)),
    Screen("public-warnings-none", "/waarschuwingen/?q=niemandkentdit", (VISITOR,)),
    Screen("public-warning", "/waarschuwingen/?q=PoortWacht-VPN", (VISITOR,), reach=(FIRST,)),
    Screen("subscription-what", SUBSCRIBE, (STAFF,)),
    Screen("subscription-more", SUBSCRIBE, (STAFF,), act=(
        "label[for=id_scope_2]", ("#id_words", "PoortWacht"), "main .wish .fold summary")),
    Screen("subscription-what-refused", SUBSCRIBE, (STAFF,), act=(
        "label[for=id_scope_2]", SUBMIT)),
    Screen("subscription-how", f"{SUBSCRIBE}?min_severity=high&stap=2", (STAFF,)),
    Screen("subscription-how-refused", f"{SUBSCRIBE}?min_severity=high&stap=2", (STAFF,), act=(
        "label[for=id_channels_0]", "label[for=id_channels_2]", SUBMIT)),
    Screen("subscription-check", CHECK, (STAFF,)),
    Screen("week", "/qrc/weekoverzicht/", ALL),
    Screen("portfolio", PORTFOLIO, (STAFF, ADMINISTRATOR), printed=True),
    Screen("portfolio-none", f"{PORTFOLIO}?q=niemandkentdit", (ADMINISTRATOR,)),
    Screen("portfolio-refused", PORTFOLIO, (NEWCOMER,), status=403),
    Screen("portfolio-version", f"{PORTFOLIO}?q=Loketbalie", (ADMINISTRATOR,),
           act=("main .version a",)),
    Screen("portfolio-new", f"{PORTFOLIO}nieuw/", (ADMINISTRATOR,)),
    Screen("portfolio-new-refused", f"{PORTFOLIO}nieuw/", (ADMINISTRATOR,), act=(SUBMIT,)),
    Screen("portfolio-item", f"{PORTFOLIO}?q=Loketbalie", (ADMINISTRATOR,), reach=(FIRST,)),
    Screen("portfolio-sbom", f"{PORTFOLIO}?q=Parkeermeldingen", (ADMINISTRATOR,), reach=(FIRST,)),
    Screen("sbom-new", f"{PORTFOLIO}?q=Feestzaal", (ADMINISTRATOR,),
           reach=(FIRST, "main a[href$='/sbom/']")),
    Screen("portfolio-quick-start", f"{PORTFOLIO}snel-starten/", (ADMINISTRATOR,)),
    Screen("import", f"{PORTFOLIO}import/", (ADMINISTRATOR,)),
    Screen("import-preview", f"{PORTFOLIO}import/", (ADMINISTRATOR,), reach=(
        ("#id_text", IMPORTED), SUBMIT)),
    Screen("import-row", f"{PORTFOLIO}import/", (ADMINISTRATOR,), reach=(
        ("#id_text", IMPORTED), SUBMIT, "main .row-choice a")),
    Screen("cases", "/qrc/ons/", (STAFF, ADMINISTRATOR, NEWCOMER)),
    Screen("cases-none", "/qrc/ons/?q=niemandkentdit", (ADMINISTRATOR,)),
    Screen("case", "/qrc/ons/", (ADMINISTRATOR,), reach=(FIRST,)),
    Screen("case-change", "/qrc/ons/", (ADMINISTRATOR,), act=(".fold summary",)),
    Screen("acknowledge", "/b/kapotte-link", (VISITOR,), status=404),
    Screen("contacts", "/qrc/contacten/", (STAFF, ADMINISTRATOR, NEWCOMER)),
    Screen("contact-choose", "/qrc/contacten/2/", (ADMINISTRATOR,)),
    Screen("contact-channels", "/qrc/contacten/kanalen/", (ADMINISTRATOR,)),
    Screen("contact-patience", "/qrc/contacten/wachttijd/", (ADMINISTRATOR,), act=(
        ("#id_grave_hours", "0"), SUBMIT)),
    Screen("unreachable", "/qrc/onbereikbaar/", (HELPDESK,)),
    Screen("board", "/qrc/bord/", (QRC,)),
    Screen("board-detail", "/qrc/bord/", (QRC,), reach=(FIRST,)),
    Screen("drills", "/qrc/oefeningen/", (QRC,)),
    Screen("drill-new", "/qrc/oefeningen/nieuw/", (QRC,)),
    Screen("drill-refused", "/qrc/oefeningen/nieuw/", (QRC,), act=(SUBMIT,)),
    Screen("drill-preview", "/qrc/oefeningen/", (QRC,),
           reach=("main .table a:has-text('Nachtelijke')",)),
    Screen("drill", "/qrc/oefeningen/", (QRC,), reach=("main .table a:has-text('Herfst')",),
           printed=True),
    Screen("drills-own", "/qrc/oefeningen/ons/", (STAFF, ADMINISTRATOR, NEWCOMER)),
    Screen("drill-answer", "/oef/kapotte-link", (VISITOR,), status=404),
    _mail("mail-drill", "OEFENING"),
    _mail("mail-escalation", "Nog niemand bij"),
    Screen("sources", "/qrc/bronnen/", (QRC,)),
    Screen("sources-none", "/qrc/bronnen/?q=niemandkentdit", (QRC,)),
    Screen("source-health", "/qrc/bronnen/gezondheid/", (QRC,)),
    Screen("source", "/qrc/bronnen/", (QRC,), reach=(FIRST,)),
    Screen("sources-ready", "/qrc/bronnen/?state=klaar", (QRC,)),
    Screen("source-ready", "/qrc/bronnen/?state=klaar", (QRC,), reach=(FIRST,)),
    Screen("source-try-refused", "/qrc/bronnen/nieuw/", (QRC,), act=(
        ("#id_url", "http://127.0.0.1/feed.xml"), "main [name=proefhalen]")),
    Screen("source-new", "/qrc/bronnen/nieuw/", (QRC,)),
    Screen("source-refused", "/qrc/bronnen/nieuw/", (QRC,), act=(SUBMIT,)),
    Screen("desk", DESK, (QRC,)),
    Screen("desk-planned", f"{DESK}?toon=gepland", (QRC,)),
    Screen("desk-done", f"{DESK}?toon=gedaan", (QRC,)),
    Screen("desk-sightings", f"{DESK}?toon=meldingen", (QRC,)),
    Screen("desk-release", DESK, (QRC,), reach=(FIRST,)),
    Screen("desk-refused", DESK, (QRC,), reach=(FIRST,), act=(
        "form[action$='/afwijzen/'] button",)),
    Screen("desk-sighting", f"{DESK}?toon=meldingen", (QRC,), reach=(FIRST,)),
    Screen("desk-alert", f"{DESK}nieuw/", (QRC,)),
    Screen("sighting-new", "/qrc/melden/", (STAFF,)),
    Screen("sighting-mine", "/qrc/meldingen/", (STAFF, ADMINISTRATOR)),
    Screen("emergency", "/qrc/getroffen/", (VISITOR, QRC), printed=True),
    Screen("emergency-change", "/qrc/getroffen/wijzigen/", (QRC,)),
    Screen("ledger", LEDGER, (QRC,)),
    Screen("delivery", f"{LEDGER}?state=delivered", (QRC,), reach=(FIRST,)),
    Screen("delivery-failed", f"{LEDGER}?state=failed", (QRC,), reach=(FIRST,)),
    Screen("delivery-unknown", f"{LEDGER}?state=unknown", (QRC,), reach=(FIRST,)),
    Screen("solutions", SOLUTIONS, (STAFF, QRC)),
    Screen("solutions-none", f"{SOLUTIONS}?q=exchnage+onlien+zzq", (STAFF,)),
    Screen("solution", f"{SOLUTIONS}?q=PoortWacht+VPN", (STAFF, QRC), reach=(FIRST,)),
    Screen("solution-new", f"{SOLUTIONS}nieuw/", (QRC,)),
    Screen("solution-refused", f"{SOLUTIONS}nieuw/", (QRC,), act=(SUBMIT,)),
    Screen("solution-merge", f"{SOLUTIONS}samenvoegen/", (QRC,), act=(
        ("#id_gone_0", "Zaakpad Con"),)),
    Screen("solution-merge-asks", f"{SOLUTIONS}samenvoegen/?gone_words=Zaakpad+Mobiel&kept_words=Zaakpad+Connect", (QRC,)),
    Screen("unknown-names", "/catalogus/onbekende-namen/", (QRC,)),
    Screen("unknown-names-refused", "/catalogus/onbekende-namen/", (QRC,), act=("main .btn.primary",)),
    Screen("suppliers", "/catalogus/leveranciers/", (QRC,)),
    Screen("supplier-new", "/catalogus/leveranciers/nieuw/", (QRC,)),
    Screen("notifications", "/meldingen/", ALL),
    Screen("preferences", "/voorkeuren/", (NEWCOMER, STAFF, ADMINISTRATOR)),
    Screen("quiet-hours", "/voorkeuren/stille-uren/", (STAFF,)),
    Screen("quiet-hours-refused", "/voorkeuren/stille-uren/", (STAFF,),
           act=(("#id_ends", "22:00"), SUBMIT)),
    Screen("phone", "/voorkeuren/gsm/", (NEWCOMER,)),
    Screen("phone-refused", "/voorkeuren/gsm/", (NEWCOMER,), act=(("#id_phone", "12"), SUBMIT)),
    Screen("phone-code", "/voorkeuren/gsm/", (NEWCOMER,),
           reach=(("#id_phone", "0470 12 34 56"), SUBMIT)),
    Screen("webhooks", "/webhooks/", (ADMINISTRATOR,)),
    Screen("webhooks-refused", "/webhooks/", (ADMINISTRATOR,), act=(
        ("#id_url", "http://tickets.gent.example"), NEW)),
    Screen("feed", "/koppelingen/feed/", (ADMINISTRATOR,)),
    Screen("api-keys", "/koppelingen/sleutels/", (STAFF, ADMINISTRATOR)),
    Screen("api-key-made", "/koppelingen/sleutels/", (STAFF,), act=(
        ("#id_name", "Mijn script"), NEW)),
    Screen("sms-allowances", "/platform/sms-budgetten/", (HELPDESK,)),
    Screen("incoming-mail", "/platform/inkomende-mail/", (HELPDESK,)),
    Screen("incoming-mail-text", "/platform/inkomende-mail/", (HELPDESK,), act=(".fold summary",)),
    Screen("files", "/platform/bestanden/", (EDITOR,)),
    Screen("files-none", "/platform/bestanden/?toestand=geweigerd&q=zzq", (EDITOR,)),
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
    _mail("mail-withdrawn", "Ingetrokken"),
    Screen("outbox-sms", f"{OUTBOX}?channel=sms", (VISITOR,), reach=(FIRST_ITEM,)),
    _mail("mail", "Ernstiger geworden"),
    _mail("mail-week", "Weekoverzicht"),
    _mail("mail-bundle", "Uw dag", "eenmaal-per-dag@"),
    Screen("accessibility", "/toegankelijkheid/", (VISITOR,)),
    Screen("privacy", "/privacy/", (VISITOR,)),
    Screen("colophon", "/colofon/", (VISITOR,)),
    Screen("not-found", "/styleguide/404/", (VISITOR,), status=404),
    Screen("broken", "/styleguide/500/", (VISITOR,), status=500),
    Screen("forbidden", "/helpdesk/", (STAFF,), status=403),
    Screen("style-guide", "/styleguide/", (VISITOR,), samples=True),
    Screen("editors", "/cms/", (EDITOR,), ours=False),
)  # fmt: skip
