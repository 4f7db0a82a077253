"""What the rooms of achievements and contests hold about people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.achievements.models import Award
from community.contests.models import ContestEntry
from community.privacy.holdings import Holding, Sheet, register_holding
from community.privacy.traces import Traces, scrub


def _earned(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Prestaties"), Award.objects.filter(user=user).order_by("earned_at", "pk"),
        ((_("prestatie"), "achievement__name"), (_("behaald op"), "earned_at"),
         (_("reden"), "reason"), (_("teruggenomen op"), "revoked_at")),
    )  # fmt: skip
    yield Sheet(
        _("Deelnames aan winacties"), ContestEntry.objects.filter(user=user).order_by("pk"),
        ((_("winactie"), "contest__title"), (_("antwoorden"), "answers"),
         (_("schatting"), "tie_answer"), (_("ingezonden op"), "submitted_at")),
    )  # fmt: skip


def _wipe_earned(user: Any, traces: Traces) -> None:
    """An entry of a person goes; that of a bestuur stands, whoever sent it in."""
    ContestEntry.objects.filter(user=user, is_personal=True).delete()
    scrub(Award.objects.exclude(user=user), "reason", "revoked_reason", traces=traces)


register_holding(
    Holding(
        "community.earned", _("Wat u bereikte"),
        _("Om te erkennen wat u bereikte, en om te weten wie aan een winactie deelneemt."),
        sheets=_earned, wipe=_wipe_earned, order=58,
        on_erasure=_("Verdwijnt, ook de badges: wie een link erheen heeft, vindt niets meer. De deelname van uw bestuur blijft, en de lijst van een winactie die voorbij is, zonder uw naam."),
        models=("community.award", "community.awardchoice", "community.look",
                "community.contestentry", "community.achievement", "community.achievementrule",
                "community.contest", "community.contestresult"),
    )
)  # fmt: skip
