from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.kit.text import normalise
from community.organisations.enums import (
    ADMINISTRATORS,
    GOVERNMENTS,
    PLATFORM_ROLES,
    Kind,
    RequestState,
    Role,
)
from community.organisations.fields import SortKeyField


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self) -> Self:
        return self.filter(ended_on=None)

    def governments(self) -> Self:
        return self.filter(kind__in=GOVERNMENTS)

    def matching(self, words: str) -> Self:
        """Those whose name, former name or KBO number holds every word that was typed."""
        found = self
        for word in normalise(words).split()[:8]:
            found = found.filter(
                Q(sort_name__contains=word)
                | Q(former_name__icontains=word)
                | Q(kbo__startswith=word.replace(".", ""))
                | Q(kind__startswith=word)
            )
        return found

    def with_administrator_known(self) -> Self:
        """Adds `has_administrator`: whether somebody in the house manages its members."""
        return self.annotate(has_administrator=_managed())

    def without_administrator(self) -> Self:
        return self.filter(~_managed())


def _managed() -> Exists:
    managing = Membership.objects.current().administrators()
    return Exists(managing.filter(organisation=OuterRef("pk")))


class Organisation(models.Model):
    """A body whose people take part: a government, a supplier, a partner."""

    kind = models.CharField(_("soort"), max_length=20, choices=Kind)
    name = models.CharField(_("naam"), max_length=160)
    sort_name = SortKeyField(source="name", max_length=200, db_index=True)
    former_name = models.CharField(_("vroegere naam"), max_length=160, blank=True)
    kbo = models.CharField(_("KBO-nummer"), max_length=10, unique=True, null=True, blank=True)
    ovo = models.CharField(_("OVO-code"), max_length=9, unique=True, null=True, blank=True)
    province = models.CharField(_("provincie"), max_length=40, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors",
        verbose_name=_("opvolger"),
    )  # fmt: skip
    started_on = models.DateField(_("opgericht op"), null=True, blank=True)
    ended_on = models.DateField(_("beëindigd op"), null=True, blank=True)
    is_demo = models.BooleanField(_("voorbeeldgegeven"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("sort_name", "pk")
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        constraints = (
            models.CheckConstraint(
                condition=Q(kbo=None) | Q(kbo__regex=r"^[01][0-9]{9}$"),
                name="organisation_kbo_ten_digits",
            ),
            models.UniqueConstraint(
                fields=("kind",), condition=Q(kind=Kind.PLATFORM), name="organisation_one_platform"
            ),
        )

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        if self.kind in (Kind.OCMW, Kind.PROVINCE):
            return f"{self.get_kind_display()} {self.name}"
        return self.name

    @property
    def kbo_dotted(self) -> str:
        number = self.kbo or ""
        return f"{number[:4]}.{number[4:7]}.{number[7:]}" if number else ""

    @property
    def is_government(self) -> bool:
        return self.kind in GOVERNMENTS


class NisCode(models.Model):
    """The statistical code of a municipality, with its validity: it changes where the KBO stays."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="nis_codes")
    code = models.CharField(max_length=5)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "code"), name="nis_code_once_per_organisation"
            ),
        )

    def __str__(self) -> str:
        return self.code


class MailDomain(models.Model):
    """A mail domain known to belong to an organisation: it speeds up joining."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="mail_domains")
    domain = models.CharField(_("maildomein"), max_length=253)

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "domain"), name="mail_domain_once_per_organisation"
            ),
        )

    def __str__(self) -> str:
        return self.domain


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> Self:
        return self.filter(left_at=None)

    def of(self, organisation: Organisation | None) -> Self:
        return self.filter(organisation=organisation) if organisation else self.none()

    def with_role(self, *roles: str) -> Self:
        return self.filter(roles__overlap=list(roles))

    def administrators(self) -> Self:
        """Those who can act: an account that was switched off manages nobody."""
        return self.with_role(*ADMINISTRATORS).filter(user__is_active=True)


class Membership(models.Model):
    """That a person works for, or serves, an organisation. Leaving keeps the row."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=30, choices=Role), verbose_name=_("rollen"))
    job_title = models.CharField(_("functie"), max_length=120, blank=True)
    joined_at = models.DateTimeField(_("lid sinds"), default=timezone.now)
    left_at = models.DateTimeField(_("vertrokken op"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation"), condition=Q(left_at=None),
                name="membership_current_once",
            ),
            models.CheckConstraint(condition=~Q(roles=[]), name="membership_has_a_role"),
        )  # fmt: skip
        indexes = (
            models.Index(
                fields=("organisation",), condition=Q(left_at=None), name="membership_current"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"

    def has_role(self, *roles: str) -> bool:
        return self.left_at is None and not set(roles).isdisjoint(self.roles)

    @property
    def is_administrator(self) -> bool:
        return self.has_role(*ADMINISTRATORS)

    @property
    def has_platform_role(self) -> bool:
        return self.has_role(*PLATFORM_ROLES)

    @property
    def role_labels(self) -> list[Any]:
        return [Role(role).label for role in self.roles]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def of(self, organisation: Organisation | None) -> Self:
        return self.filter(organisation=organisation) if organisation else self.none()

    def waiting(self) -> Self:
        """Neither accepted nor revoked; it may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self) -> Self:
        return self.waiting().filter(expires_at__gt=timezone.now())


class Invitation(models.Model):
    """An offer of membership sent to a mail address by a local administrator."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mailadres"))
    roles = ArrayField(models.CharField(max_length=30, choices=Role), verbose_name=_("rollen"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.email} → {self.organisation}"

    def is_open(self) -> bool:
        waiting = self.accepted_at is None and self.revoked_at is None
        return waiting and self.expires_at > timezone.now()

    @property
    def role_labels(self) -> list[Any]:
        return [Role(role).label for role in self.roles]


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def of(self, organisation: Organisation | None) -> Self:
        return self.filter(organisation=organisation) if organisation else self.none()

    def open(self) -> Self:
        return self.filter(state=RequestState.OPEN)

    def for_helpdesk(self) -> Self:
        """Those of an organisation in which nobody can decide yet."""
        managing = Membership.objects.current().administrators()
        return self.filter(~Exists(managing.filter(organisation=OuterRef("organisation"))))


class JoinRequest(models.Model):
    """A person's question to be let into an organisation."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="join_requests")
    roles = ArrayField(models.CharField(max_length=30, choices=Role), verbose_name=_("rollen"))
    message = models.CharField(_("toelichting"), max_length=500, blank=True)
    domain_known = models.BooleanField(_("maildomein bekend"), default=False)
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reden"), max_length=500, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation"), condition=Q(state=RequestState.OPEN),
                name="join_request_open_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user} → {self.organisation}"

    @property
    def role_labels(self) -> list[Any]:
        return [Role(role).label for role in self.roles]
