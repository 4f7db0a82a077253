"""What the editors' work, learning and the library are measured by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.kpi.indicators import Indicator, register_indicator
from content.learning.models import CoursePage, Enrolment, LearningSession
from content.library.enums import Status
from content.library.models import Visit
from content.library.rules import outside_groups
from content.newsletters.models import Newsletter

ACTIVE_DAYS = 30


def communications(day: date) -> int:
    """Newsletters that left on a day; days gone by can be measured."""
    return Newsletter.objects.sent().filter(sent_at__date=day).count()


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def learners(day: date) -> int:
    """People who were at it in the ninety days up to a day; days gone by can be measured."""
    end = _midnight_after(day)
    rows = LearningSession.objects.filter(
        started_at__lt=end, ended_at__gte=end - timedelta(days=90)
    )
    return rows.values("enrolment__user").distinct().count()


def courses(day: date) -> int:
    """As it stands now: which courses were live on a day gone by is not kept."""
    return CoursePage.objects.live().count()


def passed(day: date) -> int:
    """Courses passed on a day; days gone by can be measured."""
    end = _midnight_after(day)
    rows = Enrolment.objects.filter(completed_at__lt=end, completed_at__gte=end - timedelta(days=1))
    return rows.count()


register_indicator(
    Indicator(
        "content.communications", _("Communicaties"), _("nieuwsbrieven"), communications,
        kind="flow", order=60,
        definition=_("Nieuwsbrieven die die dag vertrokken; een jaar is hun som."),
    )
)  # fmt: skip


def documents(day: date) -> int:
    """Documents in the library at the end of the day, as far as their rows still tell: one that was
    archived since counts up to that moment."""
    end = _midnight_after(day)
    there = Q(status=Status.PUBLISHED) | Q(status=Status.ARCHIVED, decided_at__gte=end)
    return outside_groups().filter(there, published_at__lt=end).count()


def library_users(day: date) -> int:
    """People who opened a document in the thirty days up to and including this one.

    Only their last time with each document is kept, so for a day gone by it counts too few: measure
    on the day itself.
    """
    end = _midnight_after(day)
    rows = Visit.objects.filter(at__lt=end, at__gte=end - timedelta(days=ACTIVE_DAYS))
    return rows.values("user").distinct().count()


register_indicator(
    Indicator(
        "content.documents", _("Documenten"), _("documenten"), documents,
        definition=_("Documenten die in de bestandsbibliotheek staan."), order=50,
    )
)  # fmt: skip
register_indicator(
    Indicator(
        "content.learners", _("Gebruikers leernetwerk"), _("gebruikers"), learners, order=60,
        definition=_("Mensen die de voorbije 90 dagen met een cursus bezig waren."),
    )
)  # fmt: skip
register_indicator(
    Indicator(
        "content.courses", _("Cursussen online"), _("cursussen"), courses, order=61,
        definition=_("Cursussen die gepubliceerd zijn."),
    )
)  # fmt: skip
register_indicator(
    Indicator(
        "content.courses_passed", _("Geslaagd voor een cursus"), _("keer"), passed, kind="flow",
        order=62, definition=_("Hoe vaak iemand voor een cursus slaagde."),
    )
)  # fmt: skip
register_indicator(
    Indicator(
        "content.library_users", _("Bibliotheekgebruikers per maand"), _("gebruikers"),
        library_users,
        definition=_("Mensen die de voorbije dertig dagen aangemeld een document openden."),
        order=55,
    )
)  # fmt: skip
