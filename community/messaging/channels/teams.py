"""Microsoft Teams: an Adaptive Card to the webhook of a workflow ("Workflows", Power Automate).

The workflow's whole address is sealed in the address row, since its query lets anybody post.
Titles and texts stand in runs of plain text: Teams would make links and pictures of Markdown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from community.kit.http import parse_allowed
from community.kit.secrets import Unreadable, unseal
from community.messaging.bodies import stamped_text
from community.messaging.channels.webhook import call
from community.messaging.enums import Channel, State
from community.messaging.jobs import Job, Outcome, Sender

MOST_BYTES = 28_000
"""What Teams takes in one message."""
LONGEST_TITLE, LONGEST_TEXT, LONGEST_FACT, MOST_FACTS = 300, 12_000, 200, 10
CARD = "application/vnd.microsoft.card.adaptive"
HEADERS = {"Content-Type": "application/json; charset=utf-8"}
LOST = ("401", "403", "404")
"""Answers of a workflow that was removed or closed: three of them close the address."""


class TeamsSender(Sender):
    def __init__(self) -> None:
        self.allowed = parse_allowed(settings.WEBHOOK_ALLOWED_PRIVATE_HOSTS)

    def send(self, job: Job) -> Outcome:
        if job.is_demo:
            return Outcome(State.SENT, provider_id="outbox")
        try:
            url = unseal(job.secret)
        except Unreadable:
            return Outcome(State.FAILED, error_code="secret", error="Het adres is onleesbaar.")
        outcome = call(url, payload(job), HEADERS, allowed=self.allowed, attempts=job.attempts)
        if outcome.state == State.DELIVERED:
            # The workflow has it; whether it posts to the channel is between it and Teams.
            return replace(outcome, state=State.SENT)
        return replace(outcome, is_strike=outcome.error_code in LOST)


def payload(job: Job) -> bytes:
    """The message with its card, within what Teams takes; a longer text is cut short."""
    text = stamped_text(job)[:LONGEST_TEXT]
    while True:
        body = _message(job, text)
        if len(body) <= MOST_BYTES or not text:
            return body
        text = text[: len(text) * 2 // 3].rstrip() + "…" if len(text) > 2 else ""


def _message(job: Job, text: str) -> bytes:
    said = {
        "type": "message",
        "attachments": [
            {"contentType": CARD, "contentUrl": None, "content": _card(job, text)},
        ],
    }
    return json.dumps(said, ensure_ascii=False).encode("utf-8")


def _card(job: Job, text: str) -> dict[str, Any]:
    with translation.override(job.language):
        open_it = _("Bekijk in VlaVirGem")
    card: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "lang": job.language,
        "msteams": {"width": "Full"},
        "body": [
            _runs(job.body.subject[:LONGEST_TITLE], size="Large", weight="Bolder"),
            *([_runs(text)] if text else []),
            *_facts(job.body.headers),
        ],
    }
    if job.body.url:
        card["actions"] = [{"type": "Action.OpenUrl", "title": open_it, "url": job.body.url}]
    return card


def _runs(text: str, **look: str) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **look}]}


def _facts(facts: Mapping[str, str]) -> list[dict[str, Any]]:
    """A message's `headers` are, for Teams, the facts under its text."""
    shown = [
        {"title": title, "value": _plain(str(value))[:LONGEST_FACT]}
        for title, value in list(facts.items())[:MOST_FACTS]
    ]
    return [{"type": "FactSet", "facts": shown}] if shown else []


def _plain(value: str) -> str:
    """A fact's value is read as Markdown: without its brackets no link comes of it."""
    return value.translate(str.maketrans("[]*_`<>", "()   ‹›"))


class Teams:
    name = str(Channel.TEAMS)
    # A card that stands there twice is better than none.
    repeatable = True

    @contextmanager
    def open(self) -> Iterator[Sender]:
        yield TeamsSender()


CHANNEL = Teams()
