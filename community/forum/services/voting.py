"""Answering a poll. Who chose what is told to nobody, so no activity is written of it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.forum.models import Poll, PollOption, PollVote
from community.forum.services.values import Refused


def vote(*, poll: Poll, user: User, options: Collection[int]) -> None:
    """Make these somebody's choice, instead of what he chose before; none takes it back.

    Refused when the poll is closed, or for more than it takes. The caller has asked `may_vote`.
    """
    with transaction.atomic():
        # One change at a time of each person; others vote on meanwhile.
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        held = Poll.objects.get(pk=poll.pk)
        if held.is_closed:
            raise Refused(_("Deze peiling is gesloten."), "options")
        wanted = set(
            PollOption.objects.filter(poll=held, pk__in=options).values_list("pk", flat=True)
        )
        if len(wanted) < len(set(options)):
            raise Refused(_("Kies een van de antwoorden."), "options")
        if len(wanted) > 1 and not held.is_multiple:
            raise Refused(_("Kies één antwoord."), "options")
        mine = PollVote.objects.filter(option__poll=held, user=user)
        mine.exclude(option__in=wanted).delete()
        now = timezone.now()
        PollVote.objects.bulk_create(
            [PollVote(option_id=each, user=user, at=now) for each in sorted(wanted)],
            ignore_conflicts=True,
        )
