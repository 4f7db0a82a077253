"""The words of the demo courses: invented, and such as a bestuur could use."""

from __future__ import annotations

from typing import Any

Block = tuple[str, Any]


def text(html: str) -> Block:
    return ("text", html)


def box(tone: str, title: str, words: str) -> Block:
    return ("callout", {"tone": tone, "title": title, "text": words})


FILM = {
    "title": "Een valse mail, stap voor stap", "file": None, "captions": None,
    "url": "https://film.vlavirgem.example/valse-mail",
    "transcript": "Nadia van de dienst Burgerzaken krijgt een mail. “Uw postvak is vol”, staat er.\n\n"
    "Ze kijkt eerst naar de afzender. De naam klopt, het adres niet: achter het apenstaartje staat "
    "een domein dat ze niet kent.\n\nDan houdt ze de muis stil boven de knop, zonder te klikken. "
    "Onderaan verschijnt het echte adres. Ook dat kent ze niet.\n\nNadia klikt niet. Ze meldt de mail "
    "met de knop in haar mailprogramma. De helpdesk waarschuwt de collega’s. Klaar in één minuut.",
}  # fmt: skip

PHISHING_QUIZ = {
    "title": "Toets: herkent u het?", "intro": "Vijf vragen over wat u net las.", "pass_mark": 70,
    "theme": "Phishing",
    "questions": [
        {
            "kind": "een",
            "text": "U krijgt een mail van “de helpdesk” met de vraag om uw wachtwoord te bevestigen. Wat doet u?",
            "options": [
                ("Ik meld de mail en klik nergens op.", True, "Goed. Zo zijn ook uw collega’s gewaarschuwd."),
                ("Ik antwoord en vraag of het echt is.", False, "Dan vraagt u het aan de oplichter zelf."),
                ("Ik bevestig mijn wachtwoord: het is dringend.", False, "De helpdesk vraagt nooit uw wachtwoord."),
            ],
            "explanation": "Haast is het gereedschap van de oplichter. Wie meldt, beschermt ook de anderen.",
        },
        {
            "kind": "meer",
            "text": "Waaraan herkent u een valse mail? Kies alles wat klopt.",
            "options": [
                ("Het adres achter de naam past niet bij de afzender.", True, ""),
                ("Er staat haast in: vandaag nog, anders…", True, ""),
                ("Er staat een taalfout in.", False, "Valse mails zijn vandaag vaak foutloos."),
                ("De koppeling leidt naar een adres dat u niet kent.", True, ""),
            ],
            "explanation": "Kijk naar het adres, de haast en de koppeling. Foutloos Nederlands zegt niets meer.",
        },
        {
            "kind": "juist-fout", "true": False,
            "text": "Een mail van een collega is altijd veilig.",
            "explanation": "Ook het postvak van een collega kan overgenomen zijn. Vreemde vraag? Bel even.",
        },
        {
            "kind": "volgorde",
            "text": "U klikte toch en vulde uw wachtwoord in. In welke volgorde gaat u te werk?",
            "options": [
                ("De helpdesk bellen", False, ""),
                ("Het wachtwoord veranderen", False, ""),
                ("Samen nakijken wat er gebeurd is", False, ""),
            ],
            "explanation": "Eerst bellen: wie u helpt, kan meteen de toegang sluiten.",
        },
        {
            "kind": "kort",
            "text": "Naar welk adres stuurt u verdachte berichten in België door? Vul aan: verdacht@…",
            "options": [("safeonweb.be", True, ""), ("verdacht@safeonweb.be", True, "")],
            "explanation": "verdacht@safeonweb.be is het meldpunt van het Centrum voor Cybersecurity België.",
        },
    ],
}  # fmt: skip

