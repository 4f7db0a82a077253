"""Out of quarantine by a scanner that is held to the written protocol."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.utils.timezone import now

from community.activity.models import Activity
from community.files.claiming import claim, note
from community.files.clamd import ScannerAway, answers, scan
from community.files.enums import FileState, Refusal
from community.files.models import StoredFile
from community.files.scanning import LEASE, scan_one
from community.files.serving import file_response
from tests.standins.clamd import EICAR, Clamd

pytestmark = pytest.mark.django_db


@pytest.fixture
def quarantined(clamd, keep):
    return keep("verslag.txt", b"Dag allemaal")


def verbs_of(file: StoredFile) -> list[str]:
    told = Activity.objects.filter(data__file=file.pk).order_by("pk")
    return [each.verb.removeprefix("community.file.") for each in told]


def test_a_clean_file_is_let_through(clamd, quarantined):
    assert quarantined.state == FileState.QUARANTINED
    with pytest.raises(Http404):
        file_response(RequestFactory().get("/"), quarantined)

    assert scan_one()
    assert not scan_one()

    quarantined.refresh_from_db()
    assert quarantined.state == FileState.CLEAN
    assert quarantined.scanned_at is not None
    assert (quarantined.attempts, quarantined.error) == (0, "")
    assert clamd.scanned == [b"Dag allemaal"]
    assert clamd.broken == []
    assert verbs_of(quarantined) == ["stored", "cleared"]


def test_a_virus_is_refused_and_its_bytes_go(clamd, keep, django_capture_on_commit_callbacks):
    file = keep("virus.txt", EICAR)

    with django_capture_on_commit_callbacks(execute=True):
        scan_one()

    file.refresh_from_db()
    assert (file.state, file.refused_because) == (FileState.REFUSED, Refusal.VIRUS)
    assert file.refused_detail == "Win.Test.EICAR_HDB-1"
    assert not file.path.exists()
    assert verbs_of(file) == ["stored", "refused"]


def test_a_scanner_that_is_away_leaves_it_in_quarantine_and_is_asked_later(settings, quarantined):
    address, settings.CLAMAV_URL = settings.CLAMAV_URL, "tcp://127.0.0.1:9"

    assert scan_one()
    assert not scan_one()

    quarantined.refresh_from_db()
    assert quarantined.state == FileState.QUARANTINED
    assert "ConnectionRefusedError" in quarantined.error
    first = quarantined.not_before - now()
    StoredFile.objects.update(not_before=now())
    scan_one()
    quarantined.refresh_from_db()
    assert quarantined.not_before - now() > first
    settings.CLAMAV_URL = address
    StoredFile.objects.update(not_before=now())
    scan_one()
    quarantined.refresh_from_db()
    assert quarantined.state == FileState.CLEAN


def test_what_is_too_large_for_the_scanner_is_never_let_through(settings, keep):
    with Clamd(most=1000) as small:
        settings.CLAMAV_URL = small.url
        file = keep("groot.txt", b"woord " * 100_000)
        scan_one()

    file.refresh_from_db()
    assert file.state == FileState.QUARANTINED
    assert file.error


def test_a_scanner_that_was_taken_away_lets_the_waiting_through_unscanned(settings, quarantined):
    settings.CLAMAV_URL = ""
    scan_one()

    quarantined.refresh_from_db()
    assert (quarantined.state, quarantined.scanned_at) == (FileState.CLEAN, None)


def test_a_claim_is_one_persons_until_its_lease_ends(quarantined):
    first = claim(StoredFile.objects.to_scan(), LEASE)

    assert first == quarantined
    assert claim(StoredFile.objects.to_scan(), LEASE) is None
    # The first dies; the second takes over, and what the first says later counts for nothing.
    StoredFile.objects.update(not_before=now() - timedelta(seconds=1))
    second = claim(StoredFile.objects.to_scan(), LEASE)
    assert second == first
    assert not note(first, state=FileState.CLEAN)
    assert note(second, state=FileState.REFUSED, refused_because=Refusal.VIRUS)


def test_a_long_file_goes_in_many_chunks(clamd, tmp_path):
    path = tmp_path / "lang"
    path.write_bytes(b"x" * 1_000_000)

    assert scan(clamd.url, path) == ""
    assert clamd.scanned == [path.read_bytes()]


def test_it_says_whether_a_scanner_answers(clamd):
    assert answers(clamd.url)
    assert not answers("tcp://127.0.0.1:9")
    assert not answers("http://127.0.0.1")


def test_a_virus_on_the_edge_of_two_chunks_reaches_the_scanner_whole(clamd, tmp_path):
    path = tmp_path / "rand"
    path.write_bytes(b"x" * ((1 << 17) - 20) + EICAR)

    assert scan(clamd.url, path) == "Win.Test.EICAR_HDB-1"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "unix:///nergens/clamd.sock", "tcp://x:abc"]
)
def test_an_address_that_leads_nowhere_is_a_scanner_away(tmp_path, url):
    path = tmp_path / "x"
    path.write_bytes(io.BytesIO(b"x").getvalue())

    with pytest.raises(ScannerAway):
        scan(url, path)
