"""Charts drawn on the server by pygal, as SVG without a style or script of its own.

The policy of the site forbids both inside a page, so they are taken out; classes and tokens colour
what is left (`components/plot.css`). A chart never stands without its table.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import pygal
from django.utils.safestring import SafeString, mark_safe
from lxml import etree
from pygal.style import Style

# It hangs an importer of the old kind in the interpreter, for plugins that we do not have; Python
# warns of it at every import after that.
sys.meta_path[:] = [each for each in sys.meta_path if not isinstance(each, pygal.PluginImportFixer)]

WIDTH, HEIGHT, ROW = 400, 210, 30
"""In units of the drawing; a phone shows about 0.8 pixel a unit, a desk 1.5."""
TEXT = 13
LABELS = 6
"""Under a row of columns stand so many labels at most, or they would touch."""
SVG = "{http://www.w3.org/2000/svg}"
DROPPED = ("style", "script", "defs", "title")
LAYERS = ("plot overlay", "plot tooltip-overlay")
"""What pygal's script draws upon; we have none."""
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Series:
    """A name, one value per label, and the tone that colours it (see plot.css)."""

    name: str
    values: Sequence[float | None]
    tone: str = "blue"


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished drawing, and the key to its colours: (tone, name) of each series."""

    svg: SafeString
    key: tuple[tuple[str, str], ...]


def columns(
    labels: Sequence[str], series: Sequence[Series], *, title: str, values: bool = False
) -> Chart:
    """Standing columns, the series stacked; `values` prints the figure on each."""
    graph = pygal.StackedBar(
        **_options(HEIGHT), print_values=values, print_values_position="top",
        y_labels=ticks(max(_totals(series), default=0)),
    )  # fmt: skip
    every = -(-len(labels) // LABELS)
    graph.x_labels = [each if n % every == 0 else "" for n, each in enumerate(labels)]
    return _drawn(graph, labels, series, title)


def lines_of_bars(labels: Sequence[str], series: Sequence[Series], *, title: str) -> Chart:
    """Lying bars, one row a label, the first on top; for names, which need room."""
    graph = pygal.HorizontalStackedBar(
        **_options(60 + ROW * len(labels)), y_labels=ticks(max(_totals(series), default=0))
    )
    # pygal draws from the floor up.
    graph.x_labels = [_short(each) for each in reversed(labels)]
    turned = [Series(each.name, each.values[::-1], each.tone) for each in series]
    return _drawn(graph, labels[::-1], turned, title)


def ticks(top: float) -> list[int]:
    """Whole numbers for an axis from nought to `top`: five at most, at 1, 2, 5, 10, 20…"""
    size, place = 1, 0
    while size * 4 < top:
        place += 1
        size = STEPS[place % 3] * 10 ** (place // 3)
    return list(range(0, size * 4 + 1, size))[: max(2, -(-int(top) // size) + 1)]


def _options(height: int) -> dict[str, object]:
    style = Style(label_font_size=TEXT, major_label_font_size=TEXT, value_font_size=TEXT)
    return {
        "css": [], "js": [], "style": style, "no_prefix": True, "disable_xml_declaration": True,
        "show_legend": False, "width": WIDTH, "height": height, "margin": 4, "spacing": 8,
        "no_data_text": "", "formatter": lambda value: f"{value:g}",
        "print_zeroes": False, "rounded_bars": 2, "truncate_label": -1,
    }  # fmt: skip


def _totals(series: Sequence[Series]) -> list[float]:
    return [sum(each or 0 for each in row) for row in zip(*(s.values for s in series), strict=True)]


def _short(name: str) -> str:
    return name if len(name) <= 18 else f"{name[:17]}…"


def _drawn(
    graph: pygal.Graph, labels: Sequence[str], series: Sequence[Series], title: str
) -> Chart:
    for each in series:
        graph.add(each.name, list(each.values))
    tree = etree.fromstring(graph.render())
    _undress(tree)
    for n, each in enumerate(series):
        for group in tree.iter(f"{SVG}g"):
            names = (group.get("class") or "").split()
            if f"serie-{n}" in names and "series" in names:
                group.set("class", f"plot-series {each.tone}")
                _name_bars(group, each, labels)
    tree.set("class", "plot")
    tree.set("role", "img")
    tree.set("aria-label", title)
    key = tuple((each.tone, each.name) for each in series)
    # Ours throughout: lxml escaped every word in it.
    return Chart(mark_safe(etree.tostring(tree, encoding="unicode")), key)  # noqa: S308


def _undress(tree: etree._Element) -> None:
    """Without style, script, description or comment, and without ids that would repeat."""
    for each in list(tree.iter()):
        if (
            not isinstance(each.tag, str)
            or each.tag.removeprefix(SVG) in DROPPED
            or each.get("class") in LAYERS
        ):
            parent = each.getparent()
            if parent is not None:
                parent.remove(each)
            continue
        for name in ("style", "id"):
            each.attrib.pop(name, None)


def _name_bars(group: etree._Element, series: Series, labels: Sequence[str]) -> None:
    """Says on hover what a bar is, in the place of what pygal tells its script."""
    bars = [each for each in group.iter(f"{SVG}g") if each.get("class") == "bar"]
    told = [n for n, value in enumerate(series.values) if value is not None]
    for bar, n in zip(bars, told, strict=False):
        for each in bar.findall(f"{SVG}desc"):
            bar.remove(each)
        words = etree.SubElement(bar, f"{SVG}title")
        words.text = f"{labels[n]} – {series.name}: {series.values[n]:g}"
