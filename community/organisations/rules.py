"""Who may do and see what. Sentences that compose; nothing here changes anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from community.accounts.queries import SECOND_STEPS
from community.organisations.enums import GOVERNMENTS, Audience, Kind, Role
from community.organisations.models import JoinRequest, Membership, Organisation

if TYPE_CHECKING:
    from community.accounts.models import User

    Person = User | AnonymousUser

CARRIED = "_current_memberships"


def current_memberships(user: Person) -> Sequence[Membership]:
    """The memberships that hold now, with their organisation, the oldest first.

    The user of a request carries them (see the middleware), any other is asked anew.
    """
    if not user.is_authenticated:
        return ()
    carried: Sequence[Membership] | None = getattr(user, CARRIED, None)
    if carried is not None:
        return carried
    found = Membership.objects.current().filter(user=user).select_related("organisation")
    return list(found.order_by("joined_at", "pk"))


def has_platform_role(user: Person, *roles: str) -> bool:
    """Any of these roles in V-ICT-OR's own organisation; no roles asked means any at all."""
    if user.is_authenticated and user.is_superuser:
        return True
    return any(
        each.organisation.kind == Kind.PLATFORM
        and (each.has_role(*roles) if roles else each.has_platform_role)
        for each in current_memberships(user)
    )


def is_platform_admin(user: Person) -> bool:
    return has_platform_role(user, Role.PLATFORM_ADMIN)


def is_helpdesk(user: Person) -> bool:
    return has_platform_role(user, Role.HELPDESK, Role.PLATFORM_ADMIN)


def is_qrc_editor(user: Person) -> bool:
    return has_platform_role(user, Role.QRC_EDITOR, Role.PLATFORM_ADMIN)


def is_editor(user: Person) -> bool:
    return has_platform_role(user, Role.EDITOR, Role.PLATFORM_ADMIN)


def is_member(user: Person, organisation: Organisation) -> bool:
    return any(each.organisation_id == organisation.pk for each in current_memberships(user))


def may_manage_members(user: Person, organisation: Organisation) -> bool:
    return any(
        each.organisation_id == organisation.pk and each.is_administrator
        for each in current_memberships(user)
    )


def manages_now(user: Person, organisation: Organisation) -> bool:
    """The same, asked anew: under a lock, what a request began with may be out of date."""
    managing = Membership.objects.of(organisation).current().administrators()
    return managing.filter(user=user.pk).exists()


def has_administrator(organisation: Organisation) -> bool:
    return Membership.objects.of(organisation).current().administrators().exists()


def may_decide(user: Person, request: JoinRequest) -> bool:
    """The organisation's administrators; while it has none, the helpdesk. Never about oneself."""
    if request.user_id == user.pk:
        return False
    if manages_now(user, request.organisation):
        return True
    return is_helpdesk(user) and not has_administrator(request.organisation)


def may_see(
    user: Person,
    audience: str,
    organisation: Organisation | None = None,
    *,
    in_group: bool = False,
) -> bool:
    """Whether a thing for this audience, owned by this organisation, is for this person.

    Groups are a room above this one: it says by `in_group` whether the person is in.
    """
    if audience == Audience.PUBLIC:
        return True
    memberships = current_memberships(user)
    if audience == Audience.OWN:
        return organisation is not None and is_member(user, organisation)
    if audience == Audience.GROUP:
        return in_group and user.is_authenticated
    if audience == Audience.GOVERNMENTS:
        return any(_counts_as_government(each.organisation) for each in memberships)
    return audience == Audience.MEMBERS and bool(memberships)


def _counts_as_government(organisation: Organisation) -> bool:
    # The association serves the governments, so it reads along.
    return organisation.kind in (*GOVERNMENTS, Kind.PLATFORM)


def visible_q(user: Person, audience: str = "audience", organisation: str = "organisation") -> Q:
    """`may_see` as a filter, for rows with an audience and an owner; groups come on top."""
    shown = Q(**{audience: Audience.PUBLIC})
    memberships = current_memberships(user)
    if not memberships:
        return shown
    shown |= Q(**{audience: Audience.MEMBERS})
    if any(_counts_as_government(each.organisation) for each in memberships):
        shown |= Q(**{audience: Audience.GOVERNMENTS})
    own = [each.organisation_id for each in memberships]
    return shown | Q(**{audience: Audience.OWN, f"{organisation}__in": own})


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=SECOND_STEPS).exists())


def is_second_factor_demanded() -> bool:
    return bool(getattr(settings, "MFA_REQUIRED_FOR_PLATFORM", not settings.DEBUG))


def must_add_second_factor(user: Person) -> bool:
    """Whether his roles ask a second step at sign-in that he does not have; asked anew."""
    if not is_second_factor_demanded() or not user.is_authenticated:
        return False
    return has_platform_role(user) and not has_second_factor(user)


def second_factor_known() -> Exists:
    """Annotation for memberships: whether the member signs in with a second step."""
    return Exists(Authenticator.objects.filter(user=OuterRef("user"), type__in=SECOND_STEPS))
