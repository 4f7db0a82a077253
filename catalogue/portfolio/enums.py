from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemOrigin(TextChoices):
    TYPED = "ingetypt", _("Ingetypt")
    CSV = "csv", _("Uit een CSV-bestand")
    SBOM = "sbom", _("Uit een SBOM")


class SbomFormat(TextChoices):
    CYCLONEDX = "cyclonedx", "CycloneDX"
    SPDX = "spdx", "SPDX"


class RowState(TextChoices):
    """What a row of an import turned out to be."""

    SURE = "herkend", _("Herkend")
    LIKELY = "waarschijnlijk", _("Waarschijnlijk")
    UNKNOWN = "onbekend", _("Niet herkend")
    CHANGED = "wijziging", _("Wijziging")
    DOUBLE = "dubbel", _("Staat er al")
    ERROR = "fout", _("Fout")
