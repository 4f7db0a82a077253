"""Where allauth touches the house: its mails, its secrets, its words."""

from __future__ import annotations

from io import BytesIO
from typing import Any, ClassVar
from uuid import uuid4

import qrcode  # type: ignore[import-untyped]
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]

from community.accounts.mails import account_letter
from community.accounts.models import User
from community.accounts.services import send_account_mail
from community.kit.secrets import seal, unseal
from community.kit.validators import validate_email_address


class AccountAdapter(DefaultAccountAdapter):
    # The library's own Dutch says "je"; the house says "u".
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account is uitgeschakeld."),
        "cannot_remove_primary_email": _("U kunt uw enige e-mailadres niet verwijderen."),
        "duplicate_email": _("Dit e-mailadres staat al bij uw account."),
        "email_password_mismatch": _("Het e-mailadres of het wachtwoord klopt niet."),
        "email_taken": _("Met dit e-mailadres bestaat al een account."),
        "enter_current_password": _("Vul uw huidige wachtwoord in."),
        "incorrect_code": _("Deze code klopt niet. Probeer het opnieuw."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "invalid_or_expired_key": _("Deze link werkt niet meer."),
        "invalid_login": _("Aanmelden is niet gelukt."),
        "invalid_password_reset": _("Deze link om een wachtwoord te kiezen werkt niet meer."),
        "too_many_login_attempts": _("Te veel mislukte pogingen. Probeer het later opnieuw."),
        "unknown_email": _("Met dit e-mailadres bestaat geen account."),
        "unverified_primary_email": _("Bevestig eerst uw e-mailadres."),
        "select_only_one": _("Kies er maar één."),
        "same_as_current": _("De nieuwe waarde is gelijk aan de huidige."),
        "rate_limited": _("U vraagt te veel in korte tijd. Wacht even en probeer het opnieuw."),
    }
    reauthentication_words: ClassVar[dict[str, Any]] = {
        "reauthenticate": _("Uw wachtwoord gebruiken"),
        "mfa_reauthenticate": _("Een code uit uw app gebruiken"),
        "mfa_reauthenticate:webauthn": _("Uw beveiligingssleutel gebruiken"),
    }

    password_words: ClassVar[dict[str | None, Any]] = {
        "password_too_short": _("Dit wachtwoord is te kort. Gebruik minstens twaalf tekens."),
        "password_too_common": _("Dit wachtwoord komt te vaak voor. Kies een ander."),
        "password_too_similar": _("Dit wachtwoord lijkt te veel op uw naam of e-mailadres."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox, in the same transaction as what the mail is about."""
        letter, url = account_letter(template_prefix, context)
        with transaction.atomic():
            send_account_mail(
                email=email, letter=letter, url=url, user=_holder(email, context),
                key=f"{template_prefix}:{uuid4()}",
            )  # fmt: skip

    def clean_email(self, email: str) -> str:
        return validate_email_address(email).lower()

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """Django's Dutch lacks a sentence or two; each refusal is said in ours."""
        try:
            return str(super().clean_password(password, user))
        except ValidationError as refusal:
            raise ValidationError(
                [self.password_words.get(each.code, each) for each in refusal.error_list]
            ) from None

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("community:start")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("community:start")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("community:account")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        methods = super().get_reauthentication_methods(user)
        return [
            {
                **each,
                "description": self.reauthentication_words.get(each["id"], each["description"]),
            }
            for each in methods
        ]


def _holder(email: str, context: dict[str, Any]) -> User | None:
    user = context.get("user")
    if isinstance(user, User):
        return user
    known = EmailAddress.objects.filter(email__iexact=email).select_related("user").first()
    return known.user if known else None


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of the second step are sealed with the field keys before they are stored."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Zet eerst het aanmelden in twee stappen uit."),
        "cannot_delete_authenticator": _("U kunt het aanmelden in twee stappen niet uitzetten."),
        "cannot_generate_recovery_codes": _(
            "Herstelcodes zijn er pas als u in twee stappen aanmeldt."
        ),
        "incorrect_code": _("Deze code klopt niet. Probeer het opnieuw."),
        "unverified_email": _("Bevestig eerst uw e-mailadres."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """With a white ground of its own: scanners cannot read black on a dark page."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()

    def _get_site_name(self) -> str:
        return "VlaVirGem"

    def generate_authenticator_name(
        self,
        user: AbstractBaseUser,
        type: Authenticator.Type,  # noqa: A002 - allauth's name
    ) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(_("Sleutel {number}")).format(number=count + 1)
