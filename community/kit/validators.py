"""Is this a company number, a phone, a mail address? Each gives its one written form back."""

from __future__ import annotations

import re
from contextlib import suppress

import idna
import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

MOBILE = (
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
)


def validate_kbo(text: str) -> str:
    """A Belgian enterprise number as ten digits, its check digits verified (97 minus the rest)."""
    digits = re.sub(r"^BE|[\s./\-]", "", text.strip(), flags=re.IGNORECASE)
    if len(digits) == 9:
        digits = f"0{digits}"
    if not re.fullmatch(r"[01][0-9]{9}", digits):
        raise ValidationError(_("Een KBO-nummer telt tien cijfers, zoals 0207.451.227."), "kbo")
    if 97 - int(digits[:8]) % 97 != int(digits[8:]):
        raise ValidationError(_("Dit KBO-nummer klopt niet: kijk de cijfers na."), "kbo")
    return digits


def validate_phone(text: str, region: str = "BE") -> str:
    """A phone number in E.164 form, such as +32470123456."""
    return phonenumbers.format_number(_parsed(text, region), phonenumbers.PhoneNumberFormat.E164)


def validate_mobile(text: str, region: str = "BE") -> str:
    """A phone number that can take an SMS, in E.164 form."""
    number = _parsed(text, region)
    if phonenumbers.number_type(number) not in MOBILE:
        raise ValidationError(
            _("Dit is geen gsm-nummer. Een vaste lijn kan geen sms ontvangen."), "phone"
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _parsed(text: str, region: str) -> phonenumbers.PhoneNumber:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValidationError(
            _("Dit is geen telefoonnummer. Schrijf het als 0470 12 34 56 of +32 470 12 34 56."),
            "phone",
        )
    return number


def validate_email_address(text: str) -> str:
    """A mail address in lower case, its domain in IDNA form: the same for everyone who writes it."""
    address = email_key(text)
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(
            _("Dit is geen geldig e-mailadres. Het lijkt op naam@gemeente.be."), "email"
        ) from None
    return address


def email_key(text: str) -> str:
    """By what two spellings of one address compare equal; no judgement whether it is one."""
    local, at, domain = text.strip().rpartition("@")
    if not domain.isascii():
        # When it is no domain at all, what was typed is the best key there is.
        with suppress(UnicodeError):
            domain = idna.encode(domain, uts46=True).decode("ascii")
    return f"{local}{at}{domain}".lower()
