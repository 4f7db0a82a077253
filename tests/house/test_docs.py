"""What the documents say about files, code and words is held against the house itself."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from inspect import isclass
from pathlib import Path

import pytest
from django.db.models import TextChoices
from vlavirgem.celery import app

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DECISIONS = DOCS / "decisions"
FLOORS = ("community", "catalogue", "qrc", "security", "content")
TOP = (*FLOORS, "site", "tests", "docs", ".ci")
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
PARTS = ("Context", "Choice", "Consequences", "Alternatives refused")
RECORD_WALL = 60

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SPAN = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"(?!\.)[\w{}*.,/\[\]-]+\.(?:py|md|html|txt|css|js|csv|toml|svg|yaml)")
DOTTED = re.compile(rf"(?:{'|'.join(FLOORS)}|vlavirgem|tests)(?:\.\w+)+")


@cache
def files() -> list[str]:
    folders = (ROOT / top for top in TOP)
    inside = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    kept = [path for path in inside if "__pycache__" not in path.parts]
    return [str(path.relative_to(ROOT)) for path in (*kept, *ROOT.glob("*.*"))]


def prose(page: Path) -> str:
    """A page without its blocks of code: those are drawings, examples and commands."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def words_in(page: Path) -> list[str]:
    return [word for span in SPAN.findall(prose(page)) for word in span.split()]


def braced(text: str) -> list[str]:
    """`a/{b,c}.py` as `a/b.py` and `a/c.py`."""
    found = re.search(r"\{([^{}]*)\}", text)
    if not found:
        return [text]
    before, after = text[: found.start()], text[found.end() :]
    return [each for part in found[1].split(",") for each in braced(f"{before}{part}{after}")]


def exists(path: str) -> bool:
    """As it stands under the root, or as the end of the path of some file."""
    if any(ROOT.glob(path.rstrip("/"))):
        return True
    end = re.escape(path).replace(r"\*", "[^/]*")
    pattern = re.compile(rf"(?:^|/){end}$")
    return any(pattern.search(each) for each in files())


def named_paths(page: Path) -> list[str]:
    words = [word.rstrip(",;:") for word in words_in(page)]
    ours = [w for w in words if FILE.fullmatch(w) or (w.split("/")[0] in TOP and "/" in w)]
    return [path for word in ours if "<" not in word for path in braced(word)]


def resolves(dotted: str) -> bool:
    names = dotted.split(".")
    for cut in range(len(names), 0, -1):
        try:
            found: object = import_module(".".join(names[:cut]))
        except ModuleNotFoundError:
            continue
        return all(hasattr(found := getattr(found, name), "__class__") for name in names[cut:])
    return False


def is_code(dotted: str) -> bool:
    """Keys of verbs and kinds begin with a floor too, but name no room of it."""
    floor, room = dotted.split(".")[:2]
    home = ROOT / ("site/vlavirgem" if floor == "vlavirgem" else floor)
    return (home / room).is_dir() or (home / f"{room}.py").is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
class TestEveryPage:
    def test_its_links_lead_somewhere(self, page):
        targets = [link for link in LINK.findall(prose(page)) if "://" not in link]
        local = [link.partition("#")[0] for link in targets if not link.startswith("#")]

        assert [link for link in local if not (page.parent / link).exists()] == []

    def test_the_files_it_names_exist(self, page):
        assert [path for path in named_paths(page) if not exists(path)] == []

    def test_the_code_it_names_exists(self, page):
        app.loader.import_default_modules()  # a task that nobody imported is known by no name
        dotted = {word.partition("(")[0] for word in words_in(page)}
        code = [name for name in sorted(dotted) if DOTTED.fullmatch(name) and is_code(name)]
        missing = []
        for name in code:
            try:
                found = resolves(name)
            except AttributeError:
                found = False
            missing += [] if found else [name]

        assert missing == []


def test_the_index_lists_every_page():
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    wanted = [*DOCS.glob("*.md"), *(DOCS / "features").glob("*.md"), DECISIONS / "README.md"]
    linked = {(DOCS / link.partition("#")[0]).resolve() for link in LINK.findall(index)}

    assert sorted(p.name for p in wanted if p.resolve() not in linked | {DOCS / "README.md"}) == []


def test_the_list_of_decisions_is_whole():
    listed = LINK.findall((DECISIONS / "README.md").read_text(encoding="utf-8"))

    assert [each for each in listed if each[0].isdigit()] == [path.name for path in RECORDS]
    assert [path.name[:4] for path in RECORDS] == [f"{n:04}" for n in range(1, len(RECORDS) + 1)]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_decision_is_one_page_with_its_four_parts(record):
    text = record.read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == list(PARTS)
    assert len(text.splitlines()) <= RECORD_WALL


def choices() -> list[type[TextChoices]]:
    paths = [path for floor in FLOORS for path in (ROOT / floor).glob("*/enums.py")]
    modules = [import_module(".".join(p.relative_to(ROOT).with_suffix("").parts)) for p in paths]
    found = [each for module in modules for each in vars(module).values() if isclass(each)]
    return [each for each in found if issubclass(each, TextChoices) and each is not TextChoices]


def test_the_glossary_knows_every_choice():
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    unknown = [
        f"{kind.__name__}.{member.name}: {member.label}"
        for kind in choices()
        for member in kind
        if str(member.label) not in glossary or f"`{member.value}`" not in glossary
    ]

    assert len(choices()) > 5
    assert unknown == []
