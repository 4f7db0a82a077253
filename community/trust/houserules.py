"""The house rules of what members write: by article, so that a decision can name one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERSION = "2026-1"
"""Goes up with every change of an article: who read an older one is asked to read again."""


@dataclass(frozen=True, slots=True)
class Article:
    number: int
    title: str | Promise
    text: str | Promise

    @property
    def name(self) -> str:
        """As a decision names it."""
        return f"art. {self.number} ({self.title})"


ARTICLES = (
    Article(
        1, _("Onder uw eigen naam"),
        _("U schrijft als uzelf, voor de organisatie waarvoor u werkt. Uw naam en organisatie staan "
          "bij elk bericht."),
    ),
    Article(
        2, _("Met respect"),
        _("U mag het oneens zijn. U valt geen mensen, besturen of leveranciers aan, en u sluit "
          "niemand uit."),
    ),
    Article(
        3, _("Geen vertrouwelijke informatie"),
        _("Geen wachtwoorden, netwerkplannen of open kwetsbaarheden van een bestuur. Wat een collega u in "
          "vertrouwen zei, blijft bij u."),
    ),
    Article(
        4, _("Geen persoonsgegevens"),
        _("Geen gegevens van burgers, personeel of anderen: geen namen, nummers of dossiers. Maak "
          "schermafdrukken en logboeken eerst onherkenbaar."),
    ),
    Article(
        5, _("Geen reclame"),
        _("Leveranciers antwoorden op vragen over hun product en zeggen wie ze zijn. Ongevraagd "
          "verkopen mag niet, in het forum noch per bericht."),
    ),
    Article(
        6, _("Eerlijk en juist"),
        _("Zeg wat u zelf weet, en wat u van elders hebt. Verbeter uzelf wanneer iets niet klopt."),
    ),
    Article(
        7, _("Op de juiste plaats"),
        _("Zoek eerst of uw vraag al gesteld is. Kies de categorie die past. Een moderator mag uw "
          "onderwerp verplaatsen, samenvoegen of afsplitsen."),
    ),
    Article(
        8, _("Binnen de wet"),
        _("Geen auteursrechtelijk beschermde teksten of bestanden van anderen zonder toestemming, "
          "en niets anders dat de wet verbiedt."),
    ),
)  # fmt: skip
HANDLING = (
    _("Iedereen kan een bericht signaleren. Wie dat deed, zeggen wij nooit."),
    _("Een mens beslist, altijd met een motivering. Software wijst hoogstens iets aan."),
    _("De eerste berichten van wie nieuw is, kan een moderator nakijken voor anderen ze lezen."),
    _("Wij kunnen een bericht of zijn bestanden weghalen, een onderwerp sluiten, u waarschuwen of u tijdelijk "
      "niet laten schrijven. U hoort dan waarom, en u kunt zes maanden lang bezwaar maken."),
    _("Een andere moderator beoordeelt uw bezwaar binnen 14 dagen."),
)  # fmt: skip
