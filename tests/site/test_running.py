"""`vlavirgem run`: what stands in its way is said in one line, before anything starts."""

from __future__ import annotations

import fcntl
import socket
import threading
from pathlib import Path

import pytest
from vlavirgem.running import taken

from tests.site.processes import ended, environment, start

GIVEN = {"SECRET_KEY": "x" * 50, "FIELD_ENCRYPTION_KEYS": "t0" * 21 + "A="}


def run(var: Path, *words: str, **env: str) -> tuple[int, str]:
    return ended(
        start("-m", "vlavirgem", *words or ("run",), env=environment(VAR_DIR=str(var), **env))
    )


@pytest.fixture
def stranger():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        line.listen()
        yield line


def test_a_port_in_use_is_named_with_another(stranger, tmp_path):
    port = stranger.getsockname()[1]

    assert run(tmp_path / "v", DEBUG="1", PORT=str(port)) == (
        1, f"Poort {port} is bezet. Kies een andere: PORT={port + 1} make run\n",
    )  # fmt: skip
    assert not (tmp_path / "v" / "postgres").exists()


def test_a_killed_sites_port_is_waited_for(stranger):
    port = stranger.getsockname()[1]
    threading.Timer(0.5, stranger.close).start()

    assert taken(port, patient=True) == ""


def test_a_second_site_names_the_first_and_leaves_its_mark(tmp_path):
    address = tmp_path / "site.address"
    address.write_text("http://127.0.0.1:8765\n")
    with (tmp_path / "site.lock").open("a") as held:
        fcntl.lockf(held, fcntl.LOCK_EX)
        code, said = run(tmp_path, DEBUG="1", PORT="8766")

    assert (code, said) == (
        1,
        "VlaVirGem draait al op http://127.0.0.1:8765. Een tweede heeft een eigen VAR_DIR en PORT nodig.\n",
    )
    assert address.read_text() == "http://127.0.0.1:8765\n"


@pytest.mark.parametrize("command", ["run", "runserver"])
@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "SECRET_KEY en FIELD_ENCRYPTION_KEYS"),
        ({"SECRET_KEY": "x"}, "FIELD_ENCRYPTION_KEYS"),
        ({"FIELD_ENCRYPTION_KEYS": "x", "DEBUG": "0"}, "SECRET_KEY"),
    ],
)
def test_a_real_site_does_not_start_on_keys_nobody_gave(command, given, missing, tmp_path):
    (tmp_path / "secret-key").write_text("kept from an earlier try")

    code, said = run(tmp_path, command, **given)

    assert code == 1
    assert said.startswith(f"Niet gestart: {missing} ontbre")
    assert said.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


CELERY = ("-m", "celery", "-A", "vlavirgem.celery")


@pytest.mark.parametrize(
    ("words", "real"),
    [
        (("-c", "import vlavirgem.asgi"), False),
        (("-c", "import vlavirgem.asgi"), True),
        ((*CELERY, "worker", "--pool=solo"), True),
        ((*CELERY, "beat", "--pidfile=", "--schedule={var}/beat"), False),
    ],
    ids=["web", "web on real servers", "worker", "beat"],
)
def test_web_worker_and_beat_refuse_by_whatever_door(words, real, tmp_path):
    given = {"DATABASE_URL": "postgresql://127.0.0.1:1/x", "REDIS_URL": "redis://127.0.0.1:1/0"}
    env = environment(VAR_DIR=str(tmp_path), **given if real else {})

    code, said = ended(start(*(word.format(var=tmp_path) for word in words), env=env))

    assert code == 1
    # Settings are read before a worker can be asked, and say it too.
    assert ("Niet gestart: SECRET_KEY en" in said) or said.startswith("SECRET_KEY ontbreekt. ")
    assert "Traceback" not in said
    assert not (tmp_path / "postgres").exists()


def test_a_database_that_is_not_there_is_named_without_its_password(tmp_path):
    code, said = run(
        tmp_path, DATABASE_URL="postgresql://ik:geheim@127.0.0.1:1/huis", PORT=str(free_port()),
        REDIS_URL="redis://127.0.0.1:1/0", **GIVEN,
    )  # fmt: skip

    assert (code, said.startswith("De database antwoordt niet (127.0.0.1:1/huis): ")) == (1, True)
    assert "geheim" not in said
    assert "Traceback" not in said
    assert not (tmp_path / "site.address").exists()


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
