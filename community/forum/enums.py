from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

FORUM = "community.forum"
"""The purpose of its files."""


class Starters(TextChoices):
    """Who begins topics in a category; whoever reads it may answer, unless it says otherwise."""

    READERS = "lezers", _("Wie er leest")
    EDITORS = "redactie", _("Alleen de redactie")
    HOUSE = "platform", _("Alleen het platform zelf")


class SupplierRule(TextChoices):
    """What suppliers and freelancers do in a category that is for all members."""

    TAKE_PART = "meedoen", _("Lezen, vragen en antwoorden")
    ANSWER = "antwoorden", _("Lezen en antwoorden")
    READ = "lezen", _("Alleen lezen")


class TopicKind(TextChoices):
    QUESTION = "vraag", _("Vraag")
    DISCUSSION = "discussie", _("Discussie")
    ANNOUNCEMENT = "aankondiging", _("Aankondiging")
    POLL = "peiling", _("Peiling")


class PostState(TextChoices):
    """Whether what somebody wrote is read by others."""

    SHOWN = "zichtbaar", _("Zichtbaar")
    WAITING = "wacht", _("Wacht op nazicht")
    HIDDEN = "verborgen", _("Verborgen door de redactie")
    WITHDRAWN = "ingetrokken", _("Ingetrokken door de schrijver")


class Via(TextChoices):
    WEB = "web", _("Op de site")
    MAIL = "mail", _("Per e-mail")
    HOUSE = "platform", _("Door het platform")


class Follow(IntegerChoices):
    """How closely somebody follows a topic, a category or a tag; what is muted is never unread."""

    MUTED = 0, _("Dempen: nooit iets van horen")
    NORMAL = 1, _("Gewoon: alleen als iemand u noemt of antwoordt")
    TRACKED = 2, _("Volgen: tonen wat ongelezen is")
    WATCHED = 3, _("Bewaken: een melding van elk nieuw bericht")


class FollowReason(TextChoices):
    """Why somebody follows a topic as he does."""

    CHOSEN = "gekozen", _("Zelf gekozen")
    WROTE = "geschreven", _("U schreef erin")
    MENTIONED = "genoemd", _("U werd genoemd")
    USES = "gebruikt", _("Uw bestuur gebruikt dit")


class ReactionKind(TextChoices):
    USEFUL = "nuttig", _("Nuttig")
    THANKS = "dank", _("Dank u")
    SAME = "ook-bij-ons", _("Ook bij ons")


class Rhythm(TextChoices):
    """How often somebody gets the forum in one mail."""

    DAILY = "dagelijks", _("Elke dag")
    WEEKLY = "wekelijks", _("Elke week, op maandag")
    NEVER = "nooit", _("Nooit")


POST_KIND, TOPIC_KIND = "community.post", "community.topic"
"""What moderation calls them."""
