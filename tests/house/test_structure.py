"""The architecture, kept by tests rather than by review."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("community", "catalogue", "qrc", "security", "content", "site/vlavirgem")
WALL = 400
TEST_WALL = 600
TEMPLATE_WALL = 150
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "base", "misc"}
FACES = ("verbs", "notifications", "reactions", "tiles", "badges", "indicators", "mail_handlers")


def sources(*folders: str, suffix: str = ".py") -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}")]
    return sorted(path for path in found if "migrations" not in path.parts)


def too_long(paths: list[Path], wall: int) -> list[str]:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return [f"{path.relative_to(ROOT)}: {n}" for path, n in sizes.items() if n > wall]


def test_no_file_passes_the_wall():
    assert too_long(sources(*FLOORS), WALL) == []
    assert too_long(sources("tests"), TEST_WALL) == []
    assert too_long(sources(*FLOORS, suffix=".css"), WALL) == []


def test_settings_stay_small():
    assert too_long([ROOT / "site/vlavirgem/settings.py"], 250) == []


def test_no_template_passes_its_wall():
    assert too_long(sources(*FLOORS, suffix=".html"), TEMPLATE_WALL) == []


def test_site_is_a_folder_and_no_package():
    assert not (ROOT / "site" / "__init__.py").exists()


def test_every_other_folder_with_code_is_a_package():
    folders = {path.parent for path in sources(*FLOORS)} - {ROOT / "site"}

    bare = [str(each.relative_to(ROOT)) for each in folders if not (each / "__init__.py").exists()]

    assert bare == []


def test_no_room_has_a_meaningless_name():
    # `base` is allowed for the seam of a folder of look-alikes (channels/base.py).
    found = [
        str(path.relative_to(ROOT))
        for path in sources(*FLOORS)
        if path.stem in FORBIDDEN_NAMES - {"base"} or path.parent.name in FORBIDDEN_NAMES
    ]

    assert found == []


def test_a_face_and_a_room_never_share_a_name():
    shared = [
        f"{floor}/{face}"
        for floor in FLOORS
        for face in FACES
        if (ROOT / floor / f"{face}.py").exists() and (ROOT / floor / face).is_dir()
    ]

    assert shared == []


def test_import_contracts_hold():
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )

    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("floor", FLOORS)
def test_save_is_never_overridden(floor):
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources(floor)
        if "forms" not in path.stem
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name == "save"
    ]

    assert found == []


INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+=\"|\sstyle=\"|<style", re.IGNORECASE)
# Mails have no policy and need their styles inside; the outbox page shows those mails.
MAIL = ("email",)


def test_no_template_carries_inline_script_or_style():
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in sources(*FLOORS, suffix=".html")
        if not any(mark in path.stem for mark in MAIL)
        for hit in INLINE.finditer(path.read_text(encoding="utf-8"))
        if "nonce" not in hit[0] and 'type="application/json"' not in hit[0]
    ]

    assert found == []


def test_nothing_is_loaded_from_elsewhere():
    outside = re.compile(r"(?:src|href)=\"(?:https?:)?//[^\"{]+\.(?:js|css|woff2?)")
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in sources(*FLOORS, suffix=".html")
        for hit in outside.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_locks_name_no_address():
    for lock in ROOT.glob("requirements*.lock"):
        assert not re.search(r"https?://", lock.read_text(encoding="utf-8")), lock.name
