from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

WORDS_KIND = "community.group_words"
"""What moderation calls what a group says of itself."""


class GroupKind(TextChoices):
    REGION = "kenniskring", _("Kenniskring")
    USERS = "gebruikersgroep", _("Gebruikersgroep")
    PROJECT = "werkruimte", _("Werkruimte")


class Entrance(TextChoices):
    """Who finds a group, and how one comes in."""

    OPEN = "open", _("Open: elk lid vindt de groep en stapt zelf in")
    ASK = "op-vraag", _("Op vraag: elk lid vindt de groep, een trekker laat binnen")
    HIDDEN = "verborgen", _("Verborgen: alleen wie uitgenodigd is, weet dat de groep bestaat")


class GroupRole(TextChoices):
    LEADER = "trekker", _("Trekker")
    MEMBER = "lid", _("Lid")
