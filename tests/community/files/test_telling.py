"""Who offered a file with a virus hears it, once, by mail and on the bell."""

from __future__ import annotations

import pytest

from community.activity.models import Owed
from community.activity.services import pay_owed
from community.files.models import StoredFile
from community.files.scanning import scan_one
from community.files.telling import tell_virus
from community.messaging.enums import Channel
from community.messaging.models import Body, Delivery
from tests.standins.clamd import EICAR

pytestmark = pytest.mark.django_db
KIND = "community.file_virus"


def told() -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(message__kind=KIND).select_related("user")
    return sorted((each.user.email, each.channel) for each in rows)


def test_its_owner_hears_it_once(clamd, keep, alice, bob):
    keep("schoon.txt", b"Dag allemaal", owner=bob)
    file = keep("Factuur.txt", EICAR)
    while scan_one():
        pass
    pay_owed()

    assert told() == [(alice.email, Channel.EMAIL), (alice.email, Channel.WEB)]
    mail = Body.objects.get(message__kind=KIND, channel=Channel.EMAIL, language="nl")
    assert "Factuur.txt" in mail.subject
    assert "Win.Test.EICAR_HDB-1" in mail.text

    # A worker that was killed before it could say that it was done does it over.
    Owed.objects.filter(reaction="community.tell_file_refused").update(paid_at=None)
    pay_owed()
    tell_virus(file_id=file.pk)
    assert len(told()) == 2


def test_nobody_hears_of_a_clean_file_or_when_nobody_is_left(clamd, keep, alice):
    clean = keep("schoon.txt", b"Dag allemaal")
    scan_one()
    assert tell_virus(file_id=clean.pk) is None

    infected = keep("Factuur.txt", EICAR)
    scan_one()
    alice.is_active = False
    alice.save()
    assert tell_virus(file_id=infected.pk) is None
    StoredFile.objects.filter(pk=infected.pk).update(owner=None)
    assert tell_virus(file_id=infected.pk) is None
    assert told() == []
