"""The mails allauth asks for, in the house's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, Text

NOT_YOU = _("Vroeg u dit niet zelf? Dan hoeft u niets te doen.")
NOT_YOU_CHANGED = _(
    "Herkent u deze wijziging niet? Kies dan meteen een nieuw wachtwoord en bekijk op uw "
    "accountpagina welke toestellen zijn aangemeld."
)


@dataclass(frozen=True, slots=True)
class AccountMail:
    """One mail: `{names}` in its texts are keys of allauth's context, `url` names the link."""

    subject: Text
    paragraphs: tuple[Any, ...]
    action_label: Text = ""
    url: str = ""
    is_change: bool = False


def change(subject: Text, paragraph: Text) -> AccountMail:
    return AccountMail(subject, (paragraph,), is_change=True)


CONFIRM = AccountMail(
    _("Bevestig uw e-mailadres"),
    (
        _("Dit e-mailadres is opgegeven voor een account op VlaVirGem."),
        _("Bevestig dat het van u is. De link werkt drie dagen."),
    ),
    _("E-mailadres bevestigen"),
    "activate_url",
)

MAILS: Mapping[str, AccountMail] = {
    "account/email/email_confirmation": CONFIRM,
    "account/email/email_confirmation_signup": CONFIRM,
    "account/email/account_already_exists": AccountMail(
        _("U hebt al een account"),
        (
            _("Iemand wilde met dit e-mailadres een account maken, maar dat bestaat al."),
            _("Bent u uw wachtwoord vergeten? Kies dan een nieuw."),
        ),
        _("Nieuw wachtwoord kiezen"),
        "password_reset_url",
    ),
    "account/email/password_reset_key": AccountMail(
        _("Kies een nieuw wachtwoord"),
        (_("U vroeg om een nieuw wachtwoord voor VlaVirGem."),),
        _("Nieuw wachtwoord kiezen"),
        "password_reset_url",
    ),
    "account/email/unknown_account": AccountMail(
        _("Wij kennen dit e-mailadres niet"),
        (
            _("Iemand vroeg met dit e-mailadres een nieuw wachtwoord, maar er is geen account."),
            _("Misschien hebt u een account met een ander adres. Anders kunt u er een maken."),
        ),
        _("Account maken"),
        "signup_url",
    ),
    "account/email/email_changed": change(
        _("Uw e-mailadres is gewijzigd"),
        _("Het e-mailadres van uw account is gewijzigd van {from_email} naar {to_email}."),
    ),
    "account/email/email_confirm": change(
        _("Uw e-mailadres is bevestigd"), _("Het e-mailadres van uw account is bevestigd.")
    ),
    "account/email/email_deleted": change(
        _("Een e-mailadres is verwijderd"),
        _("Het adres {deleted_email} is van uw account verwijderd."),
    ),
    "account/email/password_changed": change(
        _("Uw wachtwoord is gewijzigd"), _("Het wachtwoord van uw account is gewijzigd.")
    ),
    "account/email/password_reset": change(
        _("U hebt een nieuw wachtwoord"), _("Voor uw account is een nieuw wachtwoord gekozen.")
    ),
    "account/email/password_set": change(
        _("Uw wachtwoord is ingesteld"), _("Voor uw account is een wachtwoord ingesteld.")
    ),
    "mfa/email/totp_activated": change(
        _("Authenticator-app ingesteld"),
        _("Uw account vraagt bij het aanmelden nu een code uit uw authenticator-app."),
    ),
    "mfa/email/totp_deactivated": change(
        _("Authenticator-app uitgeschakeld"),
        _("Uw account vraagt bij het aanmelden geen code uit de authenticator-app meer."),
    ),
    "mfa/email/webauthn_added": change(
        _("Sleutel toegevoegd"), _("Aan uw account is een beveiligingssleutel toegevoegd.")
    ),
    "mfa/email/webauthn_removed": change(
        _("Sleutel verwijderd"), _("Van uw account is een beveiligingssleutel verwijderd.")
    ),
    "mfa/email/recovery_codes_generated": change(
        _("Nieuwe herstelcodes gemaakt"),
        _("Voor uw account zijn nieuwe herstelcodes gemaakt. De oude werken niet meer."),
    ),
}


def account_letter(name: str, context: Mapping[str, Any]) -> tuple[Letter, str]:
    """The letter for one of allauth's mails and the address of its button ("" without one)."""
    mail = MAILS[name]
    texts: list[Text] = [format_lazy(text, **_plain(context)) for text in mail.paragraphs]
    if mail.is_change:
        texts.append(_traces(context))
    letter = Letter(
        subject=mail.subject,
        paragraphs=tuple(texts),
        action_label=mail.action_label,
        why=NOT_YOU_CHANGED if mail.is_change else NOT_YOU,
    )
    return letter, str(context.get(mail.url, "")) if mail.url else ""


def _plain(context: Mapping[str, Any]) -> dict[str, str]:
    return {key: value for key, value in context.items() if isinstance(value, str)}


def _traces(context: Mapping[str, Any]) -> Text:
    at = timezone.localtime(context["timestamp"])
    return format_lazy(
        _("Tijdstip: {at}. IP-adres: {ip}. Browser: {browser}."),
        at=lazy(lambda: formats.date_format(at, "j F Y, H:i"), str)(),
        ip=context["ip"],
        browser=context["user_agent"],
    )
