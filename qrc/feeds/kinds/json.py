"""JSON, recognised by its content: EUVD lists, JSON Feed 1.1 and CVE records of format 5."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qrc.advisories.values import Report
from qrc.feeds.kinds import json_cve, json_euvd, json_feed
from qrc.feeds.kinds.json_body import loaded
from qrc.feeds.kinds.seam import FeedKind, Payload, Problem, Reading
from qrc.feeds.models import Source

FORMS = (json_feed, json_cve, json_euvd)
"""Each says which items a body holds (None: not its form) and how they become reports."""


class Json(FeedKind):
    name = "json"
    label = gettext_lazy("JSON (EUVD, JSON Feed of CVE-records)")

    def read(self, payload: Payload) -> Iterator[Reading]:
        yield Reading(_reports(payload.source, loaded(payload.reply.body)))


def _reports(source: Source, data: Any) -> list[Report]:
    for form in FORMS:
        items = form.items_of(data)
        if items is not None:
            return form.reports(source, items)
    raise Problem(
        "malformed",
        _("Deze JSON herkennen we niet: geen EUVD-lijst, geen JSON Feed en geen CVE-record."),
    )


KIND = Json()
