"""What an archive may not hold, each refused before a byte is written out."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from content.packages.archive import look_into, unpack
from content.packages.refusal import PackageRefused
from content.packages.rules import Limits
from tests.factories.packages import FILES_12, FILES_2004, archive

SMALL = Limits(
    packed=50_000, unpacked=100_000, files=8, manifest=4_000, ratio=20, ratio_from=10_000
)


def with_member(name: str, content: bytes = b"x", **fields: Any) -> io.BytesIO:
    """A good package and one member more, written as told."""
    made = archive(FILES_12)
    with zipfile.ZipFile(made, "a") as zipped:
        info = zipfile.ZipInfo("tijdelijk")
        info.compress_type = zipfile.ZIP_DEFLATED
        for each, value in fields.items():
            setattr(info, each, value)
        # Set last: the constructor mends names that attackers write by hand.
        info.filename = name
        zipped.writestr(info, content)
    made.seek(0)
    return made


def patched(made: io.BytesIO, old: bytes, new: bytes) -> io.BytesIO:
    assert old in made.getvalue()
    return io.BytesIO(made.getvalue().replace(old, new))


def encrypted() -> io.BytesIO:
    made = archive(FILES_12).getvalue()
    at = made.index(b"PK\x01\x02") + 8
    flags = struct.unpack_from("<H", made, at)[0] | 1
    return io.BytesIO(made[:at] + struct.pack("<H", flags) + made[at + 2 :])


ATTACKS = {
    "up": (lambda: with_member("../weg.html"), "buiten het pakket"),
    "deep up": (lambda: with_member("a/../../weg.html"), "buiten het pakket"),
    "absolute": (lambda: with_member("/etc/weg.html"), "buiten het pakket"),
    "drive": (lambda: with_member("C:/weg.html"), "buiten het pakket"),
    "stream": (lambda: with_member("les.html:stroom"), "buiten het pakket"),
    "backslash": (
        lambda: patched(with_member("a_.._weg.html"), b"a_.._weg", rb"a\..\weg"),
        "buiten het pakket",
    ),
    "nul": (lambda: patched(with_member("a_b.html"), b"a_b", b"a\0b"), "buiten het pakket"),
    "dot": (lambda: with_member("./les.html"), "buiten het pakket"),
    "empty part": (lambda: with_member("a//b.html"), "buiten het pakket"),
    "invisible": (lambda: with_member("les\u202elmth.html"), "onzichtbare tekens"),
    "trailing dot": (lambda: with_member("les./a.html"), "op elke computer"),
    "device": (lambda: with_member("les/con.html"), "op elke computer"),
    "long": (lambda: with_member("a" * 250), "te lang"),
    "deep": (lambda: with_member("a/" * 25 + "b.html"), "te diep"),
    "link": (
        lambda: with_member("lees", b"/etc/passwd", external_attr=(stat.S_IFLNK | 0o777) << 16),
        "snelkoppeling",
    ),
    "device file": (
        lambda: with_member("schijf", external_attr=(stat.S_IFBLK | 0o600) << 16), "snelkoppeling",
    ),
    "pipe": (
        lambda: with_member("pijp", external_attr=(stat.S_IFIFO | 0o600) << 16), "snelkoppeling",
    ),
    "twice": (lambda: with_member("les/api.js"), "heten hetzelfde"),
    "other capitals": (lambda: with_member("LES/Api.js"), "heten hetzelfde"),
    "two folders": (lambda: with_member("Les/ander.js"), "heten hetzelfde"),
    "file as folder": (lambda: with_member("les/api.js/in.js"), "heten hetzelfde"),
    "encrypted": (encrypted, "versleuteld"),
    "bzip": (lambda: with_member("a.txt", compress_type=zipfile.ZIP_BZIP2), "niet lezen"),
    "bomb": (lambda: with_member("a.txt", b"\0" * 90_000), "zipbom"),
    "many": (
        lambda: archive(FILES_12 | {f"{n}.txt": "x" for n in range(9)}), "te veel bestanden",
    ),
    "large": (lambda: with_member("a.bin", b"\0" * 120_000), "te groot"),
    "nested": (lambda: with_member("les/meer.zip"), "archief in het archief"),
    "nested tar": (lambda: with_member("les/meer.tar.gz"), "archief in het archief"),
    "program": (lambda: with_member("les/start.exe"), "programma"),
    "no manifest": (lambda: archive({"index.html": "x"}), "geen imsmanifest.xml"),
    "in a folder": (
        lambda: archive({f"map/{name}": each for name, each in FILES_12.items()}), "in een map",
    ),
    "large manifest": (
        lambda: archive({"imsmanifest.xml": bytes(range(256)) * 20}), "manifest is te groot",
    ),
    "no zip": (lambda: io.BytesIO(b"geen zip, een brief"), "geen zipbestand"),
    "half a zip": (lambda: io.BytesIO(archive(FILES_12).getvalue()[:-30]), "geen zipbestand"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("attack", ATTACKS)
def test_refused_with_a_word_of_what(attack, tmp_path):
    make, words = ATTACKS[attack]

    with pytest.raises(PackageRefused) as refused:
        look_into(make(), SMALL)

    assert words in str(refused.value)
    assert str(refused.value).isprintable()


def test_too_large_as_it_came():
    with pytest.raises(PackageRefused, match="te groot"):
        look_into(archive(FILES_12), Limits(packed=100))


@pytest.mark.parametrize("files", [FILES_12, FILES_2004])
def test_a_good_one_is_written_out_whole(files, tmp_path):
    with look_into(archive(files), SMALL) as zipped:
        found = unpack(zipped, tmp_path, SMALL)

    written = {str(p.relative_to(tmp_path)): p.read_text() for p in tmp_path.rglob("*") if p.is_file()}  # fmt: skip
    assert written == files
    assert found == (len(files), sum(len(each.encode()) for each in files.values()))


def test_folders_and_office_files_and_unknown_kinds_are_fine(tmp_path):
    more = {"les/bijlage.docx": b"PK\x03\x04x", "les/.htaccess": b"Deny", "les/oud.php": b"<?php"}
    made = archive(FILES_12 | more)
    with zipfile.ZipFile(made, "a") as zipped:
        zipped.writestr("les/", b"")
    with look_into(made) as zipped:
        assert unpack(zipped, tmp_path)[0] == len(FILES_12) + 3


@pytest.mark.parametrize(
    ("start", "words"),
    [(b"PK\x03\x04zip", "archief"), (b"MZ\x90\0exe", "programma"), (b"\x7fELF", "programma")],
)
def test_what_it_is_counts_and_not_its_name(start, words, tmp_path):
    with look_into(archive(FILES_12 | {"foto.png": start})) as zipped, pytest.raises(
        PackageRefused, match=words
    ) as refused:  # fmt: skip
        unpack(zipped, tmp_path)

    assert "(foto.png)" in str(refused.value)


def test_a_directory_that_lies_about_sizes_is_found_out(tmp_path: Path):
    made = archive(FILES_12 | {"a.txt": b"\0" * 60_000})
    honest = struct.pack("<I", 60_000)
    lying = io.BytesIO(made.getvalue().replace(honest, struct.pack("<I", 500)))

    with look_into(lying, SMALL) as zipped, pytest.raises(PackageRefused, match="beschadigd"):
        unpack(zipped, tmp_path, SMALL)


def test_a_broken_member_is_found_out(tmp_path: Path):
    made = bytearray(archive({"imsmanifest.xml": "x" * 500, "a.js": "y" * 500}).getvalue())
    at = made.index(b"a.js") + len("a.js")
    made[at : at + 4] = b"\xff\xff\xff\xff"

    with (
        look_into(io.BytesIO(bytes(made))) as zipped,
        pytest.raises(PackageRefused, match=r"a\.js"),
    ):
        unpack(zipped, tmp_path)
