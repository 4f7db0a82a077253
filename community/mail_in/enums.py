from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fate(TextChoices):
    """What became of a mail that came in."""

    RECEIVED = "ontvangen", _("Nog te verwerken")
    BOUNCED = "niet-afgeleverd", _("Niet afgeleverd")
    DELAYED = "uitgesteld", _("Uitgesteld")
    COMPLAINT = "klacht", _("Klacht")
    POSTED = "geplaatst", _("Op het forum gezet")
    REFUSED = "geweigerd", _("Niet aangenomen, met uitleg")
    NOTHING = "niets-te-doen", _("Niets te doen")
    UNPLACED = "niet-geplaatst", _("Niet geplaatst")


class Reason(TextChoices):
    """Why a mail could not be placed."""

    NO_REPORT = "geen-verslag", _("Geen leesbaar verslag van een mailserver")
    NOT_OURS = "niet-herkend", _("Geen geldig kenmerk van een zending van ons")
    NO_TAKER = "geen-bestemming", _("Niemand leest mail aan dit adres")
    FAULT = "fout", _("Wij konden hem niet verwerken")
