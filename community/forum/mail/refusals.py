"""Why an answer by mail does not come on the forum, and what its sender can do."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Why(TextChoices):
    """The values stand in the audit trail."""

    UNKNOWN = "onbekend-adres", _("Dit antwoordadres bestaat niet (meer)")
    TOO_OLD = "te-oud", _("Dit bericht is te oud om per mail te beantwoorden")
    DIGEST = "samenvatting", _("Op een samenvatting kunt u niet antwoorden")
    NO_MEMBER = "geen-lid", _("U hoort niet meer bij een organisatie")
    NOT_YOURS = "geen-toegang", _("U kunt hier niet meer lezen of antwoorden")
    CLOSED = "gesloten", _("Het onderwerp is gesloten")
    GONE = "weg", _("Het onderwerp staat niet meer op het forum")
    EMPTY = "leeg", _("Er stond niets in uw mail")
    ONLY_QUOTE = "enkel-aanhaling", _("Er stond alleen een aanhaling in uw mail")
    TOO_LONG = "te-lang", _("Uw antwoord is te lang")
    TOO_MANY = "te-veel-ontvangers", _("Uw mail ging naar te veel mensen")
    NOT_SO = "niet-aanvaard", _("Uw antwoord kan zo niet op het forum")


HELP: Mapping[Why, Promise] = {
    Why.UNKNOWN: _(
        "Het adres waaraan u schreef, is niet juist of niet meer geldig. Antwoord op een recente "
        "mail van ons, of open het onderwerp op de site en antwoord daar."
    ),
    Why.TOO_OLD: _(
        "Per mail antwoorden kan tot zes maanden nadat een bericht geschreven werd. Open het "
        "onderwerp op de site en antwoord daar."
    ),
    Why.DIGEST: _(
        "In een samenvatting staan berichten uit veel onderwerpen: wij weten niet op welk u "
        "antwoordt. Open het onderwerp met de link in de samenvatting en antwoord daar."
    ),
    Why.NO_MEMBER: _(
        "Op het forum schrijven leden van een organisatie. Uw lidmaatschap is gestopt. Meld u aan "
        "en vraag om aan te sluiten."
    ),
    Why.NOT_YOURS: _(
        "U hebt geen toegang (meer) tot deze plaats op het forum, of u mag er alleen lezen."
    ),
    Why.CLOSED: _(
        "In dit onderwerp kan niemand nog antwoorden. Begin op de site een nieuw onderwerp."
    ),
    Why.GONE: _("De redactie of de schrijver haalde het weg. Niemand kan er nog op antwoorden."),
    Why.EMPTY: _(
        "Wij vonden geen tekst in uw mail. Schrijf uw antwoord boven het bericht dat u beantwoordt."
    ),
    Why.ONLY_QUOTE: _(
        "Wij vonden alleen tekst die uw mailprogramma herhaalde. Schrijf uw antwoord erboven, of "
        "tussen de aangehaalde regels."
    ),
    Why.TOO_LONG: _(
        "Een bericht telt hoogstens 40.000 tekens. Kort het in, of zet de rest in een bestand."
    ),
    Why.TOO_MANY: _(
        "Een antwoord voor het forum stuurt u alleen naar het antwoordadres, zonder anderen in "
        "kopie: wie het onderwerp volgt, krijgt het vanzelf."
    ),
    Why.NOT_SO: _("Pas uw antwoord aan en stuur het opnieuw, of antwoord op de site."),
}


class Declined(Exception):
    """`text` adds what exactly is wrong, in the writer's language; `said` is what he wrote."""

    def __init__(self, why: Why, *, text: str = "", said: str = "") -> None:
        self.why, self.text, self.said = why, text, said
        super().__init__(why)
