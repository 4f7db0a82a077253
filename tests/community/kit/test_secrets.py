from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from django.core.signing import BadSignature, SignatureExpired

from community.kit.secrets import Unreadable, seal, sign, unseal, unsign

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_seal_hides_and_unseal_gives_back(settings):
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    sealed = seal("geheim ë 🔑")
    assert "geheim" not in sealed
    assert sealed != seal("geheim ë 🔑")
    assert unseal(sealed) == "geheim ë 🔑"


def test_keys_rotate(settings):
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    before = seal("oud")
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    after = seal("nieuw")
    assert unseal(before) == "oud"
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    assert unseal(after) == "nieuw"
    with pytest.raises(Unreadable):
        unseal(before)


@pytest.mark.parametrize("token", ["", "plain text", "é", "gAAAAA=="])
def test_what_was_never_sealed(settings, token):
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    with pytest.raises(Unreadable):
        unseal(token)


def test_changed_token_is_unreadable(settings):
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    sealed = seal("geheim")
    place = len(sealed) // 2
    other = "A" if sealed[place] != "A" else "B"
    with pytest.raises(Unreadable):
        unseal(sealed[:place] + other + sealed[place + 1 :])


@pytest.mark.parametrize("value", ["17", "a:b:c", "", "ë"])
def test_signed_value_comes_back(value):
    assert unsign("messaging.stop", sign("messaging.stop", value)) == value


def test_token_of_another_purpose_or_value():
    token = sign("messaging.stop", "17")
    with pytest.raises(BadSignature):
        unsign("messaging.confirm", token)
    with pytest.raises(BadSignature):
        unsign("messaging.stop", token.replace("17", "18", 1))
    with pytest.raises(BadSignature):
        unsign("messaging.stop", "")


def test_token_grows_old(time_machine):
    time_machine.move_to("2026-11-24 09:00:00+01:00", tick=False)
    token = sign("messaging.stop", "17")
    time_machine.shift(60)
    assert unsign("messaging.stop", token, max_age=60.5) == "17"
    with pytest.raises(SignatureExpired):
        unsign("messaging.stop", token, max_age=59.5)
    time_machine.shift(10**8)
    assert unsign("messaging.stop", token) == "17"
