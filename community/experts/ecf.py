"""The 41 competences of EN 16234-1 (e-CF) by their codes, described in words of our own.

The standard's text is CEN's, so none of it stands here.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COMPETENCES: dict[str, Promise] = {
    "A.1": _("De informatiesystemen laten volgen wat het bestuur wil bereiken"),
    "A.2": _("Afspreken en bewaken hoe goed een dienst moet werken"),
    "A.3": _("Een plan onderbouwen met kosten en baten"),
    "A.4": _("Plannen wat een product of dienst wanneer moet kunnen"),
    "A.5": _("Tekenen hoe systemen in elkaar passen"),
    "A.6": _("Uitdenken hoe een toepassing werkt voor ze gebouwd wordt"),
    "A.7": _("Volgen welke technologie eraan komt en wat ze betekent"),
    "A.8": _("ICT zuiniger en duurzamer maken"),
    "A.9": _("Nieuwe ideeën zoeken en uitproberen"),
    "A.10": _("Zorgen dat mensen een toepassing graag en vlot gebruiken"),
    "B.1": _("Toepassingen bouwen en aanpassen"),
    "B.2": _("Onderdelen aan elkaar koppelen tot één werkend geheel"),
    "B.3": _("Nagaan of een systeem doet wat gevraagd is"),
    "B.4": _("Een oplossing in gebruik nemen"),
    "B.5": _("Opschrijven hoe iets werkt en gebruikt wordt"),
    "B.6": _("Systemen van hard- en software samenstellen"),
    "C.1": _("Gebruikers verder helpen"),
    "C.2": _("Wijzigingen aan systemen veilig doorvoeren"),
    "C.3": _("Diensten elke dag laten draaien"),
    "C.4": _("De oorzaak van storingen zoeken en wegnemen"),
    "C.5": _("Systemen beheren en gezond houden"),
    "D.1": _("De koers voor informatieveiligheid uitzetten"),
    "D.2": _("De koers voor de kwaliteit van ICT uitzetten"),
    "D.3": _("Opleidingen maken en geven"),
    "D.4": _("ICT aankopen volgens de regels"),
    "D.5": _("Een aanbod uitbouwen en aan de man brengen"),
    "D.6": _("Mensen langs digitale weg bereiken"),
    "D.7": _("Uit gegevens halen wat men ermee kan beslissen"),
    "D.8": _("Contracten sluiten en opvolgen"),
    "D.9": _("Medewerkers laten groeien in hun vak"),
    "D.10": _("Informatie en kennis ordenen en bewaren"),
    "D.11": _("Uitzoeken wat mensen echt nodig hebben"),
    "E.1": _("Voorspellen wat er nodig zal zijn"),
    "E.2": _("Projecten en hun samenhang leiden"),
    "E.3": _("Risico’s inschatten en beperken"),
    "E.4": _("Goede banden houden met wie meewerkt"),
    "E.5": _("Manieren van werken verbeteren"),
    "E.6": _("De kwaliteit van ICT bewaken"),
    "E.7": _("Mensen en organisatie door een verandering loodsen"),
    "E.8": _("Informatieveiligheid elke dag beheren"),
    "E.9": _("Toezien op wat met informatiesystemen gebeurt"),
}
