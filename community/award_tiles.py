"""What levels, achievements and contests show: on the overview, a profile, the page of a bestuur."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.achievements.models import Award
from community.achievements.queries import nearest
from community.achievements.rules import shown_awards
from community.contests.rules import contests_for
from community.counts import counts_of
from community.dashboard.tiles import Tile
from community.trust.enums import Level
from community.trust.queries import level_at
from community.trust.reading import next_step

LATELY = timedelta(days=14)
"""As long an achievement is news."""
ROWS = 5
"""As many as a profile shows."""
FRESH = 600
"""Seconds that what is nearest may be old: it takes several questions."""


class OwnLevel(Tile):
    """The level one has, and what leads to the next; that is ten minutes old at most."""

    key = "community.own_level"
    title = gettext_lazy("Mijn niveau")
    order = 41

    def is_shown(self, request: Any) -> bool:
        return bool(request.memberships)

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        level = level_at(counts_of(request)["level"], request.user)
        context = {
            "url": reverse("community:my-level"), "icon": "star", "value": None,
            "unit": level.label, "note": _("Bekijk wat u hier kunt."),
        }  # fmt: skip
        if level == Level.NEW:
            return context | {"note": self._first(has_read=counts_of(request)["rules"] > 0)}
        key = f"next-step:{request.user.pk}:{level}"
        step = cache.get_or_set(key, lambda: next_step(request.user, level), FRESH)
        if step is None:
            return context
        said = _("%(n)d van %(all)d: %(what)s") % {
            "n": step.shown, "all": step.criterion.wanted, "what": step.criterion.label,
        }  # fmt: skip
        return context | {"note": said, "meter_value": round(step.share * 100), "meter_max": 100}

    def _first(self, *, has_read: bool) -> str:
        if not has_read:
            return _("Lees de huisregels. Ze passen op één bladzijde.")
        return _("Zet een eerste bericht in het forum.")


class Achievements(Tile):
    """The newest that one earned of late; else what is nearest, ten minutes old at most."""

    key = "community.achievements"
    title = gettext_lazy("Prestaties")
    order = 42

    def is_shown(self, request: Any) -> bool:
        return bool(request.memberships)

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        context = {"url": reverse("community:achievements"), "icon": "award", "value": None}
        rows = Award.objects.of_person(request.user).valid().select_related("achievement")
        newest = rows.first() if counts_of(request)["awards"] else None
        if newest is not None and newest.earned_at > timezone.now() - LATELY:
            return context | {
                "unit": newest.achievement.name, "note": _("U behaalde dit onlangs."),
                "tag_label": _("Nieuw"), "tag_tone": "ok",
            }  # fmt: skip
        found = cache.get_or_set(
            f"nearest-award:{request.user.pk}", lambda: nearest(request.user), FRESH
        )
        if not found:
            return context | {"note": _("Zie wat u bereikte, en wat er te behalen is.")}
        name, said, share = found
        return context | {
            "unit": name,
            "meter_value": round(share * 100),
            "meter_max": 100,
            "note": said,
        }


class OwnerAwards(Tile):
    """On the profile of a person: what he earned, unless he hides it."""

    key = "community.owner_awards"
    title = gettext_lazy("Prestaties")
    template = "community/achievements/owner_tile.html"
    slot = "profile"
    order = 30

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        rows = shown_awards(subject).select_related("achievement")
        return {"awards": rows[:ROWS]}


class GovernmentAwards(OwnerAwards):
    """The same on the page of an organisation, for its own people."""

    key = "community.government_awards"
    slot = "organisation"


class OpenContest(Tile):
    """The contest that closes first, while one is open."""

    key = "community.contest"
    title = gettext_lazy("Winactie")
    order = 43

    def is_shown(self, request: Any) -> bool:
        if not counts_of(request)["contests"]:
            return False
        request.open_contest = (
            contests_for(request.user).running().order_by("deadline", "pk").first()
        )
        return request.open_contest is not None

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        found = request.open_contest
        day = date_format(timezone.localtime(found.deadline), "j F, H:i")
        return {
            "url": reverse("community:contest", args=(found.pk,)), "icon": "star", "value": None,
            "unit": found.title, "note": _("Deelnemen kan tot %(day)s.") % {"day": day},
        }  # fmt: skip


TILES = (OwnLevel, Achievements, OwnerAwards, GovernmentAwards, OpenContest)
