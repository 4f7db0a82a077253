"""The stand-in against Twilio's own client, and both against Twilio's description."""

from __future__ import annotations

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator

from community.messaging.channels.sms import client
from tests.standins.twilio import TOKEN, sign

TO = "+32470111222"


def create(**params):
    return client().messages.create(**{"to": TO, "from_": "+32460000000", "body": "Dag"} | params)


def test_it_answers_as_twilio_describes(strict_twilio):
    message = create()

    shown = {name: value for name, value in strict_twilio.messages[0].items() if name != "callback"}
    assert strict_twilio.contract.answer_faults(shown) == []
    assert set(shown) == set(strict_twilio.contract.message.schema["properties"])
    assert (message.to, message.status, message.error_code) == (TO, "queued", None)
    assert client().messages(message.sid).fetch().body == "Dag"
    assert [each.sid for each in client().messages.list(to=TO, limit=5)] == [message.sid]
    assert strict_twilio.faults == []


def test_it_notes_what_twilio_does_not_describe(strict_twilio):
    contract = strict_twilio.contract

    assert contract.faults({"To": [TO], "Body": ["x"], "ValidityPeriod": ["3600"]}) == []
    assert contract.faults({"Body": ["x"]}) == ["'To' is a required property"]
    assert contract.faults({"To": ["0470 11"]}) == ["'0470 11' is not a 'phone-number'"]
    assert contract.faults({"To": [TO], "ValidityPeriod": ["uur"]}) == [
        "'uur' is not of type 'integer'"
    ]
    assert contract.faults({"To": [TO], "RiskCheck": ["off"]}) == [
        "'off' is not one of ['enable', 'disable']"
    ]
    assert contract.faults({"To": [TO, TO]}) == ["To stands there 2 times"]
    assert len(contract.faults({"To": [TO], "Verzonnen": ["1"]})) == 1


@pytest.mark.parametrize(
    ("params", "code"),
    [({"body": ""}, 21602), ({"from_": ""}, 21603), ({"body": "x" * 1601}, 21617)],
)
def test_it_refuses_as_twilio_does(twilio, params, code):
    with pytest.raises(TwilioRestException) as error:
        create(**params)

    assert (error.value.status, error.value.code, twilio.count) == (400, code, 0)


def test_a_stopped_number_and_a_flood_are_refused(twilio):
    twilio.refusals |= {TO: (400, 21610), "+32470000000": (429, 20429)}

    for to, expected in ((TO, (400, 21610)), ("+32470000000", (429, 20429))):
        with pytest.raises(TwilioRestException) as error:
            create(to=to)
        assert (error.value.status, error.value.code) == expected


def test_a_wrong_token_is_refused(twilio, settings):
    settings.TWILIO = twilio.settings | {"auth_token": "mis"}
    client.cache_clear()

    with pytest.raises(TwilioRestException) as error:
        create()
    assert (error.value.status, error.value.code, twilio.count) == (401, 20003, 0)


def test_a_lost_answer_leaves_the_message_taken(twilio):
    twilio.lose_answers = 1

    with pytest.raises(Exception, match=r"closed connection|aborted"):
        create()
    assert twilio.to(TO) == ["Dag"]


def test_signatures_are_those_the_real_validator_accepts():
    url, params = "https://stad.example/twilio/status/?x=1", {"MessageSid": "SM1", "To": TO}

    assert RequestValidator(TOKEN).validate(url, params, sign(url, params))
    assert not RequestValidator(TOKEN).validate(url, params | {"To": "+1"}, sign(url, params))


def test_signature_of_twilios_own_example():
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    params = {
        "CallSid": "CA1234567890ABCDE", "Caller": "+12349013030", "Digits": "1234",
        "From": "+12349013030", "To": "+18005551212",
    }  # fmt: skip

    assert sign(url, params, "12345") == "0/KCTR6DLpKmkAf8muzZqo1nDgQ="
