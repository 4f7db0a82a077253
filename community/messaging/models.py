from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.messaging.enums import SYSTEMS, AddressState, Channel, State


class AddressQuerySet(models.QuerySet["Address"]):
    def confirmed(self) -> Self:
        return self.filter(state=AddressState.CONFIRMED)


class Address(models.Model):
    """A place outside the house that messages can go to; the house's only copy of its state."""

    channel = models.CharField(_("kanaal"), max_length=10, choices=Channel)
    value = models.CharField(_("adres"), max_length=500)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="addresses"
    )
    organisation = models.ForeignKey(
        "community.Organisation", models.CASCADE, null=True, blank=True, related_name="+"
    )
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="nl")
    state = models.CharField(max_length=14, choices=AddressState, default=AddressState.UNCONFIRMED)
    state_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("reden"), max_length=200, blank=True)
    soft_failures = models.PositiveSmallIntegerField(default=0)
    # Sealed with the field keys: what signs the calls of a webhook, or the whole address of a
    # Teams workflow, whose query lets anybody post.
    secret = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        app_label = "community"
        verbose_name = _("adres")
        verbose_name_plural = _("adressen")
        constraints = (
            models.UniqueConstraint(
                fields=("channel", "value"), condition=~Q(channel__in=SYSTEMS), name="address_once"
            ),
            # Two organisations may share a system, and neither learns that the other does.
            models.UniqueConstraint(
                fields=("channel", "organisation", "value"), condition=Q(channel__in=SYSTEMS),
                name="address_once_per_organisation", nulls_distinct=False,
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.value

    @property
    def is_confirmed(self) -> bool:
        return self.state == AddressState.CONFIRMED


class Confirmation(models.Model):
    """A question to the holder of an address: is this yours? A link for mail, six digits for a phone."""

    address = models.ForeignKey(Address, models.CASCADE, related_name="confirmations")
    # Who asked, and to whom the address goes once its holder says yes.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    code_hash = models.CharField(max_length=128)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "community"

    def __str__(self) -> str:
        return f"{self.address} {self.created_at:%Y-%m-%d %H:%M}"


class Preference(models.Model):
    """That a user wants, or does not want, a kind of message on a channel."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=80)
    channel = models.CharField(max_length=10, choices=Channel)
    wanted = models.BooleanField()

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(fields=("user", "kind", "channel"), name="preference_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind}/{self.channel}"


class QuietHours(models.Model):
    """When somebody wants no mail or SMS, by the clock in Brussels; what came meanwhile waits."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="quiet_hours"
    )
    starts = models.TimeField(_("van"))
    # Before `starts`: over midnight.
    ends = models.TimeField(_("tot"))
    weekend = models.BooleanField(_("heel het weekend"), default=False)
    channels = ArrayField(models.CharField(max_length=10, choices=Channel), default=list)
    # A priority: what is as urgent (1 is critical) or more comes through; 0: nothing does.
    passes = models.PositiveSmallIntegerField(_("komt er toch door"), default=1)

    class Meta:
        app_label = "community"
        constraints = (
            models.CheckConstraint(condition=~Q(starts=models.F("ends")), name="quiet_hours_end"),
        )

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"

    @property
    def spoken_channels(self) -> str:
        return ", ".join(str(Channel(each).label).lower() for each in self.channels)


class Budget(models.Model):
    """What may be spent in a period; `used` never passes `cap`."""

    scope = models.CharField(max_length=80)
    period = models.CharField(max_length=10)
    used = models.PositiveIntegerField(default=0)
    cap = models.PositiveIntegerField()

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(fields=("scope", "period"), name="budget_once"),
            models.CheckConstraint(
                condition=Q(used__lte=models.F("cap")), name="budget_never_overspent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.scope} {self.period}: {self.used}/{self.cap}"


class SmsAllowance(models.Model):
    """How many SMS segments an organisation's people may be sent in a month; none: no limit of its own."""

    organisation = models.OneToOneField(
        "community.Organisation", models.CASCADE, related_name="sms_allowance"
    )
    monthly_cap = models.PositiveIntegerField(_("sms'en per maand"))
    # Percent of the cap that only critical warnings may use.
    reserve = models.PositiveSmallIntegerField(_("reserve voor kritiek (%)"), default=20)

    class Meta:
        app_label = "community"
        ordering = ("organisation__sort_name", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(reserve__lte=100), name="sms_reserve_is_a_share"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.monthly_cap}"

    @property
    def open_cap(self) -> int:
        """What anything but a critical warning may use."""
        return self.monthly_cap * (100 - self.reserve) // 100


class Message(models.Model):
    """One thing the house has to say, whoever hears it and by whatever channel."""

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(_("soort"), max_length=80, db_index=True)
    organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    thread = models.CharField(max_length=120, blank=True, db_index=True)
    priority = models.PositiveSmallIntegerField(default=5)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"

    def __str__(self) -> str:
        return self.key


class Body(models.Model):
    """A message rendered once for a language and channel, with marks where the recipient's parts go."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="bodies")
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    html = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    # [name, method, text] of each iCalendar object that goes with a mail.
    calendars = models.JSONField(default=list, blank=True)
    # The list that one click in this mail leaves; "": that of its kind.
    stops = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(fields=("message", "channel", "language"), name="body_once"),
        )

    def __str__(self) -> str:
        return f"{self.message} {self.channel} {self.language}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self) -> Self:
        return self.filter(state=State.QUEUED, not_before__lte=timezone.now())

    def expired(self) -> Self:
        return self.filter(state=State.SENDING, lease_until__lt=timezone.now())


class Delivery(models.Model):
    """That one message goes to one recipient by one channel: the ledger's row, and its truth."""

    key = models.CharField(max_length=200)
    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries", db_index=False)
    channel = models.CharField(_("kanaal"), max_length=10, choices=Channel)
    recipient = models.CharField(max_length=60)
    address = models.ForeignKey(
        Address, models.SET_NULL, null=True, blank=True, related_name="deliveries"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    language = models.CharField(max_length=5, default="nl")
    parts = models.JSONField(default=dict, blank=True)
    reply_to = models.CharField(max_length=200, blank=True)
    state = models.CharField(_("toestand"), max_length=10, choices=State, default=State.QUEUED)
    priority = models.PositiveSmallIntegerField(default=5)
    queued_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    claim = models.UUIDField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(_("verzonden"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("afgeleverd"), null=True, blank=True)
    provider_id = models.CharField(max_length=64, blank=True)
    provider_status = models.CharField(max_length=24, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.CharField(_("fout"), max_length=500, blank=True)
    maybe_double = models.BooleanField(_("mogelijk dubbel"), default=False)
    segments = models.PositiveSmallIntegerField(default=0)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        app_label = "community"
        verbose_name = _("zending")
        verbose_name_plural = _("zendingen")
        constraints = (models.UniqueConstraint(fields=("key",), name="delivery_once"),)
        # A row is written three times on its way, and every index each time: as few as will do.
        indexes = (
            models.Index(
                fields=("channel", "priority", "id"), condition=Q(state=State.QUEUED),
                name="delivery_due",
            ),
            models.Index(
                fields=("lease_until",), condition=Q(state=State.SENDING), name="delivery_leased"
            ),
            models.Index(
                fields=("provider_id",), condition=Q(provider_id="outbox"), name="delivery_inside"
            ),
            models.Index(fields=("user",), condition=Q(user__isnull=False), name="delivery_user"),
            models.Index(fields=("message", "recipient"), name="delivery_recipient"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.key


EVENTS = {
    "retry": _("Mislukt; wij proberen opnieuw"),
    "interrupted": _("De verzending viel weg"),
    "reconciled": _("Nagevraagd bij de aanbieder"),
    "resent": _("Opnieuw in de wachtrij gezet"),
    "undelivered": _("Niet afgeleverd"),
    "delayed": _("De mailserver van de ontvanger probeert nog"),
    "complaint": _("Als ongewenst gemeld"),
}


class DeliveryEvent(models.Model):
    """Something out of the ordinary that befell a delivery: a callback, a kill, a refusal."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    event = models.CharField(max_length=40)
    detail = models.CharField(max_length=500, blank=True)

    class Meta:
        app_label = "community"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.event} {self.detail}".strip()

    @property
    def in_words(self) -> str:
        """What happened, for a reader; a code of the provider's own as it came."""
        name = self.event.removeprefix("twilio.")
        return str(dict(State.choices).get(name) or EVENTS.get(name) or name)
