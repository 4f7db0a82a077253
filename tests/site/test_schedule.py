from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from vlavirgem.celery import app

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = ("community", "content", "qrc", "catalogue", "security")
ONLY_RUNG = {"community.messaging.tasks.deliver"}
"""Woken by whoever put something in the outbox, and by the sweep."""


def test_every_task_of_the_house_is_on_the_clock(settings: Any):
    modules = {
        ".".join(path.relative_to(HOUSE).with_suffix("").parts)
        for room in ROOMS
        for path in (HOUSE / room).rglob("tasks.py")
    }
    for module in modules:
        import_module(module)
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    ours = {name for name in app.tasks if name.rpartition(".")[0] in modules}

    assert scheduled == ours - ONLY_RUNG
    assert len(ours) > len(ONLY_RUNG) + 25, "no task was looked at"


def test_the_worker_knows_every_task_on_the_clock(settings: Any):
    known = {entry["task"].rpartition(".")[0] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert set(app.conf.imports) == known
