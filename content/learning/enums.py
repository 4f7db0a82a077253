from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Readers(TextChoices):
    """Who may follow a course or read a book."""

    MEMBERS = "leden", _("Alle leden")
    GOVERNMENTS = "besturen", _("Alleen besturen")
    CHOSEN = "gekozen", _("Alleen gekozen organisaties")


class Level(TextChoices):
    START = "basis", _("Basis")
    FURTHER = "gevorderd", _("Gevorderd")
    EXPERT = "expert", _("Expert")


class Tongue(TextChoices):
    DUTCH = "nl", _("Nederlands")
    FRENCH = "fr", _("Frans")
    ENGLISH = "en", _("Engels")


class Completion(TextChoices):
    """What it takes to have passed a course."""

    ALL = "alles", _("Alle lessen gelezen en alle toetsen geslaagd")
    QUIZZES = "toetsen", _("Alle toetsen geslaagd")


class QuestionKind(TextChoices):
    SINGLE = "een", _("Eén antwoord is juist")
    MULTIPLE = "meer", _("Meer antwoorden zijn juist")
    TRUE_FALSE = "juist-fout", _("Juist of fout")
    SHORT = "kort", _("Kort antwoord")
    ORDERING = "volgorde", _("In de juiste volgorde")
    MATCHING = "koppelen", _("Wat bij wat hoort")


class StatementVerb(TextChoices):
    """The xAPI verbs we tell, by the last part of their address."""

    INITIALIZED = "initialized", _("begonnen")
    PROGRESSED = "progressed", _("gevorderd in")
    ANSWERED = "answered", _("beantwoord")
    COMPLETED = "completed", _("afgerond")
    PASSED = "passed", _("geslaagd voor")
    FAILED = "failed", _("niet geslaagd voor")
