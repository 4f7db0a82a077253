from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from community.activity.models import Activity
from content.packages import store
from content.packages.attempts import open_package
from content.packages.models import ContentPackage, PackageAttempt, PackageVersion
from content.packages.refusal import PackageRefused
from content.packages.services import (
    change_package,
    import_package,
    import_version,
    remove_package,
)
from tests.factories.packages import FILES_12, FILES_2004, archive, package
from tests.standins.site import on_test_database, wait_until

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


def placed(root: Path) -> set[str]:
    return {str(each.relative_to(root)) for each in root.rglob("*") if each.is_file()}


def test_a_package_comes_in_closed_and_whole(editor, packages_root):
    made = import_package(file=archive(FILES_12), name="C:\\les.zip", actor=editor)
    version = made.current

    assert (made.title, made.is_open, made.made_by) == ("Veilig mailen", False, editor)
    assert (version.number, version.standard, version.files, version.file_name) == (
        1, "1.2", 3, "C:\\les.zip",
    )  # fmt: skip
    assert placed(packages_root) == {f"{made.uuid}/1/{name}" for name in FILES_12}
    told = Activity.objects.get(verb="content.package.imported")
    assert told.data == {"version": 1, "standard": "1.2", "sha256": version.sha256}
    assert len(version.sha256) == 64


def test_a_refused_one_leaves_nothing(editor, packages_root):
    with pytest.raises(PackageRefused):
        import_package(
            file=archive(FILES_12 | {"foto.png": b"PK\x03\x04"}), name="x.zip", actor=editor
        )

    assert ContentPackage.objects.count() == 0
    assert placed(packages_root) == set()


def test_a_newer_version_stands_beside_the_older(editor, alice, packages_root):
    made = package()
    attempt, _item = open_package(package=made, user=alice)
    import_version(package=made, file=archive(FILES_2004), name="twee.zip", actor=editor)

    made.refresh_from_db()
    assert (made.current.number, made.current.standard, made.title) == (2, "2004", "Veilig mailen")
    assert placed(packages_root) == {f"{made.uuid}/1/{n}" for n in FILES_12} | {
        f"{made.uuid}/2/{n}" for n in FILES_2004
    }
    assert PackageAttempt.objects.get().pk == attempt.pk


def test_what_a_kill_left_in_its_place_makes_way(editor, packages_root):
    made = package()
    left = packages_root / str(made.uuid) / "2"
    left.mkdir()
    (left / "half.html").write_text("half")
    import_version(package=made, file=archive(FILES_12), name="twee.zip", actor=editor)

    assert placed(left) == set(FILES_12)


def test_changing_says_what(editor):
    made = package(is_open=False)
    fields = {"title": made.title, "summary": "Kort", "audience": "besturen", "is_open": True}
    assert change_package(package=made, actor=editor, **fields) == [
        "summary",
        "audience",
        "is_open",
    ]
    assert change_package(package=made, actor=editor, **fields) == []
    told = Activity.objects.get(verb="content.package.opened")
    assert told.data == {"fields": ["audience", "is_open", "summary"]}


@pytest.mark.django_db(transaction=True)
def test_removing_takes_rows_files_and_attempts(editor, alice, packages_root):
    made, other = package(), package("2004")
    open_package(package=made, user=alice)
    remove_package(package=made, actor=editor)
    remove_package(package=made, actor=editor)

    assert list(ContentPackage.objects.all()) == [other]
    assert PackageVersion.objects.count() == 1
    assert PackageAttempt.objects.count() == 0
    assert placed(packages_root) == {f"{other.uuid}/1/{n}" for n in FILES_2004}
    assert Activity.objects.get(verb="content.package.removed").data == {"attempts": 1}


def test_the_sweep_takes_what_has_no_row_and_is_old(packages_root):
    made = package()
    old, fresh = packages_root / ".new" / "aaaa", packages_root / ".new" / "bbbb"
    orphan = packages_root / "00000000-0000-0000-0000-000000000000" / "1"
    for each in (old, fresh, orphan):
        each.mkdir(parents=True)
        (each / "x.html").write_text("x")
    long_ago = time.time() - 2 * store.STALE_SECONDS
    for each in (old, orphan, store.folder_of(made.uuid, 1)):
        os.utime(each, (long_ago, long_ago))

    assert store.sweep() == 2
    assert store.sweep() == 0
    assert placed(packages_root) == {".new/bbbb/x.html"} | {f"{made.uuid}/1/{n}" for n in FILES_12}


SLOW = """
import sys; sys.path[:0] = ['site', '.']
import django; django.setup()
from django.conf import settings
settings.PACKAGES_ROOT = sys.argv[1]
from content.packages import {module}
whole = {module}.{name}
def slow(*args, **more):
    found = whole(*args, **more) if {after} else None
    open(sys.argv[2], 'w').write('here')
    import time; time.sleep(60)
{module}.{name} = slow
if '{module}' == 'archive':
    from content.packages import services; services.unpack = archive.unpack
from tests.factories.packages import package
package()
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("module", "name", "after"),
    [("archive", "_write", True), ("store", "place", False), ("store", "place", True)],
)
def test_killed_half_way_nothing_is_counted(module, name, after, packages_root, tmp_path):
    """While unpacking, before the files have their place, and after it, before the commit."""
    mark = tmp_path / "mark"
    code = SLOW.format(module=module, name=name, after=after)
    life = subprocess.Popen(
        [sys.executable, "-c", code, str(packages_root), str(mark)], cwd=ROOT,
        env=on_test_database(django_settings.VAR_DIR),
    )  # fmt: skip
    try:
        assert wait_until(mark.exists, 60)
    finally:
        life.kill()
        life.wait()

    assert ContentPackage.objects.count() == 0
    assert PackageVersion.objects.count() == 0
    whole = package()
    assert (whole.current.number, ContentPackage.objects.count()) == (1, 1)
