"""What nobody keeps goes; what somebody keeps stays."""

from __future__ import annotations

import dataclasses
import time
import uuid
from datetime import timedelta

import pytest
from django.utils.timezone import now

from community.files import sweeping
from community.files.models import StoredFile, Upload
from community.files.purposes import purposes
from community.files.services import append, begin_upload, finish_upload
from tests.community.files.conftest import KEY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def later(monkeypatch):
    """The sweep comes two days from now, by the clock that files are dated with."""
    real = time.time
    monkeypatch.setattr(sweeping.time, "time", lambda: real() + 2 * 86_400)


def names(folder):
    return sorted(each.name for each in folder.rglob("*") if each.is_file())


def test_an_upload_that_expired_goes_with_its_bytes(purpose, alice, folder):
    old, young = (
        begin_upload(user=alice, purpose=KEY, name=f"{each}.txt", size=10) for each in "ab"
    )
    for each in (old, young):
        append(upload=each, offset=0, chunk=b"woord")
    Upload.objects.filter(pk=old.pk).update(expires_at=now() - DAY)

    assert sweeping.sweep()["uploads"] == 1
    assert names(folder) == [young.key.hex]
    assert list(Upload.objects.all()) == [young]


def test_an_upload_that_was_finished_leaves_its_file(purpose, alice, folder):
    upload = begin_upload(user=alice, purpose=KEY, name="a.txt", size=5)
    append(upload=upload, offset=0, chunk=b"woord")
    file = finish_upload(upload=upload)
    Upload.objects.update(expires_at=now() - DAY)

    sweeping.sweep()

    assert file.path.read_bytes() == b"woord"


def test_bytes_without_a_row_go_after_a_day(keep, folder, later):
    kept = keep("a.txt", b"woord")
    stray = kept.path.with_name(uuid.uuid4().hex)
    stray.write_bytes(b"half")
    (folder / "parts").mkdir(exist_ok=True)
    (folder / "parts" / "store-half").write_bytes(b"half")

    assert sweeping.sweep()["bytes"] == 2
    assert names(folder) == [kept.key.hex]


def test_bytes_that_somebody_may_be_writing_stay(keep, folder):
    (folder / "parts").mkdir(parents=True, exist_ok=True)
    (folder / "parts" / "store-half").write_bytes(b"half")

    assert sweeping.sweep()["bytes"] == 0


def test_what_its_app_does_not_use_goes_and_what_it_uses_stays(
    keep, purpose, django_capture_on_commit_callbacks
):
    used, unused, young = (keep(f"{each}.txt", b"woord") for each in "abc")
    StoredFile.objects.exclude(pk=young.pk).update(created_at=now() - 2 * DAY)
    careful = dataclasses.replace(
        purpose, in_use=lambda pks: [each for each in pks if each == used.pk]
    )
    purposes._items[KEY] = careful
    with django_capture_on_commit_callbacks(execute=True):
        assert sweeping.sweep()["unused"] == 1

    assert set(StoredFile.objects.kept()) == {used, young}
    assert [each.path.exists() for each in (used, unused, young)] == [True, False, True]


def test_the_row_of_what_was_discarded_goes_after_a_month(keep):
    file = keep("a.txt", b"woord")
    StoredFile.objects.update(discarded_at=now() - timedelta(days=31))

    assert sweeping.sweep()["forgotten"] == 1
    assert not StoredFile.objects.filter(pk=file.pk).exists()
