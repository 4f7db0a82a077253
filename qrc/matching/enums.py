from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionState(TextChoices):
    """Whether a version is touched. Whatever is doubtful is UNKNOWN, never NOT_AFFECTED."""

    AFFECTED = "affected", _("Getroffen")
    NOT_AFFECTED = "not_affected", _("Niet getroffen")
    UNKNOWN = "unknown", _("Na te kijken")


class Confidence(TextChoices):
    """How sure we are that a source means this product."""

    CERTAIN = "zeker", _("Zeker")
    LIKELY = "waarschijnlijk", _("Waarschijnlijk")
    POSSIBLE = "mogelijk", _("Mogelijk")


SURENESS = {
    Confidence.POSSIBLE.value: 1,
    Confidence.LIKELY.value: 2,
    Confidence.CERTAIN.value: 3,
}
"""Order of confidence: the higher, the surer."""


class SignalKind(TextChoices):
    """By what a source let us recognise a product."""

    CSAF = "csaf", _("Productlijst van een CSAF-document")
    CVE = "cve", _("Productlijst bij een CVE")
    KEV = "kev", _("Naam in CISA KEV")
    CPE = "cpe", _("CPE")
    PURL = "purl", _("purl")
    TITLE = "title", _("Titel")
