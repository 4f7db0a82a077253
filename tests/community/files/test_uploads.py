"""Uploading in pieces, held against the written protocol: https://tus.io/protocols/resumable-upload."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from community.files import disk
from community.files.models import StoredFile, Upload
from community.files.purposes import purposes
from community.files.services import MOST_UPLOADS, begin_upload, drop_upload
from tests.community.files import makers
from tests.community.files.conftest import KEY

pytestmark = pytest.mark.django_db
WORDS = b"Dag allemaal, hier is het verslag. " * 20
STREAM = "application/offset+octet-stream"


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


class Sender:
    """A client of the protocol, as thin as it gets."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def begin(self, size: int, name: str = "verslag.txt", purpose: str = KEY, **headers: str):
        told = {"Upload-Length": str(size)} | headers
        told.setdefault("Upload-Metadata", f"filename {b64(name)},purpose {b64(purpose)}")
        return self.client.post(
            reverse("community:uploads"), headers={"Tus-Resumable": "1.0.0"} | told
        )

    def send(self, url: str, offset: int, chunk: bytes, content_type: str = STREAM, **headers: str):
        return self.client.patch(
            url, chunk, content_type=content_type, CONTENT_TYPE=content_type,
            headers={"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)} | headers,
        )  # fmt: skip

    def ask(self, url: str):
        return self.client.head(url, headers={"Tus-Resumable": "1.0.0"})

    def stop(self, url: str):
        return self.client.delete(url, headers={"Tus-Resumable": "1.0.0"})


@pytest.fixture
def sender(client_of, alice, purpose) -> Sender:
    return Sender(client_of(alice))


@pytest.fixture
def begun(sender) -> str:
    response = sender.begin(len(WORDS))
    assert (response.status_code, response["Tus-Resumable"]) == (201, "1.0.0")
    assert response["Upload-Expires"].endswith("GMT")
    return response["Location"]


def test_a_file_in_three_pieces(sender, begun, alice):
    assert sender.send(begun, 0, WORDS[:100])["Upload-Offset"] == "100"
    asked = sender.ask(begun)
    assert (asked.status_code, asked["Upload-Offset"]) == (200, "100")
    assert (asked["Upload-Length"], asked["Cache-Control"]) == (str(len(WORDS)), "no-store")
    assert sender.send(begun, 100, WORDS[100:300]).status_code == 204
    last = sender.send(begun, 300, WORDS[300:])

    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(WORDS)))
    file = StoredFile.objects.get(key=last["File-Key"])
    assert (file.path.read_bytes(), file.name, file.owner) == (WORDS, "verslag.txt", alice)
    # Whose last answer was lost asks, and sends nothing again.
    assert sender.ask(begun)["File-Key"] == str(file.key)
    assert sender.send(begun, len(WORDS), b"")["File-Key"] == str(file.key)
    assert StoredFile.objects.count() == 1


def test_it_says_what_it_can(sender):
    response = sender.client.options(reverse("community:uploads"))

    assert response.status_code == 204
    assert response["Tus-Version"] == "1.0.0"
    assert response["Tus-Extension"] == "creation,termination,expiration,checksum"
    assert response["Tus-Checksum-Algorithm"] == "sha256,sha1"
    assert int(response["Tus-Max-Size"]) >= 2_000_000


def test_a_piece_that_does_not_follow_is_a_conflict(sender, begun):
    sender.send(begun, 0, WORDS[:100])
    for offset in (0, 50, 150):
        response = sender.send(begun, offset, b"x")
        assert (response.status_code, response["Upload-Offset"]) == (409, "100")
    assert sender.ask(begun)["Upload-Offset"] == "100"


def test_more_than_was_told_is_not_taken(sender, begun):
    assert sender.send(begun, 0, WORDS + b"x").status_code == 413
    assert sender.ask(begun)["Upload-Offset"] == "0"


@pytest.mark.parametrize("version", ["", "0.2.2"])
def test_another_version_of_the_protocol_is_told_ours(sender, begun, version):
    for response in (
        sender.client.post(reverse("community:uploads"), headers={"Tus-Resumable": version}),
        sender.client.head(begun, headers={"Tus-Resumable": version}),
    ):
        assert (response.status_code, response["Tus-Version"]) == (412, "1.0.0")


def test_a_piece_of_another_type_is_refused(sender, begun):
    assert sender.send(begun, 0, b"x", content_type="text/plain").status_code == 415


