from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.events.enums import (
    ACTIVE,
    KEPT,
    REGIONS,
    STANDING,
    TAKING,
    Captions,
    EventKind,
    EventState,
    MaterialKind,
    SeatState,
)
from community.organisations.enums import Audience


def new_uid() -> str:
    return str(uuid.uuid4())


class EventQuerySet(models.QuerySet["Event"]):
    def announced(self) -> Self:
        return self.exclude(state=EventState.DRAFT)

    def standing(self) -> Self:
        return self.filter(state__in=STANDING)

    def upcoming(self) -> Self:
        return self.filter(ends_at__gte=timezone.now())

    def past(self) -> Self:
        return self.filter(ends_at__lt=timezone.now())

    def with_seats(self) -> Self:
        """Adds `taken` and `waiting`: how many have a place, and how many wait for one."""
        # Counting makes groups, and groups forget the order of the model.
        seats = "registrations"
        return self.annotate(
            taken=Count(seats, filter=Q(registrations__state__in=TAKING)),
            waiting=Count(seats, filter=Q(registrations__state=SeatState.WAITING)),
        ).order_by("starts_at", "pk")


class Event(models.Model):
    """Something one can attend: a training, a workshop, a webinar, a meeting."""

    kind = models.CharField(_("soort"), max_length=12, choices=EventKind)
    title = models.CharField(_("titel"), max_length=140)
    summary = models.CharField(_("in één zin"), max_length=300)
    description = models.TextField(_("programma en uitleg"), max_length=8000, blank=True)
    # Who organises it.
    organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, related_name="+", verbose_name=_("organisator")
    )
    audience = models.CharField(
        _("voor wie"), max_length=10, choices=Audience, default=Audience.MEMBERS
    )
    # Whose it is, when it is for a group alone.
    group = models.ForeignKey(
        "community.Group", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("groep"),
    )  # fmt: skip
    is_online = models.BooleanField(_("online"), default=False)
    place = models.CharField(_("plaats"), max_length=200, blank=True)
    region = models.CharField(
        _("provincie"), max_length=20, blank=True, choices=[(each, each) for each in REGIONS]
    )
    # Told to those with a place alone: a calendar is shared, so it never stands in one.
    online_url = models.URLField(_("deelnamelink"), max_length=500, blank=True)
    capacity = models.PositiveIntegerField(
        _("aantal plaatsen"), null=True, blank=True, validators=(MinValueValidator(1),)
    )
    per_organisation = models.PositiveIntegerField(
        _("plaatsen per organisatie"), null=True, blank=True, validators=(MinValueValidator(1),)
    )
    opens_at = models.DateTimeField(_("inschrijven vanaf"), null=True, blank=True)
    closes_at = models.DateTimeField(_("inschrijven tot"), null=True, blank=True)
    cancel_until = models.DateTimeField(_("annuleren tot"), null=True, blank=True)
    state = models.CharField(
        _("stand"), max_length=10, default=EventState.DRAFT,
        choices=[(each.value, each.label) for each in KEPT],
    )  # fmt: skip
    reason = models.CharField(_("reden"), max_length=500, blank=True)
    # The first begin and the last end of its sessions: kept here to sort and choose by.
    starts_at = models.DateTimeField(_("begint op"))
    ends_at = models.DateTimeField(_("eindigt op"))
    # Rises with each change that those who come have to know.
    version = models.PositiveIntegerField(default=1)
    evaluation_asked_at = models.DateTimeField(null=True, blank=True)
    hosts = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="hosted_events",
        verbose_name=_("begeleiders"),
    )  # fmt: skip
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("starts_at", "pk")
        verbose_name = _("activiteit")
        verbose_name_plural = _("activiteiten")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends"),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in KEPT]), name="event_state_is_kept"
            ),
            models.CheckConstraint(
                condition=~Q(capacity=0) & ~Q(per_organisation=0), name="event_has_seats"
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.GROUP, group__isnull=False)
                | Q(group=None) & ~Q(audience__in=(Audience.GROUP, Audience.OWN)),
                name="event_audience",
            ),
        )
        indexes = (models.Index(fields=("ends_at", "starts_at"), name="event_when"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_past(self) -> bool:
        return self.ends_at < timezone.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_standing(self) -> bool:
        return self.state in STANDING

    @property
    def is_full(self) -> bool:
        """Of an event `with_seats`: nobody more gets a place, or others wait for one."""
        return self.capacity is not None and (self.free == 0 or self.waiting > 0)  # type: ignore[attr-defined]

    @property
    def free(self) -> int | None:
        """Places left of an event `with_seats`; None when there is no end to them."""
        if self.capacity is None:
            return None
        return max(0, self.capacity - int(self.taken))  # type: ignore[attr-defined]

    @property
    def takes_registrations(self) -> bool:
        """Whether one may register now, for a place or the waiting list."""
        now = timezone.now()
        return (
            self.state == EventState.OPEN
            and not self.has_begun
            and (self.opens_at is None or self.opens_at <= now)
            and (self.closes_at is None or now < self.closes_at)
        )

    @property
    def hands_out_seats(self) -> bool:
        """A place that comes free goes to who waits, until it begins."""
        return self.is_standing and not self.has_begun

    @property
    def last_cancel(self) -> datetime:
        return min(self.cancel_until or self.starts_at, self.starts_at)

    @property
    def standing(self) -> EventState:
        """What one reads of it; of an event `with_seats`."""
        if self.state in (EventState.DRAFT, EventState.CALLED_OFF):
            return EventState(self.state)
        if self.is_past:
            return EventState.PAST
        if not self.takes_registrations:
            return EventState.CLOSED
        return EventState.FULL if self.is_full else EventState.OPEN


class SessionQuerySet(models.QuerySet["Session"]):
    def held(self) -> Self:
        return self.filter(dropped_at=None)


class Session(models.Model):
    """One stretch of an event, and one entry in a calendar, by the same UID for ever."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    uid = models.CharField(max_length=36, default=new_uid, unique=True, editable=False)
    # Rises with each change of time, place or name (RFC 5545, 3.8.7.4).
    sequence = models.PositiveIntegerField(default=0)
    title = models.CharField(_("naam van de sessie"), max_length=120, blank=True)
    place = models.CharField(_("plaats"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("van"))
    ends_at = models.DateTimeField(_("tot"))
    dropped_at = models.DateTimeField(null=True, blank=True)
    # The begin that people were reminded of; another begin is told anew.
    reminded_of = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = SessionQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("starts_at", "pk")
        verbose_name = _("sessie")
        verbose_name_plural = _("sessies")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends"),
        )

    def __str__(self) -> str:
        return self.title or f"{self.starts_at:%Y-%m-%d %H:%M}"


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> Self:
        return self.filter(state__in=ACTIVE)

    def taking(self) -> Self:
        return self.filter(state__in=TAKING)

    def in_line(self) -> Self:
        """Who waits, the first first."""
        return self.filter(state=SeatState.WAITING).order_by("queued_at", "pk")


class Registration(models.Model):
    """That somebody comes, or wants to. Cancelling keeps the row."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="event_registrations"
    )
    # For whom he comes; None for who works nowhere.
    organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(_("stand"), max_length=12, choices=SeatState)
    note = models.CharField(_("opmerking voor de organisator"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("ingeschreven op"), default=timezone.now)
    # His place in the line.
    queued_at = models.DateTimeField(default=timezone.now)
    moved_up_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # Whether, never what: an evaluation knows nobody.
    has_evaluated = models.BooleanField(default=False)

    objects: ClassVar[Any] = RegistrationQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("queued_at", "pk")
        verbose_name = _("inschrijving")
        verbose_name_plural = _("inschrijvingen")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "user"), condition=~Q(state=SeatState.CANCELLED),
                name="registration_active_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user} · {self.event}"

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def has_seat(self) -> bool:
        return self.state in TAKING

    @property
    def may_be_cancelled(self) -> bool:
        """By the person himself: until the last moment for it; the waiting list until it begins."""
        event = self.event
        if not event.is_standing or event.has_begun:
            return False
        if self.state == SeatState.WAITING:
            return True
        return self.state == SeatState.SEATED and timezone.now() < event.last_cancel


SCORE = models.PositiveSmallIntegerField


class Evaluation(models.Model):
    """What one who came thought of it. Neither who nor when: the key is drawn by lot."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="evaluations")
    content = SCORE(_("inhoud"))
    speaker = SCORE(_("begeleiding"))
    organised = SCORE(_("organisatie"))
    useful = models.BooleanField(_("bruikbaar in mijn werk"))
    remark = models.TextField(_("wat kan beter"), max_length=1000, blank=True)
    # Shown with four others at least: one more answer in the figures would tell what it said.
    is_shown = models.BooleanField(default=False)

    class Meta:
        app_label = "community"
        verbose_name = _("evaluatie")
        verbose_name_plural = _("evaluaties")
        constraints = tuple(
            models.CheckConstraint(
                condition=Q(**{f"{each}__gte": 1, f"{each}__lte": 5}),
                name=f"evaluation_{each}_to_five",
            )
            for each in ("content", "speaker", "organised")
        )

    def __str__(self) -> str:
        return f"{self.event_id}"


class MaterialQuerySet(models.QuerySet["Material"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class Material(models.Model):
    """What remains of an event: its recording, slides, a document in the library."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="materials")
    kind = models.CharField(_("soort"), max_length=12, choices=MaterialKind)
    title = models.CharField(_("titel"), max_length=140)
    url = models.URLField(_("webadres"), max_length=500, blank=True)
    # "kind:key" of what the search box knows, such as a document of the library.
    document = models.CharField(_("document in de bibliotheek"), max_length=100, blank=True)
    captions = models.CharField(_("ondertiteling"), max_length=12, choices=Captions, blank=True)
    exception_reason = models.CharField(_("reden van de uitzondering"), max_length=300, blank=True)
    exception_until = models.DateField(_("uitzondering tot"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = MaterialQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("kind", "pk")
        verbose_name = _("materiaal")
        verbose_name_plural = _("materiaal")
        constraints = (
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(document=""), name="material_is_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(kind=MaterialKind.RECORDING) | ~Q(captions=""),
                name="material_recording_says_captions",
            ),
            models.CheckConstraint(
                condition=~Q(captions=Captions.EXCEPTION)
                | (~Q(exception_reason="") & Q(exception_until__isnull=False)),
                name="material_exception_has_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """For an id on a page."""
        return f"{self.pk}"


class AgendaFeed(models.Model):
    """The secret address at which somebody's calendar reads his agenda; only its hash is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="agenda_feed"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)
    last_used_at = models.DateTimeField(_("laatst gelezen"), null=True, blank=True)

    class Meta:
        app_label = "community"
        verbose_name = _("feed van een agenda")
        verbose_name_plural = _("feeds van agenda’s")

    def __str__(self) -> str:
        return f"{self.user}"
