from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from community.kit.validators import (
    email_key,
    validate_email_address,
    validate_kbo,
    validate_mobile,
    validate_phone,
)


def complaint(validate, text: str) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        validate(text)
    return str(caught.value.code), caught.value.message


@pytest.mark.parametrize(
    "text",
    ["0207.725.597", "BE 0207 725 597", "BE0207725597", "be 0207.725.597", "207725597",
     "207.725.597", "BE 207725597", " 0207-725-597 ", "0207725597", "0207/725.597"],
)  # fmt: skip
def test_kbo_in_every_spelling(text):
    assert validate_kbo(text) == "0207725597"


def test_kbo_of_the_newer_series():
    assert validate_kbo("1000000021") == "1000000021"


@pytest.mark.parametrize(
    "text", ["", "BE", "12345", "2207725597", "02077255977", "0207a25597", "NL0207725597",
             "٠٢٠٧٧٢٥٥٩٧", "0207.725.597 x"],
)  # fmt: skip
def test_kbo_of_another_shape(text):
    code, message = complaint(validate_kbo, text)
    assert (code, message.startswith("Een KBO-nummer telt tien cijfers")) == ("kbo", True)


@pytest.mark.parametrize("place", range(1, 10))
def test_kbo_with_one_wrong_digit(place):
    right = "0207725597"
    wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
    assert complaint(validate_kbo, wrong) == (
        "kbo", "Dit KBO-nummer klopt niet: kijk de cijfers na.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("0470 12 34 56", "+32470123456"), ("+32 470/12.34.56", "+32470123456"),
        ("0032470123456", "+32470123456"), ("09 123 45 67", "+3291234567"),
        ("+31 6 12345678", "+31612345678"),
    ],
)  # fmt: skip
def test_phone(text, e164):
    assert validate_phone(text) == e164


def test_phone_of_another_region():
    assert validate_phone("06 12345678", region="NL") == "+31612345678"


@pytest.mark.parametrize("text", ["", "geen nummer", "12", "0470", "+32", "+999123456789"])
@pytest.mark.parametrize("validate", [validate_phone, validate_mobile])
def test_phone_that_cannot_be(validate, text):
    code, message = complaint(validate, text)
    assert (code, message.startswith("Dit is geen telefoonnummer")) == ("phone", True)


def test_mobile():
    assert validate_mobile("0470 12 34 56") == "+32470123456"
    assert validate_mobile("+31 6 12345678") == "+31612345678"


@pytest.mark.parametrize("text", ["09 223 45 67", "02 555 12 12", "0800 12 345", "0900 12 345"])
def test_mobile_that_takes_no_sms(text):
    code, message = complaint(validate_mobile, text)
    assert (code, message.startswith("Dit is geen gsm-nummer")) == ("phone", True)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Naam@Gemeente.BE ", "naam@gemeente.be"), ("a@b.example", "a@b.example"),
        ("naam@gemeënte.be", "naam@xn--gemente-uya.be"), ("o'neil+x@a-b.be", "o'neil+x@a-b.be"),
        ("naam@straße.de", "naam@xn--strae-oqa.de"),
    ],
)  # fmt: skip
def test_email(text, address):
    assert validate_email_address(text) == address
    assert email_key(text) == address


@pytest.mark.parametrize(
    "text", ["", "naam", "@gemeente.be", "naam@", "a b@c.be", "a@b", "a@b..be", "a@b.be\nBcc: x@y.be",
             "a@-b.be", "naam@☃.be\u200d.", "a@b@c.be", "<a@b.be>"],
)  # fmt: skip
def test_email_that_cannot_be(text):
    code, message = complaint(validate_email_address, text)
    assert (code, message.startswith("Dit is geen geldig e-mailadres")) == ("email", True)


def test_email_key_judges_nothing():
    assert [email_key(text) for text in (" Geen Adres ", "A@É..b", "")] == [
        "geen adres", "a@é..b", "",
    ]  # fmt: skip
