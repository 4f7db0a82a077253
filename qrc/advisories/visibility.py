"""Who may read which warning: the traffic light protocol, and what waits at the desk.

The one place for list, detail, search, feeds, API, counts and preview alike.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from community.organisations.enums import GOVERNMENTS
from community.organisations.models import Membership, Organisation
from community.organisations.rules import current_memberships, is_qrc_editor
from qrc.advisories.enums import RevisionKind, Severity, Tlp
from qrc.advisories.models import Advisory, AdvisoryQuerySet, AdvisoryRevision

PUBLIC = (Tlp.CLEAR,)
COMMUNITY = (*PUBLIC, Tlp.GREEN)
GOVERNMENT = (*COMMUNITY, Tlp.AMBER)

# Words of floors above this one, which may not be imported; a test holds them to those.
MANUAL, REVIEW, UNLESS_GRAVE = "manual", "na-nazicht", "kev-of-kritiek"
FREED, MERGED = "vrijgegeven", "samengevoegd"


def visible_to(user: Any) -> AdvisoryQuerySet:
    """CLEAR for every account, GREEN for members, AMBER for governments, the rest for QRC editors.

    What waits at the desk is seen by others once it was told.
    """
    return visible_in(circles_read_by(user))


def visible_in(circles: tuple[Tlp, ...] | None) -> AdvisoryQuerySet:
    """What those may read who may read these circles; None stands for all, and for the desk."""
    return Advisory.objects.all() if circles is None else told_to_others().filter(tlp__in=circles)


def circles_read_by(user: Any) -> tuple[Tlp, ...] | None:
    """What `visible_in` wants to know of a person."""
    return None if is_qrc_editor(user) else _allowed(user)


def open_to_all() -> AdvisoryQuerySet:
    """What anybody may read, without signing in: TLP:CLEAR that was told."""
    return told_to_others().filter(tlp__in=PUBLIC)


def readable_by(organisation: Organisation) -> AdvisoryQuerySet:
    """What a system of an organisation may read: TLP:GREEN as long as somebody of it is a member."""
    is_member = Membership.objects.of(organisation).current().exists()
    return told_to_others().filter(tlp__in=COMMUNITY if is_member else PUBLIC)


def sources_for(user: Any) -> Any:
    """The sources of which this person may know; a queryset of `qrc.feeds.models.Source`."""
    sources: Any = Advisory._meta.get_field("source").related_model
    rows = sources.objects.taken()
    return rows if is_qrc_editor(user) else rows.filter(tlp__in=_allowed(user))


def circles_for(user: Any) -> tuple[Tlp, ...]:
    """The circles of which a person may be told in a message, from open to closed."""
    return GOVERNMENT if is_qrc_editor(user) else _allowed(user)


def told_to_others() -> AdvisoryQuerySet:
    """What others than QRC editors may know of, whatever its TLP: all but what must pass the desk
    and of which no revision ever did."""
    told = told_states()
    return Advisory.objects.exclude(passes_the_desk() & ~Q(Exists(told)))


def told_states() -> QuerySet[AdvisoryRevision]:
    """The told revisions of the advisory a query is about, in the circle it has now: a state of a
    narrower one is not read by a wider."""
    rows = told_revisions().filter(advisory=OuterRef("pk"))
    rows = rows.annotate(circle=KeyTextTransform("tlp", "content"))
    return rows.filter(Q(circle__isnull=True) | Q(circle=OuterRef("tlp")))


def told_revisions() -> QuerySet[AdvisoryRevision]:
    """Revisions that are no secret of the desk: freed there, or told beside one that was; silent
    history; or gone out by themselves.

    A withdrawal tells nothing of its own: it never makes known what was held. Nor does an alert
    without readers of what was already withdrawn when its turn came.
    """
    freed = Q(release__state=FREED) | Q(release__state=MERGED, release__merged_into__state=FREED)
    withdrawn = AdvisoryRevision.objects.filter(
        advisory=OuterRef("advisory"), number__gt=OuterRef("number"), kind=RevisionKind.WITHDRAWN
    )
    alerts: Any = AdvisoryRevision._meta.get_field("alerts").related_model
    told = alerts.objects.filter(revision=OuterRef("pk"))
    in_time = Q(Exists(told.filter(message__isnull=False))) | (Q(Exists(told)) & ~Exists(withdrawn))
    by_itself = Q(release=None) & in_time
    rows = AdvisoryRevision.objects.exclude(kind=RevisionKind.WITHDRAWN)
    return rows.filter(Q(silent=True) | freed | by_itself)


def passes_the_desk(path: str = "") -> Q:
    """What an editor looks at first, by the rule of its source or since it was held once; `path`
    leads to the advisory ("advisory__").

    The rule counts too: between coming in and being held there are seconds, or hours when the
    worker stands still.
    """
    held = AdvisoryRevision.objects.filter(release__isnull=False)
    source = f"{path}source__"
    grave = Q((f"{path}exploited", True)) | Q((f"{path}severity", Severity.CRITICAL))
    by_rule = (
        Q((f"{source}kind", MANUAL)) | Q((f"{source}release_policy", REVIEW))
        | Q((f"{source}policy_pending", True))
        | (Q((f"{source}release_policy", UNLESS_GRAVE)) & ~grave)
    )  # fmt: skip
    return by_rule | Q((f"{path}pk__in", held.values("advisory")))


def _allowed(user: Any) -> tuple[Tlp, ...]:
    memberships = current_memberships(user)
    if any(each.organisation.kind in GOVERNMENTS for each in memberships):
        return GOVERNMENT
    return COMMUNITY if memberships else PUBLIC