INCIDENT_QUIZ = {
    "title": "Toets: het eerste uur", "intro": "Rustig blijven, in de juiste volgorde.",
    "pass_mark": 60, "max_attempts": 5, "theme": "Incidenten",
    "questions": [
        {
            "kind": "koppelen",
            "text": "Wie doet wat in het eerste uur?",
            "options": [
                ("ICT-verantwoordelijke", False, "haalt het toestel van het net"),
                ("DPO", False, "beoordeelt of er persoonsgegevens weg zijn"),
                ("Algemeen directeur", False, "beslist over de dienstverlening"),
                ("Communicatie", False, "zegt de inwoners wat ze moeten weten"),
            ],
            "explanation": "Spreek dit af voor het misgaat, en schrijf het op papier.",
        },
        {
            "kind": "een",
            "text": "Het scherm toont een losgeldbrief. Wat doet u eerst met het toestel?",
            "options": [
                ("De netwerkkabel en de wifi eraf, het toestel blijft aan.", True, "Juist: zo blijven sporen bewaard."),
                ("Meteen uitschakelen.", False, "Dan gaat het geheugen verloren, en daarmee sporen."),
                ("Herstarten en kijken of het weg is.", False, "Zo krijgt de aanvaller tijd."),
            ],
            "explanation": "Losmaken stopt de verspreiding. Aanlaten bewaart wat onderzoekers nodig hebben.",
        },
        {
            "kind": "juist-fout", "true": True,
            "text": "Een datalek met risico voor mensen meldt u binnen 72 uur aan de toezichthouder.",
            "explanation": "De klok loopt vanaf het moment dat u het weet, ook in het weekend.",
        },
    ],
}  # fmt: skip

COURSES: tuple[dict[str, Any], ...] = (
    {
        "title": "Phishing herkennen", "slug": "phishing-herkennen", "minutes": 25,
        "level": "basis", "audience": "leden",
        "lead": "In drie korte modules leert u een valse mail herkennen, melden en overleven.",
        "body": "<p>Negen van de tien inbraken bij besturen beginnen met één klik. In deze cursus kijkt u "
        "mee over de schouder van collega’s, en oefent u met berichten die echt hadden kunnen zijn.</p>",
        "skills": ("Valse berichten herkennen", "Incidenten melden"),
        "modules": (
            ("Wat is phishing?", "Hoe het werkt, en waarom het bij iedereen lukt.", (
                ("Een hengel met uw naam erop", 4, (
                    text("<h2>Niet dom, wel druk</h2><p>Phishing is vissen naar wat u weet: een wachtwoord, een code, een "
                         "rekeningnummer. De visser rekent niet op domme mensen. Hij rekent op drukke mensen.</p>"
                         "<p>Een goede valse mail past bij uw dag. Ze komt op vrijdag om vijf voor vijf, noemt uw "
                         "dossier bij naam, en vraagt iets kleins.</p>"),
                    box("info", "Ook per sms en telefoon", "Smishing is per sms, vishing per telefoon. De truc is dezelfde: "
                        "haast, gezag en een kleine vraag."),
                )),
                ("Kijk mee met Nadia", 6, (
                    ("video", FILM),
                    text("<p>Drie vragen volstaan:</p><ol><li>Ken ik dit <b>adres</b>, niet alleen de naam?</li>"
                         "<li>Waar leidt de <b>koppeling</b> echt heen?</li><li>Waarom moet het zo <b>snel</b>?</li></ol>"),
                )),
            )),
            ("Wat u doet", "Melden is gewonnen.", (
                ("Melden in één minuut", 4, (
                    text("<h2>Zo meldt u</h2><ul><li>Gebruik de meldknop in uw mailprogramma.</li>"
                         "<li>Hebt u geen knop? Stuur de mail als bijlage naar uw helpdesk.</li>"
                         "<li>Laat de mail daarna staan tot men u zegt dat ze weg mag.</li></ul>"),
                    box("ok", "Liever tien keer te veel", "Niemand lacht om een melding die niets was. Een melding te weinig "
                        "kost het bestuur dagen."),
                )),
                ("Toch geklikt?", 4, (
                    text("<p>Het overkomt de besten. Wat telt, is wat u daarna doet.</p><ol><li>Bel de helpdesk. Meteen.</li>"
                         "<li>Verander uw wachtwoord op een ander toestel.</li><li>Vertel precies wat u zag en deed.</li></ol>"),
                    box("warning", "Wacht niet tot morgen", "Tussen klik en inbraak zit vaak minder dan een uur."),
                )),
            )),
            ("De proef", "Vijf vragen, zo vaak u wilt.", (
                ("Herkent u het?", 7, (
                    text("<p>Neem uw tijd. U kunt stoppen en later verdergaan, ook op een ander toestel.</p>"),
                    ("quiz", PHISHING_QUIZ),
                )),
            )),
        ),
    },
    {
        "title": "Uw eerste uur bij een incident", "slug": "uw-eerste-uur-bij-een-incident",
        "minutes": 40, "level": "gevorderd", "audience": "besturen",
        "lead": "Wat u doet, en vooral laat, in het uur nadat het misging.",
        "body": "<p>Het eerste uur bepaalt hoelang een bestuur stilligt. Deze cursus geeft u een volgorde die ook "
        "werkt als het netwerk weg is en de telefoon niet stopt.</p>",
        "skills": ("Incidenten aanpakken", "Crisiscommunicatie"),
        "modules": (
            ("De eerste tien minuten", "Stoppen, bewaren, bellen.", (
                ("Adem in, kabel uit", 8, (
                    text("<h2>Maak los, zet niet uit</h2><p>Trek de netwerkkabel uit en zet de wifi af. Laat het toestel "
                         "aanstaan: in het geheugen zitten sporen die na uitschakelen weg zijn.</p>"),
                    box("warning", "Wis niets", "Ook niet om op te ruimen. Wat u wist, kan niemand meer onderzoeken."),
                )),
                ("Wie belt wie?", 8, (
                    text("<p>Een bellijst op papier is goud waard als de mail plat ligt. Zet erop: ICT, CISO, DPO, algemeen "
                         "directeur, communicatie, leverancier, verzekeraar.</p>"),
                    box("info", "Het CCB helpt", "Het Centrum voor Cybersecurity België neemt meldingen dag en nacht aan."),
                )),
            )),
            ("Het uur rond", "Beslissen en vertellen.", (
                ("Wat zegt u de inwoners?", 10, (
                    text("<p>Zeg wat u weet, wat u niet weet, en wanneer u opnieuw iets zegt. Beloof geen uur waarop alles "
                         "weer werkt.</p>"),
                )),
                ("De proef", 10, (("quiz", INCIDENT_QUIZ),)),
            )),
        ),
    },
)  # fmt: skip

