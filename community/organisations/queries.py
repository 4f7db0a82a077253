"""Reads that join or shape what a screen or a service needs to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from community.organisations.enums import Kind, Role
from community.organisations.models import (
    Invitation,
    JoinRequest,
    MailDomain,
    Membership,
    Organisation,
    OrganisationQuerySet,
)

if TYPE_CHECKING:
    from community.accounts.models import User


def confirmed_domains(user: User) -> set[str]:
    """The mail domains in which the person confirmed an address."""
    addresses = EmailAddress.objects.filter(user=user, verified=True)
    return {address.email.rpartition("@")[2].lower() for address in addresses}


def has_confirmed(user: User, email: str) -> bool:
    """Whether the person proved that this mail address is his."""
    mine = EmailAddress.objects.filter(user=user, verified=True)
    return bool(mine.filter(email__iexact=email).exists())


def domain_is_known(user: User, organisation: Organisation) -> bool:
    domains = confirmed_domains(user)
    return MailDomain.objects.filter(organisation=organisation, domain__in=domains).exists()


def invitations_for(user: User) -> QuerySet[Invitation]:
    """Open invitations to an address that this person confirmed."""
    emails = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    asked = Q()
    for email in emails:
        asked |= Q(email__iexact=email)
    if not asked:
        return Invitation.objects.none()
    return Invitation.objects.open().filter(asked).select_related("organisation")


def administrators_of(organisation: Organisation) -> QuerySet[User]:
    holding = Membership.objects.of(organisation).current().administrators()
    return get_user_model().objects.filter(is_active=True, pk__in=holding.values("user"))


def helpdesk_users() -> QuerySet[User]:
    return _platform_users(Role.HELPDESK, Role.PLATFORM_ADMIN)


def qrc_editors() -> list[User]:
    """Who looks after the sources: the QRC-redacteuren, or the administrators while there are none."""
    return list(_platform_users(Role.QRC_EDITOR)) or list(_platform_users(Role.PLATFORM_ADMIN))


def other_qrc_editors(first: int | None) -> list[User]:
    """Who may be the second beside this first: the other QRC-redacteuren, or the administrators."""
    for role in (Role.QRC_EDITOR, Role.PLATFORM_ADMIN):
        if others := list(_platform_users(role).exclude(pk__in=[first] if first else [])):
            return others
    return []


def _platform_users(*roles: str) -> QuerySet[User]:
    holding = Membership.objects.current().filter(organisation__kind=Kind.PLATFORM)
    return get_user_model().objects.filter(
        is_active=True, pk__in=holding.with_role(*roles).values("user")
    )


def deciders(organisation: Organisation) -> list[User]:
    """Who hears of a request to join: the administrators, or the helpdesk while there is none."""
    return list(administrators_of(organisation)) or list(helpdesk_users())


def joinable(words: str = "") -> OrganisationQuerySet:
    """Active organisations one may ask to join."""
    offered: OrganisationQuerySet = Organisation.objects.active().exclude(kind=Kind.PLATFORM)
    return offered.matching(words)


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    return (
        Membership.objects.of(organisation)
        .current()
        .select_related("user", "organisation")
        .order_by("user__last_name", "user__first_name", "user__email")
    )


def open_requests_of(user: User) -> QuerySet[JoinRequest]:
    return JoinRequest.objects.open().filter(user=user).select_related("organisation")
