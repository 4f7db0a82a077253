"""Folders in which the servers must start all the same, and those of which we say why not."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from vlavirgem.servers import CannotStart, Servers
from vlavirgem.servers.places import Place, explained, keep_short, place_for

from tests.site.processes import ended, environment, script
from tests.site.servers.conftest import copied

as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can act as somebody else")
START = """
    import os, resource, sys
    from pathlib import Path
    from vlavirgem.servers import postgres, redis
    from vlavirgem.serving import hold_servers
    import psycopg
    as_user, largest = int(sys.argv[1]), int(sys.argv[2])
    if as_user:
        os.setgroups([])
        os.setgid(as_user)
        os.setuid(as_user)
    if largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    hold_servers()
    print("started")
"""


def start(var: Path, *, user: int = 0, largest: int = 0) -> tuple[int, str]:
    return ended(script(START, user, largest, env=environment(VAR_DIR=str(var))))


def test_sockets_live_in_the_folder_where_their_names_fit():
    assert place_for(Path("/srv/vlavirgem/var")).sockets == Path("/srv/vlavirgem/var/run")


@pytest.mark.parametrize("var", ["/srv/" + "d" * 90, "/srv/met spatie", "/srv/geïnd", "/srv/d'Or"])
def test_sockets_move_where_a_name_would_not_do(var):
    moved = place_for(Path(var)).sockets

    assert moved.parent == Path("/tmp")
    assert len(os.fsencode(moved / ".s.PGSQL.5432.lock")) < 107
    assert moved == place_for(Path(var)).sockets != place_for(Path(var) / "x").sockets


@pytest.mark.embedded
@pytest.mark.parametrize("name", ["d/" * 50 + "diep", "met spatie, 'n é"])
def test_servers_start_in_a_folder_with_an_awkward_name(name, made, tmp_path_factory):
    servers = Servers(copied(made, tmp_path_factory.mktemp("v") / name), durable=False)
    servers.acquire()
    try:
        with psycopg.connect(servers.database_url()) as line:
            assert line.execute("SELECT 1").fetchone() == (1,)
    finally:
        servers.release()


@pytest.mark.parametrize("name", ['een "naam"', "geld$"])
def test_a_name_the_shell_of_postgresql_would_break_is_refused(name, tmp_path):
    with pytest.raises(CannotStart, match="kies een andere VAR_DIR"):
        Servers(tmp_path / name).acquire()

    assert list(tmp_path.iterdir()) == []


@as_root
def test_somebody_elses_folder_is_named_as_such(tmp_path_factory):
    var = tmp_path_factory.mktemp("v") / "var"
    Place(var, var / "run").prepare()
    for folder in (var, *var.parents[:2]):
        folder.chmod(0o755)

    code, said = start(var, user=54321)

    assert code == 1
    assert said.startswith(f"De map {var} is van een andere gebruiker. Start als die gebruiker ")
    assert said.count("\n") == 1


@as_root
def test_a_socket_folder_somebody_prepared_for_us_is_refused(tmp_path):
    place = place_for(tmp_path / ("d" * 90))
    place.sockets.mkdir()
    os.chown(place.sockets, 54321, 54321)
    try:
        with pytest.raises(
            CannotStart, match=r"vlavirgem-[0-9a-f]{12} is van een andere gebruiker"
        ):
            place.prepare()
    finally:
        place.sockets.rmdir()


@as_root
def test_root_never_gives_away_what_a_link_points_at(tmp_path):
    var, elsewhere = tmp_path / "var", tmp_path / "elsewhere"
    var.mkdir()
    elsewhere.mkdir()
    os.chown(var, 54321, 54321)
    (var / "log").symlink_to(elsewhere)

    Place(var, var / "run").prepare()

    assert elsewhere.stat().st_uid == 0
    assert (var / "run").stat().st_uid == 54321


@pytest.mark.embedded
def test_a_file_that_may_not_grow_leaves_no_half_cluster(tmp_path_factory):
    var = tmp_path_factory.mktemp("v")

    code, said = start(var, largest=100_000)

    assert (code, said.startswith("De database aanmaken mislukte: ")) == (1, True)
    assert "Traceback" not in said
    assert sorted(path.name for path in var.iterdir() if path.name.startswith("postgres")) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a disk")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.embedded
def test_a_full_disk_is_said_in_one_line_and_leaves_no_half_cluster(small_disk):
    code, said = start(small_disk / "var")

    assert (code, said) == (
        1,
        f"De database aanmaken mislukte: de schijf is vol ({small_disk / 'var'}).\n",
    )
    assert not (small_disk / "var" / "postgres.new").exists()
    assert not (small_disk / "var" / "postgres").exists()


def test_a_user_without_a_name_reads_what_to_do(tmp_path):
    said = explained(
        "initdb: error: could not look up effective user ID 4321: no such user", tmp_path
    )

    assert said == "uw gebruiker heeft geen naam op deze machine; geef DATABASE_URL en REDIS_URL."


def test_a_short_log_is_left_alone(tmp_path):
    log = tmp_path / "redis.log"
    log.write_text("kort")

    keep_short(log)

    assert [path.name for path in tmp_path.iterdir()] == ["redis.log"]
