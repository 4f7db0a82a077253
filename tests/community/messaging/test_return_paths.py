"""Every mail leaves with a return address of its own, as fast as it left with a common one."""

from __future__ import annotations

import pytest

from community.messaging.channels.email import Line
from community.messaging.delivering import deliver
from community.messaging.enums import State
from community.messaging.models import Delivery
from community.messaging.return_paths import HEADER, delivery_of, delivery_of_path, return_path
from tests.factories.messaging import mail_address, say

DOMAIN = "terug.vlavirgem.example"


@pytest.mark.django_db
@pytest.mark.parametrize("pipelining", [True, False])
def test_each_mail_has_its_own_return_address(smtp, settings, pipelining):
    settings.REPLY_DOMAIN, smtp.pipelining = DOMAIN, pipelining
    # One that is refused stands between: its neighbours keep their own.
    first, second, third = (mail_address() for _ in range(3))
    smtp.refusals[second.value] = "550 5.1.1 Bestaat niet"
    say(first, second, third)
    # The same person twice in a row.
    say(third)
    deliver("email")

    sent = Delivery.objects.filter(state=State.SENT).order_by("pk")
    assert [(each.to[0], delivery_of_path(each.sender)) for each in smtp.accepted] == [
        (row.address.value, row.pk) for row in sent
    ]
    assert [delivery_of(each.header(HEADER)) for each in smtp.accepted] == [row.pk for row in sent]
    assert len({each.sender for each in smtp.accepted}) == 3
    assert all(each.sender.endswith(f"@{DOMAIN}") for each in smtp.accepted)
    assert smtp.connections == 1


@pytest.mark.django_db
def test_without_a_domain_mail_comes_back_to_the_sender(smtp):
    say(mail_address(), mail_address())
    deliver("email")

    assert {each.sender for each in smtp.accepted} == {"noreply@vlavirgem.example"}


def test_an_envelope_from_another_sender_is_not_taken_for_the_announced_one(smtp):
    line = Line(timeout=5)
    line.connect("127.0.0.1", smtp.port)
    line.ehlo()
    line.hand_over(
        "a@huis.example", "een@stad.example", b"\r\n", "twee@stad.example", "b@huis.example"
    )

    with pytest.raises(Exception, match="another message was announced"):
        line.hand_over("c@huis.example", "twee@stad.example", b"\r\n")
    line.leave()


def test_a_return_address_fits_in_any_mail(settings):
    settings.REPLY_DOMAIN = DOMAIN
    local = return_path(10**12).partition("@")[0]

    assert len(local) <= 64
    assert local == local.lower()


@pytest.mark.parametrize(
    "text",
    ["", "-", "5", "5-", "x-abc", "bounce+", "bounce+@x", "a@b", "bounce+5-aaaaa@x", "\0-\0"],
)
def test_what_we_did_not_make_names_nothing(text):
    assert (delivery_of(text), delivery_of_path(text)) == (None, None)


def test_a_key_that_was_replaced_still_opens_it(settings):
    settings.REPLY_DOMAIN, settings.SECRET_KEY = DOMAIN, "oud" * 20
    path = return_path(7)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nieuw" * 20, ["oud" * 20]

    assert delivery_of_path(path) == 7
    assert return_path(7) != path
    settings.SECRET_KEY_FALLBACKS = []
    assert delivery_of_path(path) is None