PATH = {
    "title": "Veilig van start", "slug": "veilig-van-start", "is_live": True,
    "lead": "Voor wie nieuw is bij een bestuur: eerst herkennen, dan weten wat te doen.",
}  # fmt: skip

BOOKS: tuple[tuple[dict[str, Any], tuple[str, ...]], ...] = (
    (
        {"title": "Handboek informatieveiligheid voor lokale besturen", "author": "Redactie Poldermaat",
         "publisher": "Uitgeverij Poldermaat", "year": 2026, "audience": "gekozen",
         "reader_url": "https://lezer.poldermaat.example/informatieveiligheid",
         "summary": "Van beleid tot bellijst, met modellen die u kunt overnemen."},
        ("Gent", "Mechelen"),
    ),
    (
        {"title": "De AVG aan het loket", "author": "L. Verhaegen", "publisher": "Uitgeverij Poldermaat",
         "year": 2025, "audience": "besturen", "reader_url": "https://lezer.poldermaat.example/avg-loket",
         "summary": "Wat mag u vragen, wat moet u zeggen, en hoelang houdt u het bij?"},
        (),
    ),
    (
        {"title": "Overheidsopdrachten voor ICT", "author": "T. Callebaut", "publisher": "Dijkwerk Boeken",
         "year": 2024, "audience": "gekozen", "reader_url": "https://lezen.dijkwerk.example/opdrachten",
         "summary": "Bestekken voor software: eisen, gunning en wat er na de gunning komt."},
        ("Aalst",),
    ),
)  # fmt: skip
