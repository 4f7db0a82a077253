"""What the screen of incoming mail reads."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from community.mail_in.enums import Fate
from community.mail_in.models import KEPT, IncomingMail


def unplaced() -> models.QuerySet[IncomingMail]:
    """Of the last thirty days, the newest first."""
    rows = IncomingMail.objects.unplaced().filter(received_at__gt=timezone.now() - KEPT)
    return rows.defer("raw").order_by("-received_at", "-pk")


def counts() -> dict[str, int]:
    """How many mails came in during the last thirty days, in all and by what became of them."""
    fates = {fate.name.lower(): Count("pk", filter=Q(fate=fate)) for fate in Fate}
    recent = IncomingMail.objects.filter(received_at__gt=timezone.now() - KEPT)
    return recent.aggregate(total=Count("pk"), **fates)
