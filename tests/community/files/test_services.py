"""What is taken in, what is not, and what is left on disk when things go wrong."""

from __future__ import annotations

import errno
import hashlib
import io
import threading
import zipfile

import pytest
from django.db import connections, transaction

from community.activity.models import Activity
from community.files import disk
from community.files.enums import FileForm, FileState, Refusal, TextState
from community.files.models import StoredFile, Upload
from community.files.refusals import FileRefused
from community.files.services import (
    TooManyUploads,
    UploadConflict,
    append,
    begin_upload,
    discard,
    drop_upload,
    duplicates_of,
    finish_upload,
    store,
)
from tests.community.files import makers
from tests.community.files.conftest import KEY

pytestmark = pytest.mark.django_db
MP4 = b"\0\0\0\x18ftypisom\0\0\2\0isomiso2mp41" + bytes(64)


def on_disk(folder) -> list[bytes]:
    return sorted(each.read_bytes() for each in folder.rglob("*") if each.is_file())


@pytest.mark.parametrize(
    ("name", "content", "form", "media_type"),
    [
        ("a.pdf", makers.pdf(), FileForm.PDF, "application/pdf"),
        ("a.docx", makers.word("Dag"), FileForm.DOCUMENT, "wordprocessingml"),
        ("a.xlsx", makers.sheet((1, 2)), FileForm.SPREADSHEET, "sheet"),
        ("a.pptx", makers.slides("Dag"), FileForm.PRESENTATION, "presentation"),
        ("a.odt", makers.odt("Dag"), FileForm.DOCUMENT, "opendocument.text"),
        ("A.JPEG", makers.picture("JPEG"), FileForm.IMAGE, "image/jpeg"),
        ("a.png", makers.picture(), FileForm.IMAGE, "image/png"),
        ("a.mp4", MP4, FileForm.VIDEO, "video/mp4"),
        ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nDag", FileForm.CAPTIONS, "text/vtt"),
        ("a.md", "# Café\n".encode(), FileForm.TEXT, "text/markdown"),
        ("a.csv", b"naam;postcode\nGent;9000\n", FileForm.TEXT, "text/csv"),
    ],
)
def test_each_kind_is_known_by_its_bytes(name, content, form, media_type, keep):
    file = keep(name, content)

    assert (file.form, file.state) == (form, FileState.CLEAN)
    assert media_type in file.media_type
    assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert file.path.read_bytes() == content
    reads = form not in (FileForm.IMAGE, FileForm.VIDEO)
    assert file.text_state == (TextState.WAITING if reads else TextState.NONE)


def bomb(megabytes: int = 30) -> bytes:
    file = io.BytesIO(makers.word("Dag"))
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as pack,
        pack.open("word/x.xml", "w") as each,
    ):
        for _mega in range(megabytes):
            each.write(bytes(1_000_000))
    return file.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(3000)
LOCKED_ODT = {"META-INF/manifest.xml": b"<m><manifest:encryption-data/></m>"}
MACRO_TYPES = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("leeg.pdf", b"", Refusal.EMPTY),
        ("groot.txt", b"a" * 2_000_001, Refusal.TOO_LARGE),
        ("brief.pdf", makers.word("Dag"), Refusal.MISNAMED),
        ("brief.docx", makers.pdf(), Refusal.MISNAMED),
        ("rapport.pdf.exe", makers.pdf(), Refusal.MISNAMED),
        ("rapport", makers.pdf(), Refusal.MISNAMED),
        ("foto.png", makers.picture("JPEG"), Refusal.MISNAMED),
        ("rapport.pdf", b"MZ" + bytes(500), Refusal.UNKNOWN),
        ("prog.pdf", b"\x7fELF" + bytes(500), Refusal.UNKNOWN),
        ("pagina.txt", b"<!DOCTYPE html><p>Dag", Refusal.UNKNOWN),
        ("pagina.txt", b"\n \n<html>", Refusal.UNKNOWN),
        ("tekst.txt", b"dag\n<SCRIPT>alert(1)</script>", Refusal.UNKNOWN),
        ("loop.txt", b"#!/bin/sh\nrm", Refusal.UNKNOWN),
        ("niets.txt", b"a\0b", Refusal.UNKNOWN),
        ("latijn.txt", b"caf\xe9 en meer dan drie", Refusal.UNKNOWN),
        ("pak.zip", makers.packed({"a.txt": b"a"}), Refusal.UNKNOWN),
        ("pak.docx", makers.packed({"a.txt": b"a"}), Refusal.UNKNOWN),
        ("tekening.svg", b'<svg xmlns="x"><script/></svg>', Refusal.DRAWING),
        ("tekening.png", b'<?xml version="1.0"?><svg>', Refusal.DRAWING),
        ("oud.doc", OLE, Refusal.OLD_OFFICE),
        ("dicht.docx", OLE + "EncryptedPackage".encode("utf-16-le"), Refusal.LOCKED),
        ("dicht.pdf", makers.pdf(password="geheim"), Refusal.LOCKED),
        ("dicht.odt", makers.odt("x", extra=LOCKED_ODT), Refusal.LOCKED),
        ("macro.docx", makers.added_to(makers.word("Dag"), word__vbaProject_bin=b"x"), Refusal.MACROS),
        ("macro.odt", makers.odt("x", extra={"Basic/Standard/Module1.xml": b"x"}), Refusal.MACROS),
        ("half.pdf", makers.pdf(3)[:400], Refusal.BROKEN),
        ("half.docx", makers.word("Dag")[:4000], Refusal.BROKEN),
        ("half.png", makers.picture(width=300, height=300)[:60], Refusal.BROKEN),
        ("bom.docx", bomb(), Refusal.BOMB),
    ],
)  # fmt: skip
def test_what_is_not_for_us_is_refused_and_leaves_nothing(name, content, code, keep, folder):
    with pytest.raises(FileRefused) as caught:
        keep(name, content)

    assert caught.value.code == code
    assert f"„{name}”" in caught.value.message
    assert (on_disk(folder), StoredFile.objects.count()) == ([], 0)


