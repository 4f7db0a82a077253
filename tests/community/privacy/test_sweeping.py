"""What lies on the disk and belongs to nobody goes; what is somebody's stays."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.files import sweeping as of_files
from community.privacy.holdings import Holding, holdings
from community.privacy.models import DataExport
from community.privacy.services import ask_copy, make_copies
from community.privacy.sweeping import sweep
from tests.community.files.makers import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sweep comes two days from now, by the clock that files are dated with."""
    real = time.time
    monkeypatch.setattr(of_files.time, "time", lambda: real() + 2 * 86_400)


def there(disk: Path) -> set[str]:
    return {each.name for each in disk.rglob("*") if each.is_file()}


def stray(disk: Path) -> set[str]:
    """What makers who died left beside what is somebody's."""
    names = {
        "files/exports": ("0" * 32 + ".zip", "0" * 32 + ".7.part"),
        "media/avatars": ("x.webp",),
    }
    for folder, each in names.items():
        for name in each:
            path = disk / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"x")
    return {name for each in names.values() for name in each}


def test_after_a_day_what_nobody_has_is_gone(disk, alice, later):
    alice.avatar.save("gezicht.webp", ContentFile(b"een gezicht"))
    copy = ask_copy(user=alice)
    assert make_copies() == 1
    kept = there(disk)
    assert kept == {Path(alice.avatar.name).name, copy.path.name}
    stray(disk)

    assert sweep() == {"copies": 2, "pictures": 1}
    assert there(disk) == kept
    assert sweep() == {"copies": 0, "pictures": 0}


def test_within_a_day_it_may_be_in_somebodys_hands(disk, alice):
    lost = stray(disk)
    assert sweep() == {"copies": 0, "pictures": 0}
    assert there(disk) == lost


def test_a_copy_of_who_is_forgotten_meanwhile_leaves_nothing(disk, alice):
    def forgets(_user: Any) -> list[Any]:
        DataExport.objects.all().delete()
        return []

    ask_copy(user=alice)
    with holdings.temporarily(Holding("a.forgetting", "x", "x", sheets=forgets)):
        assert make_copies() == 0
    assert there(disk) == set()


def test_a_photo_that_is_replaced_or_taken_away_goes(
    disk, alice, client_of, django_capture_on_commit_callbacks
):
    client, asked = client_of(alice), {"first_name": "Alice", "last_name": "P", "language": "nl"}
    address = reverse("community:account")
    seen = []
    for more in ({"avatar": photo()}, {"avatar": photo()}, {"avatar-clear": "on"}):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(address, asked | more).status_code == 302
        alice.refresh_from_db()
        seen.append(there(disk))
        assert seen[-1] == ({Path(alice.avatar.name).name} if alice.avatar else set())
    assert seen[0] != seen[1]
    assert seen[2] == set()


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("ik.png", picture(), "image/png")
