"""What readers said of posts and in polls, shaped for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from community.forum.enums import ReactionKind
from community.forum.models import Poll, PollOption, PollVote, Post, Reaction, Topic
from community.forum.rules import may_vote
from community.forum.showing import Felt


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a poll; `share` is of those who voted, in whole percents."""

    option: PollOption
    votes: int
    share: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PollShown:
    """A poll as one reader sees it. Results are shown to who voted, who cannot, or once it is closed."""

    poll: Poll
    choices: list[Choice]
    voters: int
    may_vote: bool

    @property
    def has_voted(self) -> bool:
        return any(each.is_mine for each in self.choices)

    @property
    def shows_results(self) -> bool:
        return self.has_voted or not self.may_vote


def opinions_of(post: Post, user: Any) -> list[Felt]:
    """The reactions to one post, every kind in its order; one query."""
    rows = Reaction.objects.filter(post=post).order_by().values_list("kind")
    counted = rows.annotate(n=Count("pk"), own=Count("pk", filter=Q(user=user.pk)))
    found = {kind: (n, bool(own)) for kind, n, own in counted}
    return [
        Felt(each.value, str(each.label), *found.get(each.value, (0, False)))
        for each in ReactionKind
    ]


def poll_shown(topic: Topic, user: Any) -> PollShown | None:
    """The poll of a topic, as this reader sees it; None when it has none, or when the opening post that
    it belongs to is not shown. Three queries."""
    opening = Post.objects.shown().filter(topic=topic, number=1)
    poll = Poll.objects.filter(Exists(opening), topic=topic).first()
    if poll is None:
        return None
    mine = PollVote.objects.filter(option=OuterRef("pk"), user=user.pk or 0)
    rows = poll.options.annotate(n=Count("votes"), mine=Exists(mine)).order_by("order", "pk")
    voters = PollVote.objects.filter(option__poll=poll).aggregate(n=Count("user", distinct=True))[
        "n"
    ]
    choices = [
        Choice(each, each.n, round(100 * each.n / voters) if voters else 0, each.mine)
        for each in rows
    ]
    return PollShown(poll, choices, voters, may_vote(user, topic) and not poll.is_closed)
