from __future__ import annotations

import os

import pytest
from vlavirgem import environment as env


@pytest.fixture
def dotenv(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "environ", {"GIVEN": "shell", "EMPTY": ""})

    def read(text: str) -> dict[str, str]:
        path = tmp_path / ".env"
        path.write_bytes(text.encode())
        env.read_dotenv(path)
        return {name: value for name, value in os.environ.items() if "PYTEST" not in name}

    return read


def test_dotenv_fills_in_what_the_shell_left_open(dotenv):
    assert dotenv("# GIVEN=niets\nGIVEN=bestand\nEMPTY=bestand\nNEW=een=twee\n\nzonder\n") == {
        "GIVEN": "shell", "EMPTY": "", "NEW": "een=twee",
    }  # fmt: skip


@pytest.mark.parametrize(
    "line", ["A=b c", 'A="b c"', "A='b c'", "export A=b c", " A = b c ", "\ufeffA=b c\r"]
)
def test_dotenv_takes_the_usual_spellings(line, dotenv):
    assert dotenv(line)["A"] == "b c"


def test_dotenv_that_is_no_text_is_named(tmp_path):
    path = tmp_path / ".env"
    path.write_bytes(b"A=\xff\xfe")

    with pytest.raises(SystemExit, match=r"\.env is niet leesbaar"):
        env.read_dotenv(path)


def test_an_absent_dotenv_is_no_trouble(tmp_path):
    env.read_dotenv(tmp_path / ".env")


@pytest.mark.parametrize(
    ("given", "meant"), [("1", True), ("ja", True), ("0", False), ("nee", False), ("", False)]
)
def test_flags(given, meant, monkeypatch):
    monkeypatch.setenv("DEBUG", given)

    assert env.flag("DEBUG") is meant


def test_a_number_that_is_none_is_named(monkeypatch):
    monkeypatch.setenv("PORT", "tachtig")

    with pytest.raises(SystemExit, match="PORT moet een geheel getal zijn, niet 'tachtig'"):
        env.number("PORT", 8000)


@pytest.mark.parametrize(
    ("site", "port", "running", "meant"),
    [
        ("", "", None, "http://127.0.0.1:8000"),
        ("", "8080", "http://127.0.0.1:8090", "http://127.0.0.1:8080"),
        ("", "", "http://127.0.0.1:8090", "http://127.0.0.1:8090"),
        ("https://www.vlavirgem.example/", "80", "http://127.0.0.1:8090", "https://www.vlavirgem.example"),
    ],
)  # fmt: skip
def test_links_lead_to_the_site_that_runs(site, port, running, meant, tmp_path, monkeypatch):
    for name, value in {"SITE_URL": site, "PORT": port, "VAR_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    if running:
        (tmp_path / "site.address").write_text(f"{running}\n")

    assert env.site_url() == meant
