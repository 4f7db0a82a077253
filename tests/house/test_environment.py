"""Every variable our code reads stands in `.env.example`, and no other does."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.test_structure import FLOORS, sources

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(
    r"\benv\.(?:text|flag|number|names)\(\s*\"([A-Z][A-Z0-9_]*)\"|\b(?:text|flag|number|names)\(\"([A-Z][A-Z0-9_]*)\""
)
SET_BY_US = {"DJANGO_SETTINGS_MODULE", "APART_MEMORY", "APART_CPU_SECONDS"}


def read_by_code() -> set[str]:
    found = set()
    for path in sources(*FLOORS):
        hits = READ.findall(path.read_text(encoding="utf-8"))
        found |= {first or second for first, second in hits}
    return found


def explained() -> list[str]:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    return re.findall(r"^#?([A-Z][A-Z0-9_]*)=", example, re.MULTILINE)


def test_each_variable_is_explained_and_each_explanation_is_of_a_variable():
    assert "DATABASE_URL" in read_by_code()
    assert sorted(explained()) == sorted(read_by_code())


def test_the_environment_is_read_in_one_place():
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in sources(*FLOORS)
        if path.name != "environment.py"
        for hit in re.finditer(r"(?:environ\.get\(|environ\[|getenv\()[^\n]*", path.read_text())
        if not any(name in hit[0] for name in SET_BY_US | {'environ["PORT"] ='})
    ]

    assert found == []
