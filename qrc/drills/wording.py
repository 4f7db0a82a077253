"""What a drill says, by channel and language; each is marked as a drill before anything else."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from community.messaging.bodies import render
from community.messaging.values import Content
from qrc.alerts.releasing import sms_parts
from qrc.cases.enums import Via
from qrc.drills.links import answer_url
from qrc.drills.models import Drill

CHANNELS = ("email", "sms", "web")


def content(drill: Drill) -> Content:
    url = f"{settings.SITE_URL}{reverse('qrc:drills-own')}"
    context = {
        "drill": drill,
        "channels_url": f"{settings.SITE_URL}{reverse('qrc:contact-channels')}",
    }
    headers = {"X-VlaVirGem-Drill": str(drill.pk)}
    return render("qrc/drills/drill", context, channels=CHANNELS, headers=headers, url=url)


def parts_of(said: Content) -> int:
    """In how many parts one SMS of a drill leaves, its link included."""
    longest = answer_url(subscriber=36**5, drill=36**3, via=Via.SMS)
    return sms_parts(said, {"ack": longest})
