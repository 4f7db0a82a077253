"""A word to everybody: in a group by its leaders, to the house by editors."""

from __future__ import annotations

import uuid
from datetime import date

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.groups.models import Announcement, AnnouncementDismissal, Group
from community.groups.queries import STANDING
from community.groups.rules import is_leader, may_announce
from community.groups.services.holding import demand_leader, demand_voice, running
from community.groups.services.values import Refused
from community.organisations.enums import Audience
from community.verbs import ANNOUNCED, ANNOUNCEMENT_WITHDRAWN


def announce(
    *,
    actor: User,
    title: str,
    text: str,
    group: Group | None = None,
    audience: str = Audience.GROUP,
    until: date | None = None,
    is_mailed: bool = True,
    submission: uuid.UUID | None = None,
) -> Announcement:
    """Say it; mails and bells follow by a reaction. The same `submission` twice says it once."""
    submission = submission or uuid.uuid4()
    with transaction.atomic():
        known = Announcement.objects.filter(submission=submission, author=actor).first()
        if known is not None:
            return known
        if group is not None:
            demand_leader(running(group), actor)
            audience = Audience.GROUP
        elif not may_announce(actor):
            raise Refused(_("Alleen de redactie deelt iets mee aan iedereen."))
        demand_voice(actor, "text")
        made: Announcement = Announcement.objects.create(
            group=group, audience=audience, title=title, text=text, until=until, author=actor,
            is_mailed=is_mailed, submission=submission, is_demo=actor.is_demo,
        )  # fmt: skip
        transaction.on_commit(lambda: cache.delete(STANDING), robust=True)
        record(ANNOUNCED, actor=actor, subject=group, announcement=made.pk, mail=is_mailed)
    return made


def withdraw(*, announcement: Announcement, actor: User) -> bool:
    """Out of sight for all; False when it was."""
    here = announcement.group
    if not (is_leader(actor, here) if here else may_announce(actor)):
        raise Refused(_("Alleen wie iets mag meedelen, trekt het weer in."))
    with transaction.atomic():
        rows = Announcement.objects.filter(pk=announcement.pk, withdrawn_at=None)
        gone = bool(rows.update(withdrawn_at=timezone.now()))
        if gone:
            record(ANNOUNCEMENT_WITHDRAWN, actor=actor, subject=here, announcement=announcement.pk)
    return gone


def dismiss(*, announcement: Announcement, user: User) -> None:
    AnnouncementDismissal.objects.bulk_create(
        [AnnouncementDismissal(announcement=announcement, user=user)], ignore_conflicts=True
    )
