"""The first words of the front door; from then on they are the editors'."""

TITLE = "Gewaarschuwd voor het misgaat"
LEAD = (
    "VlaVirGem waarschuwt lokale besturen dag en nacht voor lekken in de software die zij "
    "gebruiken, en brengt hun mensen samen om ze te dichten."
)
PROMISES = [
    {
        "type": "promise",
        "value": {
            "icon": "radio",
            "title": "Wij lezen alles",
            "text": "De QRC volgt leveranciers, het CCB, CISA en andere bronnen. Wat zij melden, "
            "staat binnen het uur bij ons.",
        },
    },
    {
        "type": "promise",
        "value": {
            "icon": "sliders",
            "title": "U kiest wat telt",
            "text": "Zeg welke producten u gebruikt en vanaf welke ernst u het wilt weten. "
            "De rest laat u met rust.",
        },
    },
    {
        "type": "promise",
        "value": {
            "icon": "phone",
            "title": "U weet het meteen",
            "text": "Per mail, per sms en op het scherm: één bericht, met wat er is, waarom u het "
            "krijgt en wat u doet.",
        },
    },
]
BODY = (
    "<h2>Van en voor lokale besturen</h2>"
    "<p>Gemeenten, OCMW’s, provincies en intercommunales doen mee, samen met V‑ICT‑OR en hun "
    "leveranciers. U sluit zich aan met uw mailadres van het werk; een beheerder van uw bestuur "
    "laat u toe.</p>"
    "<p>Waarschuwingen komen van de bron en worden bij ons niet mooier of erger: u ziet altijd "
    "wie het meldde, wanneer, en wat sindsdien veranderde.</p>"
)
