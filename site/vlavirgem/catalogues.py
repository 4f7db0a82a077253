"""Collects what the screens say, keeps the catalogue of translations and finds its faults.

The code speaks Dutch, so the message ids are the Dutch texts and Dutch itself needs no catalogue.
Babel does what GNU gettext would do: a machine that has only Python has no xgettext or msgfmt.
Files come out the same whoever makes them and whenever: sorted, without places, names or dates.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po
from django.utils.translation.template import templatize

FLOORS = ("community", "catalogue", "qrc", "security", "content", "site/vlavirgem")
LOCALES = Path("site/vlavirgem/locale")
LANGUAGE = "en"
PLURAL = ("ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy")
WITH_CONTEXT = ("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy")
# What each function takes: the places of the message, its plural and its context ("c").
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
Said = tuple[str | tuple[str, ...], str | None]
"""A message, with its plural when it has one, and its context."""
# What a translation must leave alone: %(name)s, %s, %%, {name}, <tag …>, &entity;
KEPT = re.compile(
    r"%%|%(?:\(\w+\))?[#0+-]*\d*(?:\.\d+)?[diouxXeEfFgGcrs]|\{\w*\}|</?[a-zA-Z][^>]*>|&\w+;"
)
HEADERS = [
    ("Project-Id-Version", "VlaVirGem"),
    ("Language", LANGUAGE),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit\n"),
]


class House(Catalog):
    """A catalogue whose head never changes."""

    def _get_header_comment(self) -> str:
        return "# `make messages` collects and compiles; the translations are written here."

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        return HEADERS

    def _leave(self, value: object) -> None:
        """What a file says of itself is not kept."""

    header_comment = property(_get_header_comment, _leave)
    mime_headers = property(_get_mime_headers, _leave)


@dataclass(frozen=True, slots=True)
class Fault:
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: „{self.text}”" if self.text else self.kind


def renew(root: Path) -> Catalog:
    """Write the .po with what the code says now and the .mo made of it.

    A new text is empty: likening each to all the others took minutes and guessed wrong.
    """
    catalogue = read(root)
    catalogue.update(collect(root), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    po_path(root).parent.mkdir(parents=True, exist_ok=True)
    po_path(root).write_bytes(written(catalogue))
    mo_path(root).write_bytes(compiled(catalogue))
    return catalogue


def faults(root: Path) -> list[Fault]:
    """What is wrong with the catalogue in this tree; nothing is written."""
    said, kept = collect(root), read(root)
    found = [Fault("ontbreekt", name(each)) for each in _texts(said) if not _same(kept, each)]
    found += [Fault("overbodig", name(each)) for each in _texts(kept) if not _same(said, each)]
    found += [Fault("overbodig", name(each)) for each in kept.obsolete.values()]
    for each in _texts(kept):
        found += [Fault(kind, name(each)) for kind in _wrongs(each)]
    mo = mo_path(root)
    if not mo.is_file() or mo.read_bytes() != compiled(kept):
        found.append(Fault("django.mo hoort niet bij django.po: draai `make messages`", ""))
    return found


def collect(root: Path) -> Catalog:
    """Every text that Python files and templates of the floors mark for translation."""
    catalogue = House(LANGUAGE, fuzzy=False)
    for path in _sources(root):
        text = path.read_text(encoding="utf-8")
        said = _in_python(text) if path.suffix == ".py" else _in_template(text, str(path))
        for message, context in said:
            catalogue.add(message, context=context)
    return catalogue


def read(root: Path) -> Catalog:
    catalogue = House(LANGUAGE, fuzzy=False)
    if po_path(root).is_file():
        with po_path(root).open("rb") as file:
            PoFileParser(catalogue, abort_invalid=True).parse(file)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalogue, width=96, no_location=True, sort_output=True, ignore_obsolete=True)
    return file.getvalue().rstrip(b"\n") + b"\n"


def compiled(catalogue: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def po_path(root: Path) -> Path:
    return root / LOCALES / LANGUAGE / "LC_MESSAGES" / "django.po"


def mo_path(root: Path) -> Path:
    return po_path(root).with_suffix(".mo")


def name(message: Message) -> str:
    """The message as a person looks it up: the singular, and the context when there is one."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f"{text} [{message.context}]" if message.context else text


def _sources(root: Path) -> Iterator[Path]:
    for floor in FLOORS:
        for path in sorted((root / floor).rglob("*")):
            is_template = path.suffix in {".html", ".txt"} and "templates" in path.parts
            if path.is_file() and (path.suffix == ".py" or is_template):
                yield path


def _in_python(text: str) -> Iterator[Said]:
    """Babel would also take the "label" of `gettext(change["label"])`; the syntax tree does not."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            words = [each.value for each in node.args if isinstance(each, ast.Constant)]
            yield from _in_call(called, [word for word in words if isinstance(word, str)])


def _in_call(called: str, words: list[str]) -> Iterator[Said]:
    context = words.pop(0) if called in WITH_CONTEXT and words else None
    wanted = 2 if called in PLURAL else 1
    if called in KEYWORDS and len(words) == wanted:
        yield (words[0] if wanted == 1 else (words[0], words[1])), context


def _in_template(text: str, name: str) -> Iterator[Said]:
    """A template becomes calls; its indentation means nothing to Python and is left out."""
    calls = "\n".join(line.strip() for line in templatize(text, name).splitlines())
    for _line, message, _comments, context in extract("python", BytesIO(calls.encode()), KEYWORDS):
        yield message, context


def _texts(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _same(catalogue: Catalog, message: Message) -> bool:
    known = catalogue.get(message.id, message.context)
    return known is not None and known.id == message.id


def _wrongs(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "onzeker"
        return
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if len(strings) != len(ids) or not all(strings):
        yield "niet vertaald"
    elif any(_kept(a) != _kept(b) for a, b in zip(ids, strings, strict=True)):
        yield "andere invulplaatsen of tags"


def _kept(text: str) -> Counter[str]:
    return Counter(KEPT.findall(text))
