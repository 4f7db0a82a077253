"""Three shorter courses beside those of lessons.py: invented words, for a shelf that has a choice."""

from __future__ import annotations

from typing import Any

from vlavirgem.demo.lessons import box, text

PASSWORD_QUIZ = {
    "title": "Toets: sterk aangemeld", "intro": "Drie korte vragen.", "pass_mark": 60,
    "theme": "Aanmelden",
    "questions": [
        {
            "kind": "een",
            "text": "Welk wachtwoord houdt het langst stand?",
            "options": [
                ("Vier losse woorden die niets met elkaar te maken hebben", True, "Lang wint van ingewikkeld."),
                ("Acht tekens met een hoofdletter, een cijfer en een uitroepteken", False, "Dat raadt een toestel in uren."),
                ("De naam van de gemeente met het jaartal", False, "Dat is het eerste wat men probeert."),
            ],
            "explanation": "Elk teken erbij telt meer dan elk vreemd teken.",
        },
        {
            "kind": "juist-fout", "true": False,
            "text": "Wie een tweede stap gebruikt, mag overal hetzelfde wachtwoord nemen.",
            "explanation": "Niet elke dienst kent een tweede stap. Eén lek opent dan alle andere deuren.",
        },
        {
            "kind": "meer",
            "text": "Wat is een tweede stap? Kies alles wat klopt.",
            "options": [
                ("Een code uit een app", True, ""),
                ("Een passkey op uw toestel", True, ""),
                ("Uw geboortedatum", False, "Die kennen anderen ook."),
            ],
            "explanation": "Iets wat u weet, samen met iets wat u hebt.",
        },
    ],
}  # fmt: skip

MORE_COURSES: tuple[dict[str, Any], ...] = (
    {
        "title": "Sterk aangemeld", "slug": "sterk-aangemeld", "minutes": 15, "level": "basis", "audience": "leden",
        "lead": "Een wachtwoordkluis, een tweede stap en een passkey, in een kwartier geregeld.",
        "body": "<p>U leert geen regels uit het hoofd. U zet drie dingen klaar die voortaan het werk voor u doen.</p>",
        "skills": ("Veilig aanmelden",),
        "modules": (
            ("Drie keer klaarzetten", "Elk onderdeel duurt vijf minuten.", (
                ("Een kluis voor al het andere", 5, (
                    text("<h2>Eén goed wachtwoord</h2><p>U onthoudt er nog één: dat van de kluis. De rest bedenkt, bewaart en "
                         "vult zij in. Neem vier woorden die niets met elkaar te maken hebben.</p>"),
                    box("info", "Vraag uw ICT-dienst", "De meeste besturen hebben al een kluis. Gebruik die, geen andere."),
                )),
                ("De tweede stap", 4, (
                    text("<p>Begin bij uw mail: wie daar binnen is, vraagt overal een nieuw wachtwoord aan. Kies een app boven "
                         "een sms, en een passkey boven een app.</p>"),
                )),
                ("De proef", 6, (("quiz", PASSWORD_QUIZ),)),
            )),
        ),
    },
    {
        "title": "NIS2 voor wie beslist", "slug": "nis2-voor-wie-beslist", "minutes": 20, "level": "gevorderd",
        "audience": "besturen",
        "lead": "Wat de wet van het bestuur vraagt, wat u mag overlaten en wat niet.",
        "body": "<p>Voor algemeen directeurs, schepenen en leden van het managementteam. Geen techniek, wel de vragen die u "
        "moet stellen.</p>",
        "skills": ("Risico’s beheren",),
        "modules": (
            ("Uw rol", "Goedkeuren, toezien, zelf leren.", (
                ("Wat u zelf moet doen", 10, (
                    text("<h2>Drie plichten</h2><ol><li>Maatregelen tegen risico’s <b>goedkeuren</b>.</li><li>Toezien op de "
                         "<b>uitvoering</b>.</li><li>Zelf een <b>opleiding</b> volgen.</li></ol><p>Het werk mag u overlaten. De "
                         "verantwoordelijkheid niet.</p>"),
                    box("warning", "24 uur, 72 uur, een maand", "Een ernstig incident meldt u in drie stappen. De eerste is een "
                        "korte verwittiging binnen 24 uur."),
                )),
                ("Vijf vragen aan uw CISO", 10, (
                    text("<ol><li>Wat zijn onze drie grootste risico’s?</li><li>Wanneer zetten we voor het laatst een back-up "
                         "echt terug?</li><li>Wie belt wie om drie uur ’s nachts?</li><li>Welke leverancier kan ons "
                         "stilleggen?</li><li>Wat kost het om het volgende jaar beter te doen?</li></ol>"),
                )),
            )),
        ),
    },
    {
        "title": "Back-ups die u terugkrijgt", "slug": "back-ups-die-u-terugkrijgt", "minutes": 30, "level": "gevorderd",
        "audience": "leden",
        "lead": "Een kopie is pas een back-up als u ze ooit hebt teruggezet.",
        "body": "<p>Voor ICT-diensten van één tot vijf mensen: een plan dat past in de uren die u hebt.</p>",
        "skills": ("Bedrijfscontinuïteit",),
        "modules": (
            ("Kiezen", "Wat, hoe vaak en waar.", (
                ("Drie, twee, één", 10, (
                    text("<p>Drie kopieën, op twee soorten dragers, één buiten het gebouw. En één die niemand kan wissen, ook een "
                         "beheerder niet.</p>"),
                )),
                ("Hoeveel mag u kwijt zijn?", 8, (
                    text("<p>Vraag elke dienst twee getallen: hoeveel uur werk mag verloren gaan, en hoelang mag het duren. Samen "
                         "zeggen ze hoe vaak u kopieert en hoe snel u moet kunnen terugzetten.</p>"),
                )),
            )),
            ("Oefenen", "Een halve dag per kwartaal.", (
                ("Zet iets terug", 12, (
                    text("<p>Kies elk kwartaal één dossier en zet het terug op een leeg toestel. Schrijf op wat ontbrak. De derde "
                         "keer gaat het vanzelf.</p>"),
                    box("ok", "Meteen bewijs", "Het verslag van zo’n oefening is wat een auditor wil zien."),
                )),
            )),
        ),
    },
)  # fmt: skip
