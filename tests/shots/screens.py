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
LIBRARY = "/bibliotheek/"
IMPORTED = """naam;leverancier;versie;opmerking
FortiGate firewall;Fortinet;7.4.5;Rand
Microsoft Exchnage Server;;2019;
Veeam Backup & Replication;Veeam;12.2;
Bibliotheekkiosk;;3;Eigen ontwikkeling
;;;
Mozilla Firefox;;128;"""
DESK = "/qrc/desk/"
LETTERS = "/nieuwsbrieven/redactie/"
SUBSCRIBE = "/qrc/abonnement/nieuw/"
CHECK = (
    f"{SUBSCRIBE}?min_severity=low&scope=alles&stap=3&hoe=1&channels=email&channels=web"
    "&cadence=bundled&urgent_at_once=on&most_per_hour=20"
)
FIRST, SUBMIT = "main .table tbody th a", "main .actions .btn.primary"
NEW = "main section[aria-labelledby=add] .btn.primary"
FIRST_ITEM = "main .list-title a"
LESSONS = "/leren/phishing-herkennen/"
QUIZ = "main .quiz-door .btn"

AGENDA, DETAIL = "/agenda/", "main .agenda h3 a"
TITLE = "main .agenda a:has-text('{}')".format
EVENTS = (
    Screen("agenda", AGENDA, (VISITOR, NEWCOMER, STAFF, EDITOR)),
    Screen("agenda-none", f"{AGENDA}?q=niemandkentdit", (STAFF,)),
    Screen("agenda-past", f"{AGENDA}?toon=voorbij", (STAFF,)),
    Screen("agenda-mine", f"{AGENDA}mijn/", (ADMINISTRATOR, NEWCOMER)),
    Screen("agenda-feed", f"{AGENDA}feed/", (STAFF,)),
    Screen("event", AGENDA, (VISITOR, STAFF, EDITOR), reach=(DETAIL,), printed=True),
    Screen("event-waiting", AGENDA, (ADMINISTRATOR,), reach=(TITLE("Logboeken"),)),
    Screen("event-cancel", AGENDA, (ADMINISTRATOR,), reach=(TITLE("Ransomware"),),
           act=("main [aria-haspopup=dialog]",)),
    Screen("event-colleague", AGENDA, (STAFF,), reach=(DETAIL, "main a[href$='/collega/']")),
    Screen("event-new", f"{AGENDA}nieuw/", (EDITOR,)),
    Screen("event-refused", f"{AGENDA}nieuw/", (EDITOR,), act=(SUBMIT,)),
    Screen("event-participants", AGENDA, (EDITOR,),
           reach=(TITLE("Logboeken"), "main a[href$='/deelnemers/']")),
    Screen("event-attendance", f"{AGENDA}?toon=voorbij", (EDITOR,),
           reach=(TITLE("NIS2"), "main a[href$='/aanwezigheid/']")),
    Screen("event-mail", AGENDA, (EDITOR,), reach=(DETAIL, "main a[href$='/mailen/']")),
    Screen("event-call-off", AGENDA, (EDITOR,), reach=(DETAIL, "main a[href$='/afgelasten/']")),
    Screen("event-evaluate", f"{AGENDA}?toon=voorbij", (STAFF,),
           reach=(TITLE("NIS2"), "main a[href$='/mening/']")),
    Screen("event-evaluation", f"{AGENDA}?toon=voorbij", (EDITOR,),
           reach=(TITLE("NIS2"), "main a[href$='/evaluatie/']")),
    Screen("event-materials", f"{AGENDA}?toon=voorbij", (EDITOR,),
           reach=(TITLE("NIS2"), "main a[href$='/materiaal/']")),
    Screen("event-recording", f"{AGENDA}?toon=voorbij", (EDITOR,),
           reach=(TITLE("NIS2"), "main a[href$='/materiaal/']", "main a[href$='/opname/']")),
    Screen("event-recording-refused", f"{AGENDA}?toon=voorbij", (EDITOR,),
           reach=(TITLE("NIS2"), "main a[href$='/materiaal/']", "main a[href$='/opname/']"),
           act=(SUBMIT,)),
    _mail("mail-event", "U bent ingeschreven"),
)  # fmt: skip

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
    Screen("learning", "/leren/", (VISITOR, STAFF)),
    Screen("learning-none", "/leren/?q=niemandkentdit", (STAFF,)),
    Screen("course", "/leren/phishing-herkennen/", (VISITOR, STAFF)),
    Screen("course-new", "/leren/uw-eerste-uur-bij-een-incident/", (STAFF,)),
    Screen("course-not-for-you", "/leren/uw-eerste-uur-bij-een-incident/", (NEWCOMER,)),
    Screen("lesson", f"{LESSONS}wat-is-phishing/een-hengel-met-uw-naam-erop/", (STAFF,)),
    Screen("lesson-film", f"{LESSONS}wat-is-phishing/kijk-mee-met-nadia/", (STAFF,)),
    Screen("lesson-quiz", f"{LESSONS}de-proef/herkent-u-het/", (STAFF,)),
    Screen("quiz", f"{LESSONS}de-proef/herkent-u-het/", (STAFF,), reach=(QUIZ,)),
    Screen("quiz-check", f"{LESSONS}de-proef/herkent-u-het/", (STAFF,), reach=(QUIZ,),
           act=(".quiz-steps li:last-child a", ".quiz-ways .btn.primary")),
    Screen("quiz-result", f"{LESSONS}de-proef/herkent-u-het/", (ADMINISTRATOR,),
           reach=("main .quiz-door p a",)),
    Screen("my-learning", "/leren/mijn/", (STAFF, ADMINISTRATOR)),
    Screen("my-learning-none", "/leren/mijn/", (NEWCOMER,)),
    Screen("learning-path", "/leren/traject/veilig-van-start/", (STAFF,)),
    Screen("books", "/leren/boeken/", (STAFF,)),
    Screen("who-learns-what", "/leren/mijn-bestuur/", (ADMINISTRATOR,)),
    Screen("certificate", "/leren/mijn/", (ADMINISTRATOR,), reach=(FIRST_ITEM,)),
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
    *EVENTS,
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
    Screen("library", LIBRARY, (VISITOR, STAFF, EDITOR)),
    Screen("library-found", f"{LIBRARY}?q=back-up", (STAFF,)),
    Screen("library-none", f"{LIBRARY}?q=kwantumzwam", (STAFF,)),
    Screen("library-recent", f"{LIBRARY}?tab=recent", (STAFF,)),
    Screen("document", f"{LIBRARY}?q=leidraad+back-up", (VISITOR, EDITOR), reach=(".hit-title a",)),
    Screen("document-proposed", f"{LIBRARY}redactie/", (EDITOR,), reach=(".list-title a",)),
    Screen("library-offer", f"{LIBRARY}voorstellen/", (STAFF,)),
    Screen("library-offer-refused", f"{LIBRARY}voorstellen/", (STAFF,), act=(SUBMIT,)),
    Screen("library-upload", f"{LIBRARY}opladen/", (EDITOR,)),
    Screen("library-grid", f"{LIBRARY}opladen/raster/", (EDITOR,)),
    Screen("library-desk", f"{LIBRARY}redactie/", (EDITOR,)),
    Screen("library-collections", f"{LIBRARY}verzamelingen/", (EDITOR,)),
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
    Screen("packages-mine", "/leren/pakketten/", (STAFF, NEWCOMER)),
    Screen("packages-mine-none", "/leren/pakketten/?q=niemandkentdit", (STAFF,)),
    Screen("package-player", "/leren/pakketten/", (STAFF,), reach=("main .list-title a",)),
    Screen("package-playing", "/leren/pakketten/", (STAFF,), reach=("main .list-title a",), act=(
        ".player[data-connected] [data-player=begin]",)),
    Screen("packages", "/leren/beheer/pakketten/", (EDITOR,)),
    Screen("package", "/leren/beheer/pakketten/?state=open", (EDITOR,), reach=(FIRST,)),
    Screen("package-new", "/leren/beheer/pakketten/nieuw/", (EDITOR,)),
    Screen("package-refused", "/leren/beheer/pakketten/nieuw/", (EDITOR,), act=(SUBMIT,)),
    Screen("package-edit", "/leren/beheer/pakketten/?state=open", (EDITOR,),
           reach=(FIRST, "main a[href$='/wijzigen/']")),
    Screen("package-version", "/leren/beheer/pakketten/?state=open", (EDITOR,),
           reach=(FIRST, "main a[href$='/versie/']")),
    Screen("package-try", "/leren/beheer/pakketten/?state=open", (EDITOR,),
           reach=(FIRST, "main a[href$='/proberen/']")),
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
    Screen("news", "/nieuws/", (VISITOR,)),
    Screen("news-item", "/nieuws/", (VISITOR,), reach=("main .page-card h3 a",)),
    Screen("section", "/veilig-werken/", (VISITOR, STAFF)),
    Screen("article", "/veilig-werken/update/", (VISITOR,), printed=True),
    Screen("campaign", "/veilig-werken/tweede-stap/", (VISITOR,)),
    Screen("event-page", "/veilig-werken/nis2/", (VISITOR, STAFF)),
    Screen("faq", "/vragen/", (VISITOR,), act=("main .question summary",)),
    Screen("principles", "/wat-is-vlavirgem/", (VISITOR, EDITOR)),
    Screen("newsletters", "/nieuwsbrieven/", (VISITOR, STAFF)),
    Screen("newsletter", "/nieuwsbrieven/", (VISITOR,), reach=("main .list-title a",)),
    Screen("newsletter-desk", f"{LETTERS}", (EDITOR,)),
    Screen("newsletter-check", f"{LETTERS}?toestand=ontwerp", (EDITOR,),
           reach=("main .list-title a",)),
    Screen("newsletter-refused", f"{LETTERS}?toestand=ontwerp", (EDITOR,), reach=(
        "main .list-title a",), act=("label[for=id_readers_4]", "main form.form .btn")),
    Screen("newsletter-result", f"{LETTERS}?toestand=verzonden", (EDITOR,),
           reach=("main .list-title a",)),
    Screen("newsletter-send", f"{LETTERS}?toestand=ontwerp", (EDITOR,),
           reach=("main .list-title a", "main .page-head .btn.primary")),
    _mail("mail-newsletter", "Najaar"),
)  # fmt: skip
