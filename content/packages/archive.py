"""Looks into an archive before one byte of it is written out, and then unpacks it.

The checks go by the central directory; unpacking counts anew, because a directory may lie.
"""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from content.packages.refusal import PackageRefused
from content.packages.rules import ARCHIVES, LIMITS, OFFICE, PROGRAMS, Limits, extension

MANIFEST = "imsmanifest.xml"
BLOCK = 256 * 1024
STORED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{each}{n}" for each in ("com", "lpt") for n in range(10)
}


def look_into(file: IO[bytes], limits: Limits = LIMITS) -> zipfile.ZipFile:
    """The archive, when nothing in its directory is wrong; PackageRefused says what is."""
    file.seek(0, 2)
    packed = file.tell()
    file.seek(0)
    if packed > limits.packed:
        raise PackageRefused(
            _("Het bestand is te groot: hoogstens %(n)d MB.") % {"n": limits.packed // 1_000_000}
        )
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise PackageRefused(
            _("Dit is geen zipbestand, of het is beschadigd. Exporteer het pakket opnieuw.")
        ) from None
    _check_whole(archive, packed, limits)
    seen: dict[str, str] = {}
    for member in archive.infolist():
        _check_kind(member)
        _check_name(member, limits)
        _check_double(member, seen)
        _check_size(member, limits)
    _check_folders(seen)
    if MANIFEST not in archive.namelist():
        raise PackageRefused(_no_manifest(archive))
    if archive.getinfo(MANIFEST).file_size > limits.manifest:
        raise PackageRefused(_("Het manifest is te groot om te lezen."), MANIFEST)
    return archive


def _no_manifest(archive: zipfile.ZipFile) -> str:
    inside = [each for each in archive.namelist() if each.endswith(f"/{MANIFEST}")]
    if inside:
        return _(
            "Het manifest staat in een map (%(where)s). Maak de zip van wat in die map zit, niet van de map zelf."
        ) % {"where": inside[0][:120]}
    return _("Er zit geen imsmanifest.xml in: dit is geen SCORM-pakket.")


def _check_whole(archive: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    members = archive.infolist()
    if len(members) > limits.files:
        raise PackageRefused(
            _("Er zitten te veel bestanden in: %(n)d, en hoogstens %(most)d mogen.")
            % {"n": len(members), "most": limits.files}
        )
    total = sum(each.file_size for each in members)
    if total > limits.unpacked:
        raise PackageRefused(
            _("Uitgepakt is het pakket te groot: hoogstens %(n)d MB.")
            % {"n": limits.unpacked // 1_000_000}
        )
    if total > limits.ratio_from and total > packed * limits.ratio:
        raise PackageRefused(_("Het pakket groeit verdacht veel bij het uitpakken (zipbom)."))


def _check_kind(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 0x1:
        raise PackageRefused(
            _("Een bestand is versleuteld. Maak de zip zonder wachtwoord."), member.filename
        )
    if member.compress_type not in STORED:
        raise PackageRefused(
            _("Een bestand is ingepakt op een manier die wij niet lezen."), member.filename
        )
    mode = member.external_attr >> 16
    kind = stat.S_IFMT(mode)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackageRefused(
            _("Een snelkoppeling of bijzonder bestand hoort niet in een pakket."), member.filename
        )


def _check_name(member: zipfile.ZipInfo, limits: Limits) -> None:
    # zipfile itself turns backslashes and cuts at a NUL: look at what stood there.
    name, written = member.filename, member.orig_filename
    if "\\" in written or "\0" in written or written.startswith("/") or ":" in written:
        raise PackageRefused(
            _("Een naam wijst buiten het pakket of bevat een teken dat niet mag."), written
        )
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in name):
        raise PackageRefused(_("Een naam bevat onzichtbare tekens."), name)
    parts = name.rstrip("/").split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise PackageRefused(_("Een naam wijst buiten het pakket."), name)
    if any(
        part.endswith((" ", ".")) or part.partition(".")[0].lower() in DEVICES for part in parts
    ):
        raise PackageRefused(_("Een naam kan niet op elke computer bestaan."), name)
    if len(name) > limits.path or len(parts) > limits.depth:
        raise PackageRefused(_("Een pad is te lang of te diep."), name)
    if member.is_dir():
        return
    if extension(name) in ARCHIVES:
        raise PackageRefused(
            _("Er zit een archief in het archief, en daar kunnen wij niet in kijken."), name
        )
    if extension(name) in PROGRAMS:
        raise PackageRefused(_("Er zit een programma in. Dat mag niet."), name)


def _check_double(member: zipfile.ZipInfo, seen: dict[str, str]) -> None:
    key = _same(member.filename.rstrip("/"))
    if key in seen and not (member.is_dir() and seen[key].endswith("/")):
        raise PackageRefused(
            _("Twee bestanden heten hetzelfde, hoofdletters niet meegerekend."), member.filename
        )
    seen[key] = member.filename


def _check_folders(seen: dict[str, str]) -> None:
    """No file may be the folder of another, and no folder may be spelt in two ways."""
    spelt: dict[str, str] = {}
    for name in seen.values():
        for folder in PurePosixPath(name.rstrip("/")).parents:
            way = str(folder)
            known = seen.get(_same(way))
            is_file = known is not None and not known.endswith("/")
            if way != "." and (is_file or spelt.setdefault(_same(way), way) != way):
                raise PackageRefused(
                    _("Een map en een bestand, of twee mappen, heten hetzelfde."), name
                )


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _check_size(member: zipfile.ZipInfo, limits: Limits) -> None:
    grows = member.file_size > limits.ratio_from
    if grows and member.file_size > max(member.compress_size, 1) * limits.ratio:
        raise PackageRefused(
            _("Een bestand groeit verdacht veel bij het uitpakken (zipbom)."), member.filename
        )


def unpack(archive: zipfile.ZipFile, folder: Path, limits: Limits = LIMITS) -> tuple[int, int]:
    """Write everything into this empty folder; returns how many files, and how many bytes."""
    files = total = 0
    for member in archive.infolist():
        target = folder / member.filename
        if not target.resolve().is_relative_to(folder.resolve()):
            raise PackageRefused(_("Een naam wijst buiten het pakket."), member.filename)
        if member.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        total += _write(archive, member, target, limits.unpacked - total)
        files += 1
    return files, total


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, room: int) -> int:
    written = 0
    try:
        with archive.open(member) as source, target.open("xb") as out:
            while block := source.read(BLOCK):
                if not written:
                    _check_start(block, member.filename)
                written += len(block)
                if written > room:
                    raise PackageRefused(_("Uitgepakt is het pakket te groot."), member.filename)
                out.write(block)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error):
        raise PackageRefused(
            _("Een bestand is beschadigd. Exporteer het pakket opnieuw."), member.filename
        ) from None
    target.chmod(0o640)
    return written


def _check_start(block: bytes, name: str) -> None:
    """An archive or a program under another name."""
    if block.startswith(b"PK\x03\x04") and extension(name) not in OFFICE:
        raise PackageRefused(
            _("Er zit een archief in het archief, en daar kunnen wij niet in kijken."), name
        )
    if block.startswith((b"MZ\x90", b"\x7fELF")):
        raise PackageRefused(_("Er zit een programma in. Dat mag niet."), name)
