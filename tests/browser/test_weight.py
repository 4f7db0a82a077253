"""No page makes its reader load more style and script than it may, htmx included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.shots.__main__ import demo_password
from tests.shots.camera import Camera
from tests.shots.named import Screen
from tests.shots.screens import SCREENS
from tests.shots.weight import MOST, Load
from tests.standins.site import Site, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATIENCE = 600
"""Seconds in which the demo is loaded, a year of it."""
LATER = {
    "search-box": "palette.js", "agenda": "autosubmit.js", "package-new": "package-upload.js",
    "event-colleague": "combobox.js", "package-playing": "package-player.js",
}  # fmt: skip
"""By screen, what only its own controllers ask for: proof that late loads are counted."""
OFTEN = (
    "quiz", "lesson-film", "library-upload", "import-preview", "board-detail", "case", "event",
    "warnings", "subscription-what", "statistics", "portfolio", "newsletter-check", "solution",
)  # fmt: skip
"""Screens that load more than the first of their place, or may one day."""


def weighed() -> list[Screen]:
    """Of every place of ours the first screen that is named, and those that load more."""
    ours = [
        each for each in SCREENS
        if each.ours and each.status == 200 and not each.name.startswith("mail")
    ]  # fmt: skip
    first = {each.path.split("?")[0].split("/")[1]: each for each in reversed(ours)}
    names = {each.name for each in first.values()} | set(LATER) | set(OFTEN)
    return [each for each in ours if each.name in names]


def test_no_page_loads_more_style_and_script_than_it_may(house: Any, nursery: Site, tmp_path: Path):
    demo = house.start("demo")
    assert wait_until(lambda: not demo.alive(), PATIENCE, pause=0.5)
    camera = Camera(house.browser, house.address, tmp_path, demo_password(), quick=True)
    # Of who may look at a screen the last named sees most.
    loads = {each.name: camera.weigh(each, each.who[-1]) for each in weighed()}

    for line in table(loads):
        print(line)
    for screen, script in LATER.items():
        assert any(path.endswith(f"/{script}") for path in loads[screen].parts), screen
    assert all(load.of("/house.css") and load.of("/app.js") for load in loads.values())
    too_much = [
        f"{name}: {load.total} bytes ({load.heaviest()})"
        for name, load in loads.items() if load.total > MOST
    ]  # fmt: skip
    assert too_much == []


def table(loads: dict[str, Load]) -> list[str]:
    """The heaviest first: all, of which style, of which script."""
    rows = sorted(loads.items(), key=lambda row: (-row[1].total, row[0]))
    return [
        f"{load.total:7} {load.of('.css'):7} {load.of('.js'):7} {name} ({load.heaviest(3)})"
        for name, load in rows
    ]
