"""What the library is measured by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.kpi.indicators import Indicator, register_indicator
from content.library.enums import Status
from content.library.models import LibraryDocument, Visit

ACTIVE_DAYS = 30


def documents(day: date) -> int:
    """Documents in the library at the end of the day, as far as their rows still tell: one that was
    archived since counts up to that moment."""
    end = _end_of(day)
    there = Q(status=Status.PUBLISHED) | Q(status=Status.ARCHIVED, decided_at__gte=end)
    return LibraryDocument.objects.filter(there, published_at__lt=end).count()


def library_users(day: date) -> int:
    """People who opened a document in the thirty days up to and including this one.

    Only their last time with each document is kept, so for a day gone by it counts too few: measure
    on the day itself.
    """
    end = _end_of(day)
    rows = Visit.objects.filter(at__lt=end, at__gte=end - timedelta(days=ACTIVE_DAYS))
    return rows.values("user").distinct().count()


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


register_indicator(
    Indicator(
        "content.documents", _("Documenten"), _("documenten"), documents,
        definition=_("Documenten die in de bestandsbibliotheek staan."), order=50,
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
