"""What moderation and trust hold about people, and what they may not let go at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from community.moderation.enums import AppealOutcome
from community.moderation.models import APPEAL_WITHIN, Appeal, Decision, Flag, Restriction
from community.privacy.holdings import Holding, Keep, Sheet, register_holding
from community.privacy.traces import Traces, scrub
from community.trust.models import Standing


def _moderation(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Wat u signaleerde"), Flag.objects.filter(reporter=user).order_by("pk"),
        ((_("reden"), "reason"), (_("uitleg"), "words"), (_("gevolg"), "outcome"),
         (_("op"), "created_at")),
    )  # fmt: skip
    yield Sheet(
        _("Beslissingen over u"), Decision.objects.about(user).order_by("pk"),
        ((_("maatregel"), "measure"), (_("feiten"), "facts"), (_("motivering"), "explanation"),
         (_("waarover"), "title"), (_("woorden"), "words"), (_("op"), "made_at")),
    )  # fmt: skip
    yield Sheet(
        _("Bezwaren"), Appeal.objects.filter(decision__author=user).order_by("pk"),
        ((_("uw uitleg"), "words"), (_("antwoord"), "answer"), (_("uitkomst"), "outcome"),
         (_("op"), "created_at")),
    )  # fmt: skip
    yield Sheet(
        _("Beperkingen"),
        Restriction.objects.filter(user=user).order_by("pk"),
        ((_("tot"), "until"), (_("opgeheven op"), "lifted_at")),
    )
    yield Sheet(
        _("Niveau"),
        Standing.objects.filter(user=user),
        ((_("niveau"), "level"), (_("sinds"), "since"), (_("reden"), "reason")),
    )


def _held(user: Any) -> Any:
    """Decisions against which he can still go, or went and got no answer yet."""
    fresh = Q(made_at__gt=timezone.now() - APPEAL_WITHIN)
    asked = Q(appeal__outcome=AppealOutcome.OPEN)
    return Decision.objects.about(user).filter(fresh | asked)


def _keeps(user: Any) -> Iterator[Keep]:
    for each in _held(user).select_related("appeal").order_by("pk"):
        appeal = getattr(each, "appeal", None)
        until = each.appeal_until
        if appeal is not None and appeal.is_open:
            until = max(until, appeal.due_at)
        yield Keep(
            reference=str(each.pk),
            what=_now("De beslissing “%(measure)s” over iets van u, met uw tekst") % {"measure": each.get_measure_display()},
            reason=_now("U kunt er nog bezwaar tegen maken, of uw bezwaar loopt (digitaledienstenverordening, art. 17 en 20)."),
            until=timezone.localdate(until),
        )  # fmt: skip


def _wipe(user: Any, traces: Traces) -> None:
    """A trigger lets a decision lose its words and its people, and nothing else."""
    kept = list(_held(user).values_list("pk", flat=True))
    over = Decision.objects.filter(author=user).exclude(pk__in=kept)
    Appeal.objects.filter(decision__in=over).delete()
    over.update(title="", words="")
    named = Decision.objects.exclude(pk__in=kept)
    named.filter(Q(words__iregex=traces.pattern) | Q(title__iregex=traces.pattern)).update(
        title="", words=""
    )
    for address in traces.addresses:
        Flag.objects.filter(email__iexact=address).update(name="", email="")
    scrub(Flag.objects.all(), "words", traces=traces)


def _let_go(reference: str) -> None:
    Appeal.objects.filter(decision__pk=reference).delete()
    Decision.objects.filter(pk=reference).update(title="", words="")


register_holding(
    Holding(
        "community.order", _("Nazicht en niveau"),
        _("Om het forum leefbaar te houden, en om elke beslissing te kunnen uitleggen."),
        sheets=_moderation, wipe=_wipe, keeps=_keeps, let_go=_let_go, order=56,
        on_erasure=_("Verdwijnt, behalve een beslissing waartegen u nog bezwaar kunt maken of maakte: die blijft zonder uw naam tot die termijn om is."),
        models=("community.flag", "community.decision", "community.restriction",
                "community.standing", "community.rulesread", "community.appeal", "community.reviewitem"),
    )
)  # fmt: skip
