"""Keys for programs: made, noted and withdrawn."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.api_keys.enums import Scope
from community.api_keys.models import ApiKey
from community.api_keys.queries import PREFIX, digest
from community.organisations.models import Organisation
from community.verbs import API_KEY_MADE, API_KEY_REVOKED

MOST = 20
"""Standing keys of one person, or of one organisation."""
NOTED_EVERY = timedelta(minutes=10)


def make_key(
    *, name: str, scopes: Iterable[str], days: int, actor: User,
    organisation: Organisation | None = None,
) -> tuple[ApiKey, str]:  # fmt: skip
    """A key and its token, told this once; of the organisation when one is given, else the actor's."""
    token = PREFIX + secrets.token_urlsafe(32)
    owner: dict[str, models.Model] = (
        {"organisation": organisation} if organisation else {"user": actor}
    )
    with transaction.atomic():
        if ApiKey.objects.standing().filter(**owner).count() >= MOST:
            raise ValidationError(
                _("U hebt al %(n)s sleutels. Trek er eerst een in.") % {"n": MOST}
            )
        key = ApiKey.objects.create(
            **owner, name=name, scopes=sorted({Scope(each).value for each in scopes}),
            token_hash=digest(token), hint=token[: len(PREFIX) + 4], created_by=actor,
            expires_at=timezone.now() + timedelta(days=days),
        )  # fmt: skip
        record(
            API_KEY_MADE, organisation=organisation, actor=actor, subject=key, scopes=key.scopes,
        )  # fmt: skip
    return key, token


def revoke_key(*, key: ApiKey, actor: User) -> None:
    """It opens nothing from now on; the row stays for the audit trail."""
    with transaction.atomic():
        rows = ApiKey.objects.standing().filter(pk=key.pk)
        if rows.update(revoked_at=timezone.now()):
            record(API_KEY_REVOKED, organisation=key.organisation, actor=actor, subject=key)


def note_use(*, key: ApiKey) -> None:
    """Now and then: a program that asks every second needs no write every second."""
    now = timezone.now()
    if key.last_used_at is None or key.last_used_at < now - NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
