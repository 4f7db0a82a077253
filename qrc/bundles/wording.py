"""What a bundle says, by channel, in its reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.messaging.bodies import render, unmarked
from community.messaging.values import Content
from qrc.advisories.enums import RevisionKind, Severity, Tlp
from qrc.bundles.judging import Line
from qrc.bundles.models import Bundle

SPELT_OUT = 40
OPEN = (Tlp.CLEAR, Tlp.GREEN)
"""Of what is closer than this a bundle says no more than that it is there."""
SIGNS = {
    Severity.CRITICAL: "▲", Severity.HIGH: "◆", Severity.MEDIUM: "■", Severity.LOW: "●",
    Severity.UNKNOWN: "○",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A line for the template."""

    line: Line
    url: str

    @property
    def title(self) -> str:
        return unmarked(self.line.advisory.title)

    @property
    def reason(self) -> str:
        """It may repeat names that somebody else wrote."""
        return unmarked(self.line.reason)

    @property
    def also(self) -> list[str]:
        return [unmarked(each) for each in self.line.also]

    @property
    def is_open(self) -> bool:
        return self.line.advisory.tlp in OPEN

    @property
    def severity(self) -> str:
        """What is withdrawn alarms nobody any more."""
        return "" if self.line.is_over else self.line.advisory.severity

    @property
    def severity_word(self) -> str:
        severity = Severity(self.line.advisory.severity)
        return f"{SIGNS[severity]} {severity.label}"

    @property
    def kind_word(self) -> str:
        return str(RevisionKind(self.line.kind).label)


def words_of(bundle: Bundle, lines: Sequence[Line], channels: tuple[str, ...]) -> Content:
    """The gravest forty with their reason and link; the rest is a number."""
    url = f"{settings.SITE_URL}{reverse('qrc:advisory-list')}"
    standing = [each for each in lines if not each.is_over]
    spelt = [Said(each, _url(each)) for each in lines[:SPELT_OUT]]
    context = {
        "bundle": bundle,
        "spelt": spelt,
        "first": [each for each in spelt if each.is_open][:3],
        "total": len(lines),
        "critical": sum(each.advisory.severity == Severity.CRITICAL for each in standing),
        "more": max(0, len(lines) - SPELT_OUT),
        "severity": standing[0].advisory.severity if standing else "",
        "action_url": url,
        "action_label": _("Bekijk alle waarschuwingen"),
    }
    return render(
        "qrc/bundles/bundle", context, channels=channels, url=url,
        headers={"X-VlaVirGem-Reference": f"bundle/{bundle.pk}"},
        languages=(bundle.subscriber.language,),
    )  # fmt: skip


def _url(line: Line) -> str:
    return f"{settings.SITE_URL}{reverse('qrc:advisory-detail', args=[line.advisory.pk])}"