@pytest.mark.parametrize("offset", ["", "-1", "x", "²", "9" * 19])
def test_an_offset_nobody_can_read(sender, begun, offset):
    response = sender.send(begun, 0, b"x", **{"Upload-Offset": offset})

    assert response.status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": ""}, 400),
        ({"Upload-Metadata": "filename %%%"}, 400),
        ({"Upload-Metadata": ""}, 400),
        ({"Upload-Metadata": f"filename {b64('a.txt')},purpose {b64('elders.iets')}"}, 400),
        ({"Upload-Length": "2000000000"}, 413),
        ({"Upload-Length": "0"}, 422),
    ],
)
def test_what_cannot_be_begun(sender, headers, status):
    response = sender.begin(10, **headers)

    assert response.status_code == status
    assert Upload.objects.count() == 0


def test_two_gigabytes_are_refused_with_a_sentence_before_a_byte_is_sent(sender):
    response = sender.begin(2 << 30, "opname.mp4")

    assert response.content.decode() == (
        "„opname.mp4” is te groot: hier mag een bestand 2 MB zijn."
    )


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_a_checksum_that_fits_and_one_that_does_not(sender, begun, algorithm):
    right = base64.b64encode(hashlib.new(algorithm, WORDS[:100]).digest()).decode()
    headers = {"Upload-Checksum": f"{algorithm} {right}"}

    assert sender.send(begun, 0, WORDS[1:101], **headers).status_code == 460
    assert sender.ask(begun)["Upload-Offset"] == "0"
    assert sender.send(begun, 0, WORDS[:100], **headers)["Upload-Offset"] == "100"


def test_an_unknown_checksum_is_a_bad_request(sender, begun):
    assert sender.send(begun, 0, b"x", **{"Upload-Checksum": "md5 eA=="}).status_code == 400


def test_an_upload_is_stopped(sender, begun, folder):
    sender.send(begun, 0, WORDS[:100])

    assert sender.stop(begun).status_code == 204
    assert sender.ask(begun).status_code == 404
    assert [each for each in folder.rglob("*") if each.is_file()] == []


def test_an_upload_that_expired_is_gone(sender, begun):
    Upload.objects.update(expires_at=now() - timedelta(seconds=1))

    assert sender.ask(begun).status_code == 410
    assert sender.send(begun, 0, b"x").status_code == 410


def test_only_its_owner_knows_of_an_upload(begun, client_of, bob, charlie):
    for other in (bob, charlie):
        stranger = Sender(client_of(other))
        assert stranger.ask(begun).status_code == 404
        assert stranger.send(begun, 0, b"x").status_code == 404
        assert stranger.stop(begun).status_code == 404
    assert Upload.objects.get().received == 0


def test_without_a_token_nothing_is_changed(purpose, alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    sender = Sender(client)

    assert sender.begin(10).status_code == 403
    assert Upload.objects.count() == 0


def test_who_may_not_upload_for_a_purpose_begins_nothing(sender, purpose):
    closed = dataclasses.replace(purpose, key="proef.dicht", may_upload=lambda user: user is None)
    with purposes.temporarily(closed):
        response = sender.begin(10, purpose="proef.dicht")

    assert response.status_code == 403
    assert Upload.objects.count() == 0


def test_too_many_uploads_at_once(sender, alice):
    for _each in range(MOST_UPLOADS):
        begin_upload(user=alice, purpose=KEY, name="a.txt", size=1)

    response = sender.begin(1)
    assert response.status_code == 429
    assert response.content.decode().startswith("U hebt te veel opladingen lopen.")


def test_a_wrong_file_is_refused_at_its_end_with_a_sentence(sender):
    content = makers.picture()
    url = sender.begin(len(content), "rapport.pdf")["Location"]
    response = sender.send(url, 0, content)

    assert response.status_code == 422
    assert response.content.decode().startswith("„rapport.pdf” heet als iets anders dan het is")
    assert (StoredFile.objects.count(), Upload.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_that_send_the_same_piece_at_once_one_wins(sender, begun, alice):
    statuses, start = [], threading.Barrier(4)

    def send() -> None:
        client = Client()
        client.force_login(alice)
        start.wait()
        statuses.append(Sender(client).send(begun, 0, WORDS[:100]).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send) for _each in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(statuses) == [204, 409, 409, 409]
    assert Upload.objects.get().path.read_bytes() == WORDS[:100]


def test_a_piece_that_arrives_after_its_upload_was_taken_away(sender, begun, monkeypatch):
    pieces = disk.pieces

    def taken_away_meanwhile(source, size):
        for piece in pieces(source, size):
            drop_upload(upload=Upload.objects.get())
            yield piece

    monkeypatch.setattr(disk, "pieces", taken_away_meanwhile)

    assert sender.send(begun, 0, WORDS[:100]).status_code == 404
    assert not Upload.objects.exists()
