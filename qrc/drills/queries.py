"""What the screens about drills show."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Avg, Count, Q, QuerySet
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.organisations.models import Membership, Organisation
from qrc.cases.counting import Shown, shown_count
from qrc.drills.enums import DrillState, Reach
from qrc.drills.links import Link
from qrc.drills.models import Drill, DrillResult
from qrc.subscriptions.models import Subscriber

BANDS = ((0, 19), (20, 39), (40, 59), (60, 79), (80, 100))
"""Scores, from and to, as the distribution shows them."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A drill in figures; `mean` is None without besturen, `bands` count them by score."""

    besturen: int
    reached: int
    mean: float | None
    bands: tuple[int, ...]
    missed: dict[Reach, int] = field(default_factory=dict)


def all_drills() -> QuerySet[Drill]:
    """The newest first, with how many besturen took part and were reached."""
    reached = Q(results__first_seen_at__isnull=False) | Q(results__second_seen_at__isnull=False)
    rows = Drill.objects.annotate(
        places=Count("results"),
        reached=Count("results", filter=reached),
        mean=Avg("results__score"),
    )
    return rows.order_by("-created_at", "-pk")


def results_of(drill: Drill) -> QuerySet[DrillResult]:
    rows: QuerySet[DrillResult] = DrillResult.objects.filter(drill=drill)
    return rows.select_related("organisation", "first", "second")


def summary_of(drill: Drill) -> Summary:
    """In two queries, whatever the number of besturen."""
    rows = DrillResult.objects.filter(drill=drill)
    bands = {
        f"band{low}": Count("pk", filter=Q(score__gte=low, score__lte=high)) for low, high in BANDS
    }
    seen = Q(first_seen_at__isnull=False) | Q(second_seen_at__isnull=False)
    found = rows.aggregate(
        all=Count("pk"), reached=Count("pk", filter=seen), mean=Avg("score"), **bands
    )
    missed: dict[Reach, int] = {}
    pairs = rows.missed().values("first_reach", "second_reach").annotate(n=Count("pk"))
    for pair in pairs.order_by("first_reach", "second_reach"):
        why = DrillResult(first_reach=pair["first_reach"], second_reach=pair["second_reach"]).why
        if why is not None:
            missed[why] = missed.get(why, 0) + pair["n"]
    ordered = {each: missed[each] for each in Reach if each in missed}
    counts = tuple(found[name] for name in bands)
    return Summary(found["all"], found["reached"], found["mean"], counts, ordered)


def own_results(organisation: Organisation | None) -> QuerySet[DrillResult]:
    """How reachable this organisation was, the newest drill first."""
    rows: QuerySet[DrillResult] = DrillResult.objects.of(organisation)
    rows = rows.select_related("drill", "first", "second")
    return rows.order_by("-drill__started_at", "-pk")


def told_to_others(drill: Drill) -> Shown:
    """How many besturen took part and, where nobody can be guessed from it, how many answered."""
    found = DrillResult.objects.filter(drill=drill)
    counted = found.aggregate(all=Count("pk"), missed=Count("pk", filter=Q(
        first_seen_at=None, second_seen_at=None,
    )))  # fmt: skip
    return shown_count(counted["all"], (counted["all"] - counted["missed"], counted["missed"]))


def results_behind(link: Link) -> tuple[User | None, list[DrillResult]]:
    """Who holds the link, and for which besturen he was asked; where he still works."""
    holder = Subscriber.objects.filter(pk=link.subscriber, user__is_active=True)
    found = holder.select_related("user").first()
    if found is None or found.user is None:
        return None, []
    working = Membership.objects.current().filter(user=found.user)
    rows = DrillResult.objects.filter(
        Q(first=found.user) | Q(second=found.user),
        drill=link.drill, organisation__in=working.values("organisation"),
    )  # fmt: skip
    return found.user, list(rows.select_related("drill", "organisation").order_by("pk"))


def to_mend(result: DrillResult) -> list[str]:
    """What a bestuur does to score better next time, the weightiest first."""
    if result.drill.state == DrillState.RUNNING:
        return []
    found = []
    for name, reach in ((_("eerste"), result.first_reach), (_("tweede"), result.second_reach)):
        advice = ADVICE.get(Reach(reach))
        if advice is not None:
            found.append(advice() % {"rank": name})
    return found


ADVICE = {
    Reach.NOBODY: lambda: _("Kies een %(rank)s contact: er is niemand."),
    Reach.UNCONFIRMED: lambda: _(
        "Laat uw %(rank)s contact een mailadres of gsm-nummer bevestigen."
    ),
    Reach.RETURNED: lambda: _(
        "Berichten aan uw %(rank)s contact komen terug. Kijk het adres na of kies een ander."
    ),
    Reach.OFF: lambda: _(
        "Uw %(rank)s contact zette e-mail of sms uit. Zet minstens één ervan weer aan."
    ),
    Reach.UNDERWAY: lambda: _(
        "Het bericht aan uw %(rank)s contact vertrok niet op tijd. Dat is aan ons: wij kijken het na."
    ),
    Reach.FAILED: lambda: _(
        "Het bericht aan uw %(rank)s contact kwam niet aan. Kijk het adres en het gsm-nummer na."
    ),
    Reach.SILENT: lambda: _(
        "Uw %(rank)s contact kreeg het bericht en antwoordde niet op tijd. Spreek af wie wanneer kijkt."
    ),
}  # fmt: skip
