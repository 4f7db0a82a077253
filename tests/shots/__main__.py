from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.chromium import chromium, where
from tests.shots.camera import Camera, Shot
from tests.shots.named import Screen
from tests.shots.report import findings, write
from tests.shots.running import ROOT, whole_site
from tests.shots.screens import SCREENS


def main() -> int:
    chosen = _arguments()
    if where() is None:
        print("No Chromium on this machine (on Debian: apt-get install chromium).")
        return 1
    folder: Path = chosen.folder
    folder.mkdir(parents=True, exist_ok=True)
    screens = [each for each in SCREENS if not chosen.only or each.name in chosen.only]
    began = time.monotonic()
    if chosen.site:
        shots = take(screens, chosen.site, folder, quick=chosen.quick)
    else:
        with whole_site(folder / "site", keep=chosen.keep) as site:
            shots = take(screens, site, folder, quick=chosen.quick)
    count = write(shots, folder)
    seconds = time.monotonic() - began
    print(f"{len(shots)} pictures, {count} findings, {seconds:.0f} s: {folder / 'index.html'}")
    return 1 if count else 0


def take(screens: list[Screen], site: str, folder: Path, *, quick: bool) -> list[Shot]:
    shots: list[Shot] = []
    with chromium() as browser:
        camera = Camera(browser, site, folder, demo_password(), quick=quick)
        for screen in screens:
            for who in screen.who:
                try:
                    for shot in camera.shoot(screen, who):
                        shots.append(shot)
                        for line in findings(shot):
                            print(line, flush=True)
                except Exception as error:  # noqa: BLE001 - one broken screen hides no other
                    shots.append(_missing(screen, who, error))
                    print(f"{screen.name} ({who}): {error}", flush=True)
    return shots


def _missing(screen: Screen, who: str, error: Exception) -> Shot:
    return Shot(screen.name, who, 0, "none", "", screen.path, found=[f"no picture: {error}"])


def demo_password() -> str:
    """The demo people's own; read from the source, as this process has no Django of its own."""
    text = (ROOT / "site/vlavirgem/demo/people.py").read_text()
    return text.partition('PASSWORD = "')[2].partition('"')[0]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.shots", description=__doc__)
    parser.add_argument("--only", action="append", default=[], metavar="NAME", choices=_names())
    parser.add_argument("--quick", action="store_true", help="a dark phone and a light desk only")
    parser.add_argument("--keep", action="store_true", help="use the data of the run before")
    parser.add_argument("--site", metavar="URL", help="picture a site that runs already")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "shots")
    return parser.parse_args()


def _names() -> list[str]:
    return [screen.name for screen in SCREENS]


if __name__ == "__main__":
    sys.exit(main())
