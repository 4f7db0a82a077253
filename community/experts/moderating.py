"""What of the experts can be flagged: requests for help, which many read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.experts.models import HelpRequest
from community.experts.rules import requests_for
from community.experts.services import hide_request
from community.moderation.enums import ThingState
from community.moderation.models import Decision
from community.moderation.things import Moderated, Thing

REQUEST = "community.help_request"


def requests(ids: Collection[int], user: Any) -> dict[int, Thing]:
    rows = HelpRequest.objects.all() if user is None else requests_for(user).filter(hidden_at=None)
    found = rows.filter(pk__in=ids).select_related("organisation", "asker")
    return {each.pk: _request(each) for each in found}


def _request(row: HelpRequest) -> Thing:
    return Thing(
        kind=REQUEST, pk=row.pk, title=row.title, words=row.text, author=row.asker,
        url=reverse("community:help-request", args=(row.pk,)), organisation=row.organisation,
        scope=_("Uw andere hulpvragen blijven staan."), created_at=row.created_at,
        state=ThingState.SHOWN if row.hidden_at is None else ThingState.HIDDEN,
    )  # fmt: skip


def hide(pk: int, decision: Decision) -> None:
    hide_request(pk=pk, actor=decision.made_by, hidden=True)


def show(pk: int, decision: Decision) -> None:
    hide_request(pk=pk, actor=decision.made_by, hidden=False)


REQUESTS = Moderated(
    REQUEST, gettext_lazy("Hulpvraag"), resolve=requests, hide=hide, restore=show, order=50
)
