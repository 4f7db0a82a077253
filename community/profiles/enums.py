from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

WORDS_KIND = "community.profile_words"
"""What moderation calls what a person says of himself."""


class ShownTo(TextChoices):
    """Who reads a line of somebody's profile; he himself always does."""

    NOBODY = "niemand", _("Niemand")
    GOVERNMENTS = "besturen", _("Alleen besturen")
    MEMBERS = "leden", _("Alle leden")


class Contact(TextChoices):
    """Who may begin a conversation with somebody."""

    MEMBERS = "leden", _("Ja, elk lid")
    GOVERNMENTS = "besturen", _("Ja, maar alleen wie bij een bestuur werkt")
    NOBODY = "niemand", _("Nee, liever niet")


class Spoken(TextChoices):
    DUTCH = "nl", _("Nederlands")
    FRENCH = "fr", _("Frans")
    ENGLISH = "en", _("Engels")
    GERMAN = "de", _("Duits")
    SIGNED = "vgt", _("Vlaamse Gebarentaal")
