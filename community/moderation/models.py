from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.enums import (
    RESTRICTING,
    TOLD,
    AppealOutcome,
    FlagOutcome,
    FlagReason,
    Found,
    Gravity,
    Ground,
    Measure,
    Why,
)

APPEAL_WITHIN = timedelta(days=183)
"""Half a year after the decision (DSA, art. 20)."""
ANSWER_WITHIN = timedelta(days=14)
"""When who appeals has our answer at the latest: our own promise."""
USER = settings.AUTH_USER_MODEL


def _nobody(**more: Any) -> Any:
    """A person who may leave the house; what he did here stays."""
    return models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+", **more)


class ReviewItemQuerySet(models.QuerySet["ReviewItem"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def closed(self) -> Self:
        return self.exclude(closed_at=None)

    def of(self, kind: str, pk: int) -> Self:
        return self.filter(kind=kind, object_id=pk)

    def in_order(self) -> Self:
        """The gravest first, and of those the oldest."""
        return self.order_by("-gravity", "created_at", "pk")


class ReviewItem(models.Model):
    """A thing that a moderator has to look at: one open row, however many people flagged it.

    An appeal stands beside it with a row of its own.
    """

    # A key of `community.moderation.things`, and the key of the thing there.
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    why = models.CharField(_("waarom"), max_length=16, choices=Why)
    gravity = models.PositiveSmallIntegerField(_("ernst"), choices=Gravity, default=Gravity.LIGHT)
    # What our software noticed: codes of `community.moderation.suspicion`.
    signs = models.JSONField(default=list, blank=True)
    author = _nobody(verbose_name=_("schrijver"))
    # Whose leaders look after it.
    group = models.ForeignKey(
        "community.Group", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Of a group: too grave for its leaders alone, or about one of them.
    for_editors = models.BooleanField(default=True)
    claimed_by = _nobody(verbose_name=_("genomen door"))
    claimed_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(_("sinds"), default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ReviewItemQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-gravity", "created_at", "pk")
        verbose_name = _("nazicht")
        verbose_name_plural = _("nazichten")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "object_id"), name="review_open_once",
                condition=Q(closed_at=None) & ~Q(why=Why.APPEAL),
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None) | Q(claimed_until__isnull=False),
                name="review_claim_ends",
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=False) | Q(for_editors=True),
                name="review_is_for_somebody",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(
                F("gravity").desc(), "created_at", "id", name="review_queue",
                condition=Q(closed_at=None),
            ),
            models.Index(fields=("kind", "object_id"), name="review_of"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_claimed_by_other(self, user: Any) -> bool:
        held = self.claimed_until is not None and self.claimed_until > timezone.now()
        return held and self.claimed_by_id is not None and self.claimed_by_id != user.pk


class DecisionQuerySet(models.QuerySet["Decision"]):
    def about(self, user: Any) -> Self:
        """What took something from this person, or gave it back."""
        return self.filter(author=user.pk).filter(Q(measure__in=TOLD) | Q(reverses__isnull=False))

    def restricting(self) -> Self:
        return self.filter(measure__in=RESTRICTING)


class Decision(models.Model):
    """What a moderator decided about a thing, and why, for ever: a trigger refuses a change of it.

    Each field that DSA art. 17(3) asks for stands by itself. What is taken back, is so by a new
    decision that names this one.
    """

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    item = models.ForeignKey(
        ReviewItem, models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    measure = models.CharField(_("maatregel"), max_length=16, choices=Measure)
    # (a) what it covers, where and for how long.
    scope = models.CharField(_("wat en waar"), max_length=200, blank=True)
    until = models.DateTimeField(_("tot"), null=True, blank=True)
    # (b) what it rests on, and how we came to know of it.
    facts = models.TextField(_("feiten"), max_length=4000, blank=True)
    found = models.CharField(_("hoe gevonden"), max_length=12, choices=Found)
    # (c) whether software took part in deciding; that it found it says `found`.
    is_automated = models.BooleanField(_("automatisch beslist"), default=False)
    # (d) and (e) the law, or the article of our rules, and why the thing goes against it.
    ground = models.CharField(_("grond"), max_length=12, choices=Ground)
    article = models.CharField(_("artikel"), max_length=200, blank=True)
    explanation = models.TextField(_("motivering"), max_length=4000, blank=True)
    rules_version = models.CharField(max_length=20, blank=True)
    # (f) how one goes against it: what the statement said.
    redress = models.TextField(blank=True)
    # What the thing was called and said when it was decided.
    title = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    author = _nobody(verbose_name=_("schrijver"))
    organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(
        "community.Group", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    # What the browser sent with the form: the same form twice is one decision.
    submission = models.UUIDField(default=uuid.uuid4, unique=True)
    made_by = _nobody(verbose_name=_("beslist door"))
    made_at = models.DateTimeField(_("beslist op"), default=timezone.now)

    objects: ClassVar[Any] = DecisionQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-made_at", "-pk")
        verbose_name = _("beslissing")
        verbose_name_plural = _("beslissingen")
        constraints = (
            models.CheckConstraint(
                condition=~Q(measure__in=RESTRICTING)
                | (~Q(facts="") & ~Q(explanation="") & ~Q(redress="")),
                name="decision_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(measure__in=RESTRICTING) | Q(ground=Ground.ORDER) | ~Q(article=""),
                name="decision_names_article",
            ),
            models.CheckConstraint(
                condition=~Q(measure=Measure.RESTRICT) | Q(until__isnull=False),
                name="decision_restriction_ends",
            ),
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(reverses=F("id")), name="decision_not_of_itself"
            ),
        )
        indexes = (
            models.Index(fields=("kind", "object_id"), name="decision_of"),
            models.Index("author", F("made_at").desc(), name="decision_about"),
            models.Index(F("made_at").desc(), name="decision_newest"),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.measure}"

    @property
    def is_restricting(self) -> bool:
        return self.measure in RESTRICTING

    @property
    def appeal_until(self) -> Any:
        return self.made_at + APPEAL_WITHIN


class FlagQuerySet(models.QuerySet["Flag"]):
    def open(self) -> Self:
        return self.filter(outcome=FlagOutcome.OPEN)

    def of(self, kind: str, pk: int) -> Self:
        return self.filter(kind=kind, object_id=pk)


class Flag(models.Model):
    """That somebody says a thing should not stand as it does. Who said so is told to nobody.

    Without an account one gives a name and an address: a notice of DSA art. 16.
    """

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    item = models.ForeignKey(ReviewItem, models.CASCADE, related_name="flags")
    reporter = models.ForeignKey(
        USER, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("wie")
    )
    name = models.CharField(_("naam"), max_length=120, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    reason = models.CharField(_("reden"), max_length=20, choices=FlagReason)
    words = models.TextField(_("uitleg"), max_length=2000, blank=True)
    outcome = models.CharField(
        _("gevolg"), max_length=16, choices=FlagOutcome, default=FlagOutcome.OPEN
    )
    decision = models.ForeignKey(
        Decision, models.SET_NULL, null=True, blank=True, related_name="flags"
    )
    created_at = models.DateTimeField(_("gesignaleerd op"), default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = FlagQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-created_at", "-pk")
        verbose_name = _("signaal")
        verbose_name_plural = _("signalen")
        constraints = (
            models.UniqueConstraint(
                fields=("reporter", "kind", "object_id"), name="flag_open_once",
                condition=Q(outcome=FlagOutcome.OPEN),
            ),
            models.UniqueConstraint(
                fields=("email", "kind", "object_id"), name="flag_of_visitor_open_once",
                condition=Q(outcome=FlagOutcome.OPEN) & ~Q(email=""),
            ),
            models.CheckConstraint(
                condition=~Q(reason__in=(FlagReason.ILLEGAL, FlagReason.OTHER)) | ~Q(words=""),
                name="flag_says_what",
            ),
            models.CheckConstraint(
                condition=Q(outcome=FlagOutcome.OPEN, settled_at=None)
                | (~Q(outcome=FlagOutcome.OPEN) & Q(settled_at__isnull=False)),
                name="flag_is_settled",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("kind", "object_id"), name="flag_of"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.reason}"


class Appeal(models.Model):
    """That whom a decision concerns asks somebody else to look again; one for each decision."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="appeal")
    item = models.OneToOneField(ReviewItem, models.PROTECT, related_name="appeal")
    words = models.TextField(_("uw uitleg"), max_length=4000)
    created_at = models.DateTimeField(_("gevraagd op"), default=timezone.now)
    due_at = models.DateTimeField(_("antwoord uiterlijk op"))
    outcome = models.CharField(
        _("uitkomst"), max_length=10, choices=AppealOutcome, default=AppealOutcome.OPEN
    )
    answer = models.TextField(_("antwoord"), max_length=4000, blank=True)
    decided_by = _nobody(verbose_name=_("beoordeeld door"))
    decided_at = models.DateTimeField(null=True, blank=True)
    # Why the one who decided looks at it again himself.
    same_because = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "community"
        verbose_name = _("bezwaar")
        verbose_name_plural = _("bezwaren")
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="appeal_says_why"),
            models.CheckConstraint(
                condition=Q(outcome=AppealOutcome.OPEN, decided_at=None)
                | (~Q(outcome=AppealOutcome.OPEN) & Q(decided_at__isnull=False) & ~Q(answer="")),
                name="appeal_is_answered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.outcome}"

    @property
    def is_open(self) -> bool:
        return self.outcome == AppealOutcome.OPEN


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def standing(self) -> Self:
        return self.filter(lifted_at=None, until__gt=timezone.now())


class Restriction(models.Model):
    """That somebody may not write in the house until a moment; reading goes on."""

    user = models.ForeignKey(USER, models.CASCADE, related_name="restrictions")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="restriction")
    until = models.DateTimeField(_("tot"))
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = RestrictionQuerySet.as_manager()

    class Meta:
        app_label = "community"
        indexes = (
            models.Index(
                fields=("user", "until"), name="restriction_standing",
                condition=Q(lifted_at=None),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user_id} → {self.until:%d/%m/%Y}"


class CannedReason(models.Model):
    """A reason that moderators give often, worded once; each decision may add to it."""

    name = models.CharField(_("naam"), max_length=80, unique=True)
    measure = models.CharField(
        _("maatregel"), max_length=16, default=Measure.HIDE,
        choices=[(each.value, each.label) for each in (
            Measure.HIDE, Measure.WARN, Measure.RESTRICT, Measure.NONE,
        )],
    )  # fmt: skip
    ground = models.CharField(_("grond"), max_length=12, choices=Ground, default=Ground.RULES)
    article = models.CharField(_("artikel"), max_length=200, blank=True)
    explanation = models.TextField(_("motivering"), max_length=4000)
    order = models.PositiveSmallIntegerField(_("volgorde"), default=100)
    is_archived = models.BooleanField(_("niet meer aanbieden"), default=False)

    class Meta:
        app_label = "community"
        ordering = ("order", "name", "pk")
        verbose_name = _("vaste motivering")
        verbose_name_plural = _("vaste motiveringen")

    def __str__(self) -> str:
        return self.name
