"""What every process says of itself: readable lines, or one JSON object a line (LOG_FORMAT=json)."""

from __future__ import annotations

import logging
import re
from typing import Any

import structlog

FLOORS = ("vlavirgem", "community", "catalogue", "qrc", "security", "content")
# Libraries tell of every request they make; warnings are enough of those.
LOUD = {"uvicorn.access": "INFO"} | dict.fromkeys(FLOORS, "INFO")
STAMP = structlog.processors.TimeStamper(fmt="iso", utc=True)
CLOCK = structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False)

ADDRESS = re.compile(r"[\w.+%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
PHONE = re.compile(r"(?<!\w)(?:\+|%2B)\d{9,15}(?!\w)", re.IGNORECASE)


def nameless(logger: Any, name: str, line: str) -> str:
    """A finished line without mail addresses and phone numbers, whoever wrote them into it.

    An error of a library repeats the values that it fell over; a log that kept them would outlive
    the person who asked to be forgotten.
    """
    return PHONE.sub("<nummer>", ADDRESS.sub("<adres>", line))


class Refusals(logging.Filter):
    """A page that was refused or not found is an answer, not an accident: no stack trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True


class NoFiles(logging.Filter):
    """Style sheets and pictures would hide the pages in a developer's terminal."""

    def filter(self, record: logging.LogRecord) -> bool:
        path = record.args[2] if isinstance(record.args, tuple) and len(record.args) > 2 else ""
        return not str(path).startswith(("/static/", "/media/", "/health/"))


def configuration(style: str) -> dict[str, Any]:
    """Django's LOGGING; everything goes to standard error, which the supervisor reads."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"refusals": {"()": Refusals}, "no_files": {"()": NoFiles}},
        "formatters": {"house": {"()": structlog.stdlib.ProcessorFormatter, **_format(style)}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "house"}},
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {name: {"level": level} for name, level in LOUD.items()}
        | {
            "django": {"handlers": [], "level": "WARNING"},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"filters": ["refusals"]},
            "uvicorn.access": {"filters": ["no_files"], "level": "INFO"},
        },
    }


def configure_structlog() -> None:
    """Our own `structlog` lines join those of the libraries."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level, structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_logger_name, structlog.stdlib.add_log_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )  # fmt: skip


def _format(style: str) -> dict[str, Any]:
    known = [structlog.stdlib.add_logger_name, structlog.stdlib.add_log_level]
    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if style == "json":
        last = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        return {"foreign_pre_chain": known, "processors": [STAMP, strip, *last, nameless]}
    lines = structlog.dev.ConsoleRenderer(
        colors=False, pad_event_to=0, pad_level=False,
        exception_formatter=structlog.dev.plain_traceback,
    )  # fmt: skip
    return {"foreign_pre_chain": known, "processors": [CLOCK, strip, lines, nameless]}
