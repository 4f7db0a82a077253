"""Three steps that keep nothing on the server: the address holds what was answered so far.

So refreshing is safe and going back loses nothing; each step is judged again with every answer.
"""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from qrc.subscriptions.forms import HowForm, WhatForm, answers_of, rules_in
from qrc.subscriptions.models import Subscription
from qrc.subscriptions.queries import organisations_of

WHAT, HOW, CHECK = 1, 2, 3
WHAT_ANSWERED, HOW_ANSWERED = "min_severity", "hoe"
"""What the address holds once a step was answered; an unticked box leaves no trace of its own."""


class Wizard:
    """The answers so far, and the step they lead to."""

    def __init__(
        self, data: QueryDict, *, user: Any, organisation: Any = None,
        subscription: Subscription | None = None, confirming: bool = False,
    ) -> None:  # fmt: skip
        self.data, self.confirming = data, confirming
        kept = answers_of(subscription) if subscription else {"scope": "alles"}
        here = {} if subscription else {"organisation": organisation}
        answered = confirming or WHAT_ANSWERED in data
        self.what = WhatForm(
            data if answered else None, user=user, organisations=organisations_of(user),
            initial=kept | here,
        )  # fmt: skip
        self.how = HowForm(data if confirming or HOW_ANSWERED in data else None, initial=kept)

    @property
    def asked(self) -> int:
        """The step the reader asks for."""
        wanted = self.data.get("stap", "")
        return CHECK if self.confirming else {"2": HOW, "3": CHECK}.get(wanted, WHAT)

    @property
    def step(self) -> int:
        """The step to show: none before what comes earlier is sound."""
        if self.asked == WHAT or not self.what.is_valid():
            return WHAT
        return HOW if self.asked == HOW or not self.how.is_valid() else CHECK

    @property
    def form(self) -> WhatForm | HowForm:
        return self.what if self.step == WHAT else self.how

    def carried(self, *forms: WhatForm | HowForm) -> list[tuple[str, str]]:
        """The answers to these as they were given, for hidden fields and addresses."""
        names = {name for form in forms if form.is_bound for name in form.fields}
        if self.how in forms and self.how.is_bound:
            names.add(HOW_ANSWERED)
        found = [(name, value) for name in names for value in self.data.getlist(name)]
        if self.confirming and self.how in forms and HOW_ANSWERED not in self.data:
            found.append((HOW_ANSWERED, "1"))
        return sorted(found)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form on show must carry along."""
        other = {WHAT: (self.how,), HOW: (self.what,)}
        return self.carried(*other.get(self.step, (self.what, self.how)))

    @property
    def address(self) -> str:
        """The query that holds every answer."""
        query = QueryDict(mutable=True)
        for name, value in self.carried(self.what, self.how):
            query.appendlist(name, value)
        return query.urlencode()

    @property
    def wish(self) -> dict[str, Any]:
        """What `subscribe` takes; of sound answers only."""
        return rules_in(self.what.cleaned_data) | self.how.cleaned_data