def test_a_docx_that_only_says_it_has_macros_is_refused(keep):
    members = {"word/document.xml": b"<w/>", "[Content_Types].xml": MACRO_TYPES}
    with pytest.raises(FileRefused) as caught:
        keep("brief.docx", makers.packed(members))
    assert caught.value.code == Refusal.MACROS


def test_a_picture_of_more_pixels_than_a_screen_can_show_is_refused(keep):
    with pytest.raises(FileRefused) as caught:
        keep("groot.png", makers.picture(width=20_000, height=10_000, mode="1"))
    assert caught.value.code == Refusal.BOMB


def test_a_purpose_takes_only_its_own_forms(alice):
    from community.files.purposes import Purpose, purposes

    only = Purpose("proef.beeld", "Beeld", may_upload=bool, may_read=bool,
                   forms={FileForm.IMAGE})  # fmt: skip
    with purposes.temporarily(only), pytest.raises(FileRefused) as caught:
        store(name="a.pdf", content=io.BytesIO(makers.pdf()), purpose=only.key, owner=alice)
    assert caught.value.message == "„a.pdf” is een bestand van de soort „pdf”; die past hier niet."


def test_a_full_disk_is_said_and_leaves_nothing(keep, folder, monkeypatch):
    def full(file):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk, "_flush", full)
    with pytest.raises(FileRefused) as caught:
        keep("a.pdf", makers.pdf())
    assert (caught.value.code, on_disk(folder)) == (Refusal.NO_ROOM, [])


def test_with_a_scanner_a_file_waits_in_quarantine(keep, settings):
    settings.CLAMAV_URL = "tcp://127.0.0.1:3310"
    file = keep("a.pdf", makers.pdf())
    assert (file.state, file.is_ready) == (FileState.QUARANTINED, False)
    assert set(Activity.objects.values_list("verb", flat=True)) == {"community.file.stored"}


def test_letting_go_takes_the_bytes_once_it_is_certain(keep, alice, folder):
    file = keep("a.pdf", makers.pdf())
    with transaction.atomic():
        discard(file=file, actor=alice)
        transaction.set_rollback(True)
    assert len(on_disk(folder)) == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_let_go_is_gone_from_disk_and_from_what_is_kept(keep, alice, folder):
    file = keep("a.pdf", makers.pdf())
    discard(file=file, actor=alice)
    assert (on_disk(folder), list(StoredFile.objects.kept())) == ([], [])
    assert Activity.objects.filter(verb="community.file.discarded").count() == 1


def test_the_same_bytes_are_known_again(keep):
    first, other, second = keep("a.txt", b"een"), keep("b.txt", b"twee"), keep("c.txt", b"een")
    assert list(duplicates_of(second)) == [first]
    assert list(duplicates_of(other)) == []


