"""What is left of a run: a contact sheet to look at, and the findings to mend."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from tests.shots.camera import Shot

STYLE = """
body { margin: 24px; font: 16px/1.4 system-ui, sans-serif; background: #f7f5f0; color: #101c2e; }
.row { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
figure { margin: 0; } figcaption { font-size: 13px; } .bad { color: #a90f35; font-weight: 700; }
img { height: 420px; max-width: 100%; object-fit: cover; object-position: top; border: 1px solid #ccc; }
"""


def write(shots: list[Shot], folder: Path) -> int:
    """The sheet and both reports; returns how many findings there are."""
    lines = [line for shot in shots for line in findings(shot)]
    (folder / "axe.json").write_text(
        json.dumps([shot.as_dict() for shot in shots], indent=1, ensure_ascii=False)
    )
    (folder / "axe.txt").write_text("\n".join(lines) + "\n" if lines else "Nothing found.\n")
    (folder / "index.html").write_text(_sheet(shots))
    return len(lines)


def findings(shot: Shot) -> Iterator[str]:
    where = f"{shot.screen} ({shot.who}, {shot.width}, {shot.mode})"
    for each in shot.found:
        yield f"{where}: {each}"
    for violation in shot.axe:
        for node in violation["nodes"]:
            why = " ".join(node.get("failureSummary", "").split())
            yield f"{where}: axe {violation['id']} at {' '.join(map(str, node['target']))}: {why}"


def _sheet(shots: list[Shot]) -> str:
    parts = []
    for (screen, who), group in groupby(shots, key=lambda shot: (shot.screen, shot.who)):
        pictures = "".join(_figure(shot) for shot in group)
        parts.append(f"<h2>{escape(screen)} · {escape(who)}</h2><div class='row'>{pictures}</div>")
    return (
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Screens</title>"
        f"<style>{STYLE}</style><h1>{len(shots)} pictures</h1>{''.join(parts)}</html>"
    )


def _figure(shot: Shot) -> str:
    bad = "".join(f"<div class='bad'>{escape(line)}</div>" for line in findings(shot))
    file = escape(shot.file)
    return (
        f"<figure><a href='{file}'><img loading='lazy' src='{file}' alt='{escape(shot.screen)}'></a>"
        f"<figcaption>{shot.width} px, {shot.mode}{bad}</figcaption></figure>"
    )
