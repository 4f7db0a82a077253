"""Whom a request for help reaches: one question to the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.conversations.models import Block
from community.experts.enums import Sharing
from community.experts.models import ExpertProfile, HelpMatch, HelpRequest, MemberSkill
from community.experts.queries.skills import with_narrower
from community.kit.clock import BRUSSELS
from community.organisations.enums import Kind
from community.organisations.models import Membership

SELLERS = (Kind.SUPPLIER, Kind.FREELANCER)
LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request asks for; `request` is its key once it is kept."""

    skills: Collection[int]
    asker: int
    organisation: int
    language: str = "nl"
    region: str = ""
    with_suppliers: bool = False
    with_colleagues: bool = False
    request: int | None = None


def wanted_of(request: HelpRequest) -> Wanted:
    return Wanted(
        skills=list(request.skills.values_list("pk", flat=True)), asker=request.asker_id,
        organisation=request.organisation_id, language=request.language, region=request.region,
        with_suppliers=request.with_suppliers, with_colleagues=request.with_colleagues,
        request=request.pk,
    )  # fmt: skip


def month_of(moment: datetime) -> date:
    """The first day of its month, by the clock in Brussels."""
    return moment.astimezone(BRUSSELS).date().replace(day=1)


def matching(wanted: Wanted, *, now: datetime | None = None) -> Any:
    """Profiles of who can be asked now, whose turn it is first: who was asked least lately.

    He has one of the skills, or a narrower one, shared with those who ask; is available, has room
    this month, speaks the language, works there; nobody blocked the other; he was not asked yet.
    """
    now = now or timezone.now()
    rows = ExpertProfile.objects.available(now.astimezone(BRUSSELS).date())
    rows = rows.filter(languages__contains=[wanted.language]).exclude(user=wanted.asker)
    if wanted.region:
        rows = rows.filter(Q(regions=[]) | Q(regions__contains=[wanted.region]))
    rows = rows.filter(_works(wanted), _knows(wanted)).exclude(_blocks(wanted))
    rows = rows.annotate(
        this_month=_asked(month=month_of(now)), lately=_asked(asked_at__gt=now - LATELY)
    ).filter(this_month__lt=F("most_per_month"))
    if wanted.request is not None:
        known = HelpMatch.objects.filter(request=wanted.request, user=OuterRef("pk"))
        rows = rows.exclude(Exists(known))
    return rows.order_by("lately", "pk")


def _works(wanted: Wanted) -> Q:
    """He works somewhere; who only sells is asked when he is meant; colleagues when they are."""
    works = Membership.objects.current().filter(user=OuterRef("pk"))
    there = works if wanted.with_suppliers else works.exclude(organisation__kind__in=SELLERS)
    if wanted.with_colleagues:
        return Q(Exists(there))
    return Q(Exists(there)) & ~Q(Exists(works.filter(organisation=wanted.organisation)))


def _knows(wanted: Wanted) -> Q:
    knows = MemberSkill.objects.filter(
        with_narrower(wanted.skills), user=OuterRef("pk"), is_off=False
    )
    found = Q(Exists(knows.filter(shared=Sharing.MEMBERS)))
    if wanted.with_colleagues:
        here = Membership.objects.current().filter(
            user=OuterRef("pk"), organisation=wanted.organisation
        )
        found |= Q(Exists(knows.filter(shared=Sharing.OWN))) & Q(Exists(here))
    return found


def _blocks(wanted: Wanted) -> Q:
    of_asker = Block.objects.filter(blocker=OuterRef("pk"), blocked=wanted.asker)
    by_asker = Block.objects.filter(blocker=wanted.asker, blocked=OuterRef("pk"))
    return Q(Exists(of_asker)) | Q(Exists(by_asker))


def _asked(**which: Any) -> Coalesce:
    """How often somebody was asked; what he offered himself does not count."""
    rows = HelpMatch.objects.filter(user=OuterRef("pk"), wave__gt=0, **which).order_by()
    counted = rows.values("user").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
