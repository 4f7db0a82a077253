from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("community", "catalogue", "qrc", "security", "content", "site/vlavirgem")
NAMED = re.compile(r"[\"']([\w/.-]+\.(?:html|txt))[\"']")
# Found by name by Django, allauth and Wagtail themselves.
FRAMEWORKS = (
    "account/",
    "mfa/",
    "usersessions/",
    "allauth/",
    "wagtailadmin/",
    "admin/",
    "40",
    "429",
    "500",
)


def templates() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for floor in FLOORS:
        folder = ROOT / floor / "templates"
        for path in folder.rglob("*"):
            if path.is_file():
                found[str(path.relative_to(folder))] = path
    return found


def texts() -> str:
    paths = [*templates().values(), *(p for f in FLOORS for p in (ROOT / f).rglob("*.py"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_no_template_is_unused():
    everything = texts()
    named = set(NAMED.findall(everything))
    unused = [
        name
        for name in templates()
        if name not in named
        and not name.startswith(FRAMEWORKS)
        and not _rendered_by_stem(name, everything)
    ]

    assert unused == []


def _rendered_by_stem(name: str, everything: str) -> bool:
    """Messages name the stem: `<stem>.subject.txt`, `.txt`, `.html`, `.sms.txt`, `.web.txt`, `.web.subject.txt`."""
    stem = re.sub(r"(\.sms|(\.web)?(\.subject)?)\.(txt|html)$", "", name)
    return f'"{stem}"' in everything


def test_every_named_template_exists():
    known = set(templates())
    inside = "\n".join(path.read_text(encoding="utf-8") for path in templates().values())
    wanted = set(re.findall(r"{%\s*(?:extends|include)\s+\"([\w/.-]+)\"", inside))
    foreign = ("wagtailadmin/", "admin/", "allauth/", "account/", "mfa/", "django/")

    assert sorted(name for name in wanted - known if not name.startswith(foreign)) == []


LOAD = re.compile(r"{%\s*load\s+([^%]+?)\s*%}")
TAGS = {
    "static": r"{%\s*static\b",
    "humanize": r"\|(?:intcomma|naturaltime|naturalday|apnumber|ordinal)",
    "i18n": r"{%\s*(?:translate|trans|blocktranslate|blocktrans|get_\w+|language)\b",
}


def test_no_library_is_loaded_in_vain():
    found = []
    for name, path in templates().items():
        text = path.read_text(encoding="utf-8")
        for libraries in LOAD.findall(text):
            found += [
                f"{name}: {library}"
                for library in libraries.split()
                if library in TAGS and not re.search(TAGS[library], text)
            ]

    assert found == []
