"""What the editors' work and learning are measured by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.kpi.indicators import Indicator, register_indicator
from content.learning.models import CoursePage, Enrolment, LearningSession
from content.newsletters.models import Newsletter


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
