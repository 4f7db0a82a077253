from __future__ import annotations

from typing import Any

from vlavirgem.celery import app

ONLY_RUNG = {"community.messaging.tasks.deliver"}
"""Woken by whoever put something in the outbox, and by the sweep."""


def test_every_task_of_the_house_is_on_the_clock(settings: Any):
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    ours = {name for name in app.tasks if name.startswith(("community.", "content.", "qrc."))}

    assert scheduled == ours - ONLY_RUNG
