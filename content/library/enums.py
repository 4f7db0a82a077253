from django.db import models
from django.utils.translation import gettext_lazy as _

LIBRARY = "content.library"
"""The purpose that its files are kept for."""


class DocumentKind(models.TextChoices):
    """What a document is for, as somebody who looks for one would say it."""

    GUIDE = "leidraad", _("Leidraad of handleiding")
    TEMPLATE = "sjabloon", _("Sjabloon")
    POLICY = "beleid", _("Beleid of plan")
    TENDER = "bestek", _("Bestek of contract")
    REPORT = "verslag", _("Verslag of onderzoek")
    SLIDES = "presentatie", _("Presentatie")
    RECORDING = "opname", _("Opname")
    LIST = "lijst", _("Lijst of overzicht")
    OTHER = "ander", _("Iets anders")


class Licence(models.TextChoices):
    """On what terms others may use it again."""

    FREE = "gratis-hergebruik", _("Gratis hergebruik (Vlaamse modellicentie)")
    CC0 = "cc0", _("Vrij van rechten (CC0)")
    CC_BY = "cc-by", _("Met naamsvermelding (CC BY 4.0)")
    CC_BY_SA = "cc-by-sa", _("Met naamsvermelding, gelijk delen (CC BY-SA 4.0)")
    GOVERNMENTS = "binnen-besturen", _("Alleen voor gebruik binnen besturen")
    OWN = "alle-rechten", _("Alle rechten voorbehouden: vraag het de maker")


class Readers(models.TextChoices):
    """For whom a document is; the values that it shares with `Audience` mean the same."""

    PUBLIC = "publiek", _("Iedereen")
    MEMBERS = "leden", _("Alle leden")
    GOVERNMENTS = "besturen", _("Alleen besturen")
    CHOSEN = "gekozen", _("Gekozen organisaties")
    GROUP = "groep", _("Alleen een groep")


OF_ALL = [each for each in Readers.choices if each[0] != Readers.GROUP]
"""Circles that editors give; what is a group's is chosen by who is in it."""


class Status(models.TextChoices):
    """Where a document is on its way into the library, and out of it."""

    DRAFT = "klaargezet", _("Klaargezet")
    PROPOSED = "voorgesteld", _("Voorgesteld")
    PUBLISHED = "gepubliceerd", _("Gepubliceerd")
    REJECTED = "afgewezen", _("Afgewezen")
    ARCHIVED = "gearchiveerd", _("Gearchiveerd")


LICENCE_PAGES = {
    Licence.FREE: "https://www.vlaanderen.be/digitaal-vlaanderen/onze-oplossingen/open-data/voorwaarden-voor-het-hergebruik-van-overheidsinformatie/modellicentie-gratis-hergebruik",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.nl",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.nl",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.nl",
}
"""Where the terms stand in full."""
