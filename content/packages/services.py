"""Bringing packages in, changing them and taking them away."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from typing import IO, Any

from django.db import transaction

from community.accounts.models import User
from community.activity.services import record
from content.packages import store
from content.packages.archive import BLOCK, MANIFEST, look_into, unpack
from content.packages.manifest import Manifest, read_manifest
from content.packages.models import ContentPackage, PackageVersion
from content.packages.rules import LIMITS, Limits
from content.verbs import PACKAGE_CHANGED, PACKAGE_IMPORTED, PACKAGE_OPENED, PACKAGE_REMOVED


def import_package(
    *, file: IO[bytes], name: str, actor: User | None, limits: Limits = LIMITS, **fields: Any
) -> ContentPackage:
    """A new package from an archive; `fields` are those of ContentPackage. It is closed at first,
    unless they say otherwise. PackageRefused says what is wrong, and nothing is kept then."""

    def make(manifest: Manifest) -> ContentPackage:
        fields["title"] = fields.get("title") or manifest.title
        return ContentPackage.objects.create(made_by=actor, **fields)

    return _take_in(file, name, actor, limits, make).package


def import_version(
    *, package: ContentPackage, file: IO[bytes], name: str, actor: User, limits: Limits = LIMITS
) -> PackageVersion:
    """A newer archive of the same package. Attempts stay, and go on in it."""

    def locked(manifest: Manifest) -> ContentPackage:
        return ContentPackage.objects.select_for_update().get(pk=package.pk)

    return _take_in(file, name, actor, limits, locked)


def _take_in(
    file: IO[bytes], name: str, actor: User | None, limits: Limits,
    package_for: Callable[[Manifest], ContentPackage],
) -> PackageVersion:  # fmt: skip
    with look_into(file, limits) as archive, store.workshop() as folder:
        names = [each for each in archive.namelist() if not each.endswith("/")]
        manifest = read_manifest(archive.read(MANIFEST), names)
        files, size = unpack(archive, folder, limits)
        sha256 = _sha256(file)
        with transaction.atomic():
            package = package_for(manifest)
            newest = package.versions.order_by("-number").first()
            version = PackageVersion.objects.create(
                package=package, number=newest.number + 1 if newest else 1,
                standard=manifest.standard, edition=manifest.edition, title=manifest.title,
                identifier=manifest.identifier, items=[each.as_dict() for each in manifest.items],
                file_name=name[-200:], sha256=sha256, files=files, unpacked_bytes=size,
                brought_by=actor,
            )  # fmt: skip
            package.current = version
            package.save(update_fields=("current",))
            store.place(folder, package.uuid, version.number)
            record(
                PACKAGE_IMPORTED, actor=actor, subject=package, version=version.number,
                standard=str(version.standard), sha256=sha256,
            )  # fmt: skip
    return version


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    seen = hashlib.sha256()
    while block := file.read(BLOCK):
        seen.update(block)
    return seen.hexdigest()


def change_package(*, package: ContentPackage, actor: User, **fields: Any) -> list[str]:
    """Title, summary, audience and whether it is open; returns the names that changed."""
    with transaction.atomic():
        row = ContentPackage.objects.select_for_update().get(pk=package.pk)
        changed = [name for name, value in fields.items() if getattr(row, name) != value]
        if not changed:
            return []
        for name in changed:
            setattr(row, name, fields[name])
        row.save(update_fields=changed)
        verb = PACKAGE_OPENED if "is_open" in changed and row.is_open else PACKAGE_CHANGED
        record(verb, actor=actor, subject=row, fields=sorted(changed))
    return changed


def remove_package(*, package: ContentPackage, actor: User) -> None:
    """Rows and files, with every attempt; the activity of who completed it stays."""
    key: uuid.UUID = package.uuid
    with transaction.atomic():
        row = ContentPackage.objects.select_for_update().filter(pk=package.pk).first()
        if row is None:
            return
        record(PACKAGE_REMOVED, actor=actor, subject=row, attempts=row.attempts.count())
        row.delete()
        transaction.on_commit(lambda: store.throw_away(key), robust=True)
