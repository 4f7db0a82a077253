"""The tags every screen is built with. A builtin of the template engine: no load needed.

Each tag that draws a component renders `components/<name>.html`, which documents its options.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from community.dashboard.tiles import Tile, render_tile, tiles_for
from community.kit.dates import exact, in_words
from vlavirgem.still import still

register = template.Library()
register.tag(still)
NUMBERED = re.compile(r"(?:\d{1,2}[.)]|[-*•])\s+(.+)")


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """A drawing from the sprite; decorative unless it gets a label."""
    drawing = _drawing(name, size)
    if not label:
        return drawing
    return format_html('{}<span class="visually-hidden">{}</span>', drawing, label)


@lru_cache(maxsize=1024)
def _drawing(name: str, size: str) -> SafeString:
    """Asked a hundred times a page; where the sprite stands is settled when a process starts."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f" {size}" if size else "",
        staticfiles_storage.url("img/icons.svg"),
        name,
    )


@register.inclusion_tag("components/severity.html")
def severity(severity: str) -> dict[str, str]:
    return {"severity": severity}


@register.inclusion_tag("components/field.html")
def field(
    field: BoundField,
    *,
    label: str = "",
    help: str = "",  # noqa: A002 - the word of Django's forms, in templates
    hide_label: bool = False,
    prefix_icon: str = "",
    quiet: bool = False,
    without_help: bool = False,
) -> dict[str, Any]:
    """`quiet` leaves out "(niet verplicht)", for filters where nothing is required."""
    if label:
        # The library's own label and its placeholder go together.
        field.field.widget.attrs.pop("placeholder", None)
    if without_help:
        # On the field itself, or it would point a screen reader at what is not there.
        field.help_text = ""
    return {
        "field": field,
        "kind": "check" if isinstance(field.field.widget, CheckboxInput) else "other",
        "label": label or field.label,
        "help": help or field.help_text,
        "hide_label": hide_label,
        "prefix_icon": prefix_icon,
        "quiet": quiet,
    }


@register.inclusion_tag("components/form_fields.html")
def form_fields(form: BaseForm, *, quiet: str = "") -> dict[str, Any]:
    """`quiet` names the fields that do not say "(niet verplicht)": one answer of theirs is asked."""
    return {"form": form, "quiet": quiet.split()}


@register.filter
def named(form: BaseForm, names: str) -> list[BoundField]:
    """These fields of a form, for one that comes in parts."""
    return [form[name] for name in names.split()]


@register.simple_tag
def ago(moment: datetime | date | None) -> SafeString:
    """A moment in words, with the exact time on hover; nothing for None."""
    if moment is None:
        return mark_safe("")
    if not isinstance(moment, datetime):
        return format_html('<time datetime="{}">{}</time>', moment, formats.date_format(moment))
    return format_html(
        '<time datetime="{}" title="{}" data-controller="relative-time">{}</time>',
        moment.isoformat(),
        exact(moment),
        in_words(moment),
    )


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(
    context: template.Context, name: str, label: str, default: str = "", css: str = ""
) -> dict[str, Any]:
    """A whole `<th>`; `default` is the order ("name" or "-name") when the address says none."""
    request = context["request"]
    current = request.GET.get("sort") or default
    direction = {name: "ascending", f"-{name}": "descending"}.get(current, "")
    target = f"-{name}" if current == name else name
    return {
        "request": request,
        "label": label,
        "direction": direction,
        "target": target,
        "css": css,
    }


@register.filter
def elided_pages(page: Page[Any]) -> Iterator[int | None]:
    """Page numbers around the current one; None where a gap falls."""
    gap = page.paginator.ELLIPSIS
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1):
        yield None if str(number) == str(gap) else int(number)


@register.filter
def in_steps(text: str) -> SafeString:
    """What to do: a numbered list when the source numbers its lines, else its paragraphs."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    steps = [match[1] for line in lines if (match := NUMBERED.match(line))]
    if len(steps) > 1 and len(steps) == len(lines):
        return format_html(
            '<ol class="action-list">{}</ol>',
            format_html_join("", "<li>{}</li>", ((step,) for step in steps)),
        )
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


@register.filter
def plain_number(value: Any) -> str:
    """A figure for a machine: never "66,7", whatever the language of the screen."""
    return "" if value is None else str(value)


@register.simple_tag(takes_context=True)
def active(context: template.Context, *url_names: str) -> str:
    match = context["request"].resolver_match
    return mark_safe('aria-current="page"') if match and match.view_name in url_names else ""


@register.simple_tag(takes_context=True)
def tile(context: template.Context, tile: Tile, subject: Any = None) -> SafeString:
    return render_tile(tile, context["request"], subject)


@register.simple_tag(takes_context=True)
def tiles(context: template.Context, slot: str, subject: Any = None) -> SafeString:
    """Every tile that the apps have hung in a slot, in their order."""
    shown = tiles_for(context["request"], slot, subject)
    return format_html_join("", "{}", ((tile(context, each, subject),) for each in shown))
