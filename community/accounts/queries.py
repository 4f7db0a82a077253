from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

if TYPE_CHECKING:
    from community.accounts.models import User


@dataclass(frozen=True, slots=True)
class Security:
    """How well an account is kept: what the page about it shows."""

    pending_email: str
    has_app: bool
    keys: int
    has_codes: bool
    sessions: int

    @property
    def has_second_step(self) -> bool:
        return self.has_app or self.keys > 0


SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes alone are no second step: they stand in for one."""


def is_first_second_step(user: User, authenticator: Authenticator) -> bool:
    """Whether the person signed in with a password alone before this one was added."""
    others = Authenticator.objects.filter(user=user, type__in=SECOND_STEPS)
    return authenticator.type in SECOND_STEPS and not others.exclude(pk=authenticator.pk).exists()


def security_of(user: User) -> Security:
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    pending = EmailAddress.objects.filter(user=user, verified=False).first()
    return Security(
        pending_email=pending.email if pending else "",
        has_app=Authenticator.Type.TOTP in kinds,
        keys=kinds.count(Authenticator.Type.WEBAUTHN),
        has_codes=Authenticator.Type.RECOVERY_CODES in kinds,
        sessions=UserSession.objects.filter(user=user).count(),
    )
