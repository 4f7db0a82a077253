"""Mail domains that are known to be the organisation's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.activity.services import record
from community.organisations.models import MailDomain, Organisation
from community.organisations.queries import confirmed_domains
from community.organisations.rules import manages_now
from community.verbs import DOMAIN_ADDED, DOMAIN_REMOVED

if TYPE_CHECKING:
    from community.accounts.models import User

PUBLIC_PROVIDERS = frozenset(
    {
        "gmail.com", "googlemail.com", "msn.com", "passport.com", "icloud.com", "me.com", "mac.com",
        "proton.me", "protonmail.com", "protonmail.ch", "pm.me", "tutanota.com", "tuta.io",
        "tuta.com", "mail.com", "email.com", "aol.com", "aol.be", "zoho.com", "zohomail.eu",
        "fastmail.com", "fastmail.fm", "hey.com", "mailfence.com", "posteo.net", "posteo.de",
        "disroot.org", "riseup.net", "startmail.com", "duck.com", "yandex.com", "yandex.ru",
        "mail.ru", "qq.com", "web.de", "freenet.de", "t-online.de", "laposte.net", "orange.fr",
        "free.fr", "sfr.fr", "wanadoo.fr", "telenet.be", "skynet.be", "proximus.be", "belgacom.net",
        "pandora.be", "scarlet.be", "voo.be", "brutele.be", "base.be", "mobistar.be", "orange.be",
        "edpnet.be", "dommel.be", "belcenter.be", "versatel.be", "tiscali.be", "advalvas.be",
        "ziggo.nl", "kpnmail.nl", "planet.nl", "xs4all.nl", "home.nl", "hetnet.nl", "casema.nl",
        "mailinator.com", "yopmail.com", "guerrillamail.com",
    }
)  # fmt: skip
"""Domains where anybody can have an address: they say nothing about an employer."""
PUBLIC_BRANDS = frozenset({"hotmail", "outlook", "live", "yahoo", "ymail", "gmx", "rocketmail"})
"""Providers that have the same name in every country: yahoo.fr, outlook.be, live.co.uk."""


@transaction.atomic
def add_mail_domain(*, organisation: Organisation, domain: str, by: User) -> MailDomain:
    """Only a domain in which the administrator himself confirmed an address."""
    if not manages_now(by, organisation):
        raise PermissionDenied
    name = domain.strip().lower().removeprefix("@").rstrip(".")
    if is_anybodys(name):
        raise ValidationError(_("Bij dit maildomein kan iedereen een adres hebben."))
    if name not in confirmed_domains(by):
        raise ValidationError(
            _("U kunt alleen een maildomein toevoegen waarin u zelf een bevestigd adres hebt.")
        )
    row, is_new = MailDomain.objects.get_or_create(organisation=organisation, domain=name)
    if is_new:
        record(DOMAIN_ADDED, organisation=organisation, actor=by, subject=row, domain=name)
    return row


def is_anybodys(domain: str) -> bool:
    """Whether anybody may open a mailbox in this domain."""
    return domain in PUBLIC_PROVIDERS or domain.partition(".")[0] in PUBLIC_BRANDS


@transaction.atomic
def remove_mail_domain(*, domain: MailDomain, by: User) -> None:
    organisation = domain.organisation
    if not manages_now(by, organisation):
        raise PermissionDenied
    record(
        DOMAIN_REMOVED, organisation=organisation, actor=by, subject=domain, domain=domain.domain
    )
    domain.delete()
