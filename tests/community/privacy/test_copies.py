"""A copy of everything, for the person alone."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.accounts.models import User
from community.messaging.models import Message
from community.privacy import services
from community.privacy.enums import ExportState
from community.privacy.holdings import Holding, holdings
from community.privacy.models import DataExport
from community.privacy.services import ask_copy, forget_copies, make_copies
from tests.community.privacy.test_erasing import advisory, boss  # noqa: F401 - fixtures
from tests.house.canary import MARKERS

pytestmark = pytest.mark.django_db

IN_IT = (
    "first name", "last name", "mail address", "second mail address", "phone", "stopped phone",
    "job title", "notification", "notification's text", "device", "device's place",
    "subscription's words", "subscription's keywords", "followed course", "answer to a question",
    "name on a certificate", "registration's note", "item's own name", "sighting",
    "follow-up's note", "document", "document's file", "list's file",
)  # fmt: skip
NOT_IN_IT = (
    "colleague's name",
    "colleague's address",
    "webhook",
    "asker's name",
    "invited address",
)

EXCUSED = {
    "content.houseimage", "content.newsletter", "content.contentpackage", "content.packageversion",
    "content.documentversion", "qrc.drill", "qrc.drillresult", "qrc.source", "qrc.release",
    "qrc.organisationfeed", "catalogue.sbom", "community.event",
}  # fmt: skip
"""Work of the editors or the organisation that remembers who did it: in the trail of the person."""
LIBRARIES = ("wagtailcore", "wagtailusers", "wagtaildocs", "wagtailimages", "wagtailadmin", "admin")
"""Of the editors' own rooms: their trail is that of the pages, and what one wrote there is the house's."""


def test_everything_is_in_the_copy_and_nobody_else(boss: User):  # noqa: F811
    ask_copy(user=boss)
    assert make_copies() == 1
    pack = zipfile.ZipFile(DataExport.objects.get().path)
    assert sorted(pack.namelist())[-3:] == ["gegevens.css", "gegevens.html", "gegevens.json"]
    read = pack.read("gegevens.json").decode()
    page = pack.read("gegevens.html").decode()
    assert {each for each in IN_IT if MARKERS[each] not in read} == set()
    assert {each for each in IN_IT if MARKERS[each] not in page} == set()
    assert {each for each in NOT_IN_IT if MARKERS[each] in read + page} == set()
    files = [name for name in pack.namelist() if name.startswith("bestanden/")]
    own = {"zzqinhoud", "zzqinhoud opnieuw", "zzqkringstuk"}
    assert {pack.read(name).decode() for name in files} == own
    said = json.loads(read)
    assert {part["deel"] for part in said} == {str(each.label) for each in holdings}


def test_every_table_that_names_a_person_is_in_some_part():
    """A new table with a key to a person must be given and wiped by some part of the house."""
    person = get_user_model()
    named = {
        model._meta.label_lower
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is person
        and model._meta.app_label not in LIBRARIES and not hasattr(model, "page_ptr")
    }  # fmt: skip
    known = {label for each in holdings for label in each.models}
    assert named - known - EXCUSED - OWN == set()


OWN = {"community.dataexport", "community.erasure"}
"""Of this room itself."""


def test_a_copy_is_asked_once_made_once_and_told_once(alice: User):
    first = ask_copy(user=alice)
    assert ask_copy(user=alice) == first
    assert make_copies() == 1
    assert make_copies() == 0
    assert Message.objects.filter(key=f"data-copy:{first.pk}").count() == 1
    assert ask_copy(user=alice) != first


def test_a_maker_that_dies_is_followed_by_another(alice: User):
    """The copy waits again after a pause, and after five tries it says that it failed."""

    def broken(user: Any) -> Any:
        raise MemoryError

    copy = ask_copy(user=alice)
    with holdings.temporarily(Holding("a.broken", "x", "x", sheets=broken)):
        assert make_copies() == 0
        assert make_copies() == 0
        for hour in range(1, 6):
            with time_machine.travel(copy.asked_at + timedelta(hours=hour), tick=False):
                assert make_copies() == 0
    copy.refresh_from_db()
    assert (copy.state, copy.attempts) == (ExportState.FAILED, 6)
    assert list(copy.path.parent.glob(f"{copy.key.hex}*")) == []


def test_a_copy_is_for_its_person_and_for_a_week(
    alice: User, bob: User, client_of: Callable[[User], Client]
):
    copy = ask_copy(user=alice)
    address = f"/mijn-account/gegevens/kopie/{copy.key}/"
    assert client_of(alice).get(address).status_code == 404
    make_copies()
    answer = client_of(alice).get(address)
    assert zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).testzip() is None
    assert client_of(bob).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    copy.refresh_from_db()
    with time_machine.travel(copy.expires_at + timedelta(minutes=1), tick=False):
        assert forget_copies() == 1
        assert forget_copies() == 0
    assert client_of(alice).get(address).status_code == 404
    assert not copy.path.exists()


def test_the_page_asks_as_often_however_much_there_is(
    alice: User, boss: User, client_of: Callable[[User], Client],  # noqa: F811
):  # fmt: skip
    counts = []
    for user in (alice, boss):
        client = client_of(user)
        client.get("/mijn-account/gegevens/")
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/mijn-account/gegevens/")
        assert page.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_everything_by_itself_in_one_round(alice: User):
    ask_copy(user=alice)
    assert services.work() == {"copies": 1, "erased": 0, "let go": 0, "forgotten": 0}
