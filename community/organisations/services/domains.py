"""Mail domains that are known to be the organisation's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.activity.services import record
from community.organisations.models import MailDomain, Organisation
from community.organisations.queries import confirmed_domains
from community.organisations.rules import may_manage_members
from community.verbs import DOMAIN_ADDED, DOMAIN_REMOVED

if TYPE_CHECKING:
    from community.accounts.models import User

PUBLIC_PROVIDERS = frozenset(
    {
        "gmail.com", "googlemail.com", "hotmail.com", "hotmail.be", "outlook.com", "outlook.be",
        "live.be", "live.com", "msn.com", "yahoo.com", "icloud.com", "me.com", "proton.me",
        "protonmail.com", "telenet.be", "skynet.be", "proximus.be", "pandora.be", "scarlet.be",
        "gmx.com", "gmx.net", "mail.com",
    }
)  # fmt: skip
"""Domains where anybody can have an address: they say nothing about an employer."""


@transaction.atomic
def add_mail_domain(*, organisation: Organisation, domain: str, by: User) -> MailDomain:
    """Only a domain in which the administrator himself confirmed an address."""
    if not may_manage_members(by, organisation):
        raise PermissionDenied
    name = domain.strip().lower().removeprefix("@").rstrip(".")
    if name in PUBLIC_PROVIDERS:
        raise ValidationError(_("Bij dit maildomein kan iedereen een adres hebben."))
    if name not in confirmed_domains(by):
        raise ValidationError(
            _("U kunt alleen een maildomein toevoegen waarin u zelf een bevestigd adres hebt.")
        )
    row, is_new = MailDomain.objects.get_or_create(organisation=organisation, domain=name)
    if is_new:
        record(DOMAIN_ADDED, organisation=organisation, actor=by, subject=row, domain=name)
    return row


@transaction.atomic
def remove_mail_domain(*, domain: MailDomain, by: User) -> None:
    organisation = domain.organisation
    if not may_manage_members(by, organisation):
        raise PermissionDenied
    record(
        DOMAIN_REMOVED, organisation=organisation, actor=by, subject=domain, domain=domain.domain
    )
    domain.delete()
