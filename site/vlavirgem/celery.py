"""The worker's application: an alarm clock, since the rows hold the truth."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlavirgem.settings")

app = Celery("vlavirgem")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.imports = (
    "community.activity.tasks",
    "community.messaging.tasks",
    "community.kpi.tasks",
    "qrc.feeds.tasks",
)