class TestInPieces:
    def begin(self, alice, content: bytes, name: str = "a.txt", **more) -> Upload:
        return begin_upload(user=alice, purpose=KEY, name=name, size=len(content), **more)

    def test_pieces_become_the_file(
        self, purpose, alice, folder, django_capture_on_commit_callbacks
    ):
        content = b"Een tekst in drie stukken."
        upload = self.begin(alice, content, sha256=hashlib.sha256(content).hexdigest().upper())
        for start in range(0, len(content), 10):
            append(upload=upload, offset=start, chunk=content[start : start + 10])
        with django_capture_on_commit_callbacks(execute=True):
            file = finish_upload(upload=upload)

        assert (file.path.read_bytes(), file.owner) == (content, alice)
        assert on_disk(folder) == [content]
        assert finish_upload(upload=upload) == file

    def test_a_chunk_that_does_not_follow_changes_nothing(self, purpose, alice):
        upload = self.begin(alice, b"0123456789")
        assert append(upload=upload, offset=0, chunk=b"01234") == 5
        for offset, chunk in [(0, b"01234"), (6, b"6"), (5, b"567890")]:
            with pytest.raises(UploadConflict) as caught:
                append(upload=upload, offset=offset, chunk=chunk)
            assert caught.value.offset == 5
        with pytest.raises(UploadConflict):
            finish_upload(upload=upload)
        assert append(upload=upload, offset=5, chunk=b"56789") == 10
        assert finish_upload(upload=upload).path.read_bytes() == b"0123456789"

    def test_what_a_writer_that_died_left_behind_is_overwritten(self, purpose, alice):
        upload = self.begin(alice, b"0123456789")
        append(upload=upload, offset=0, chunk=b"01234")
        # Written, and killed before its count was committed.
        disk.write_at(upload.path, 5, b"xxxxx", name="a")
        append(upload=upload, offset=5, chunk=b"567")
        append(upload=upload, offset=8, chunk=b"89")
        assert finish_upload(upload=upload).path.read_bytes() == b"0123456789"

    def test_a_finish_that_was_killed_can_be_done_again(self, purpose, alice, monkeypatch):
        upload = self.begin(alice, b"0123456789")
        append(upload=upload, offset=0, chunk=b"0123456789")

        def killed(*args, **values):
            raise SystemExit

        with monkeypatch.context() as patch:
            patch.setattr("community.files.services.record", killed)
            with pytest.raises(SystemExit):
                finish_upload(upload=upload)
        assert StoredFile.objects.count() == 0
        assert finish_upload(upload=upload).path.read_bytes() == b"0123456789"

    def test_what_is_not_for_us_is_thrown_away_with_its_upload(self, purpose, alice, folder):
        upload = self.begin(alice, b"MZ12345678", name="a.pdf")
        append(upload=upload, offset=0, chunk=b"MZ12345678")
        with pytest.raises(FileRefused):
            finish_upload(upload=upload)
        assert (Upload.objects.count(), on_disk(folder)) == (0, [])

    def test_other_bytes_than_told_are_refused(self, purpose, alice):
        upload = self.begin(alice, b"0123456789", sha256="0" * 64)
        append(upload=upload, offset=0, chunk=b"0123456789")
        with pytest.raises(FileRefused) as caught:
            finish_upload(upload=upload)
        assert caught.value.code == Refusal.CHANGED

    def test_two_gigabytes_are_refused_before_a_byte_is_read(self, purpose, alice, folder):
        with pytest.raises(FileRefused) as caught:
            begin_upload(user=alice, purpose=KEY, name="film.mp4", size=2_000_000_000)
        assert caught.value.message == "„film.mp4” is te groot: hier mag een bestand 2 MB zijn."
        assert (Upload.objects.count(), on_disk(folder)) == (0, [])

    def test_nobody_has_more_under_way_than_he_needs(self, purpose, alice, bob, monkeypatch):
        monkeypatch.setattr("community.files.services.MOST_UPLOADS", 2)
        first = self.begin(alice, b"1")
        self.begin(alice, b"2")
        with pytest.raises(TooManyUploads):
            self.begin(alice, b"3")
        self.begin(bob, b"3")
        drop_upload(upload=first)
        self.begin(alice, b"3")

    @pytest.mark.django_db(transaction=True)
    def test_of_two_that_send_the_same_chunk_at_once_one_is_told_it_is_there(self, purpose, alice):
        upload = self.begin(alice, b"0123456789")
        said: list[object] = []
        start = threading.Barrier(2)

        def send() -> None:
            start.wait()
            try:
                said.append(append(upload=Upload.objects.get(), offset=0, chunk=b"01234"))
            except UploadConflict as conflict:
                said.append(f"at {conflict.offset}")
            finally:
                connections.close_all()

        threads = [threading.Thread(target=send) for _each in range(2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert sorted(map(str, said)) == ["5", "at 5"]
        assert upload.path.read_bytes() == b"01234"
