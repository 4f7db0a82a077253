"""The worker's application: an alarm clock, since the rows hold the truth."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, signals

from vlavirgem.schedule import SCHEDULE
from vlavirgem.serving import ready_to_serve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlavirgem.settings")

app = Celery("vlavirgem")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Each room's tasks are on the clock, so the clock knows all rooms that have any.
app.conf.imports = sorted({str(entry["task"]).rpartition(".")[0] for entry in SCHEDULE.values()})


@signals.setup_logging.connect
def _keep_our_logs(**about: Any) -> None:
    """Somebody listens, so Celery leaves the logs as Django's settings made them."""


@signals.celeryd_init.connect
@signals.beat_init.connect
def _before_work(**about: Any) -> None:
    """`celery -A vlavirgem.celery worker` passes by `vlavirgem`, and needs the same."""
    ready_to_serve()
