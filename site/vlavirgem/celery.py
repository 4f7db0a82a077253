"""The worker's application: an alarm clock, since the rows hold the truth."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, signals

from vlavirgem.serving import ready_to_serve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlavirgem.settings")

app = Celery("vlavirgem")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.imports = (
    "content.learning.tasks",
    "content.packages.tasks",
    "community.activity.tasks",
    "community.messaging.tasks",
    "community.mail_in.tasks",
    "community.kpi.tasks",
    "community.search.tasks",
    "content.pages.tasks",
    "content.newsletters.tasks",
    "community.events.tasks",
    "community.files.tasks",
    "content.library.tasks",
    "qrc.feeds.tasks",
    "qrc.matching.tasks",
    "qrc.alerts.tasks",
    "qrc.bundles.tasks",
    "qrc.releases.tasks",
    "qrc.cases.tasks",
    "qrc.drills.tasks",
)


@signals.setup_logging.connect
def _keep_our_logs(**about: Any) -> None:
    """Somebody listens, so Celery leaves the logs as Django's settings made them."""


@signals.celeryd_init.connect
@signals.beat_init.connect
def _before_work(**about: Any) -> None:
    """`celery -A vlavirgem.celery worker` passes by `vlavirgem`, and needs the same."""
    ready_to_serve()
