"""One PostgreSQL and one Redis per folder, however many use them and however they end."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest
from redis import Redis
from vlavirgem.servers import Servers
from vlavirgem.servers.places import answers

from tests.site.processes import alive, ended, environment, killed, script

pytestmark = pytest.mark.embedded
USE = """
    import sys, psycopg
    from pathlib import Path
    from vlavirgem.servers import Servers
    servers = Servers(Path(sys.argv[1]), durable=len(sys.argv) > 3)
    servers.acquire()
    with psycopg.connect(servers.database_url(), autocommit=True) as line:
        # IF NOT EXISTS alone is no guard against another who makes the same table at the same moment.
        line.execute("SELECT pg_advisory_lock(1)")
        line.execute("CREATE TABLE IF NOT EXISTS seen (who int)")
        line.execute("INSERT INTO seen VALUES (%s)", [sys.argv[2]])
    print("holding", flush=True)
    sys.stdin.read()
"""


def use(servers: Servers, who: int = 1, *more: str) -> subprocess.Popen[str]:
    """Another process that holds the servers until its input closes."""
    other = script(USE, servers.place.var, who, *more, stdin=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == "holding\n"
    return other


def seen(servers: Servers) -> list[int]:
    with psycopg.connect(servers.database_url()) as line:
        return [row[0] for row in line.execute("SELECT who FROM seen ORDER BY who")]


def running(servers: Servers) -> tuple[bool, bool]:
    return answers(servers.place.sockets / ".s.PGSQL.5432"), answers(servers.place.redis_socket)


def postmaster(servers: Servers) -> int:
    return int((servers.place.data / "postmaster.pid").read_text().split()[0])


def test_an_empty_folder_gets_both_and_the_last_user_stops_them(tmp_path_factory):
    servers = Servers(tmp_path_factory.mktemp("e") / "var")
    servers.acquire()
    with psycopg.connect(servers.database_url()) as line:
        assert line.execute("SHOW fsync").fetchone() == ("on",)
        assert line.execute("SHOW listen_addresses").fetchone() == ("",)
    with Redis.from_url(servers.redis_url(3)) as redis:
        redis.set("three", "yes")
        assert redis.get("three") == b"yes"
    other = use(servers)
    number = postmaster(servers)

    servers.release()
    assert (running(servers), postmaster(servers)) == ((True, True), number)
    assert ended(other) == (0, "")

    assert running(servers) == (False, False)
    assert not alive(number)


def test_eight_at_once_on_an_empty_folder_share_one_of_each(tmp_path_factory):
    servers = Servers(tmp_path_factory.mktemp("e") / "var", durable=False)
    several = [script(USE, servers.place.var, who) for who in range(8)]

    assert [ended(each) for each in several] == [(0, "holding\n")] * 8
    assert running(servers) == (False, False)
    servers.acquire()
    try:
        assert seen(servers) == list(range(8))
    finally:
        servers.release()


def test_a_killed_user_does_not_keep_the_servers(servers):
    servers.acquire()
    other = use(servers)
    killed(other)
    assert running(servers) == (True, True)

    servers.release()

    assert running(servers) == (False, False)


def test_after_everything_was_killed_the_next_start_finds_the_rows(servers):
    other = use(servers, 7, "durable")
    redis = int((servers.place.sockets / "redis.pid").read_text())
    for pid in (postmaster(servers), redis):
        os.kill(pid, signal.SIGKILL)
    killed(other)
    assert (servers.place.sockets / "redis.sock").exists()
    assert (servers.place.data / "postmaster.pid").exists()

    servers.acquire()

    assert seen(servers) == [7]
    assert running(servers) == (True, True)


@pytest.mark.parametrize("name", ["sleep", "postgres"])
def test_a_stale_pid_that_is_somebody_elses_now_is_forgotten_and_he_unharmed(name, servers):
    stranger = subprocess.Popen([name, "300"], executable="/bin/sleep")
    servers.place.prepare()
    for path in (servers.place.data / "postmaster.pid", servers.place.sockets / "redis.pid"):
        path.write_text(f"{stranger.pid}\n/elsewhere\n")
    try:
        servers.acquire()
        assert running(servers) == (True, True)
        servers.release()
        assert (running(servers), stranger.poll()) == ((False, False), None)
    finally:
        stranger.kill()
        stranger.wait()


def test_the_variables_of_a_shell_do_not_move_the_servers(servers, monkeypatch):
    for name, value in {
        "PGPORT": "1", "PGHOST": "192.0.2.1", "PGDATA": "/nowhere", "PGUSER": "nobody",
        "PGDATABASE": "other", "LC_ALL": "nl_BE.UTF-8", "TMPDIR": "/nowhere",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)

    servers.acquire()

    with psycopg.connect(servers.database_url()) as line:
        assert line.execute("SELECT current_database(), current_user").fetchone() == (
            "vlavirgem", "postgres",
        )  # fmt: skip


def test_a_start_cut_short_before_the_database_was_made_is_completed(servers):
    other = use(servers)
    address = servers.database_url("postgres")
    with psycopg.connect(address, autocommit=True) as line:
        line.execute("DROP DATABASE vlavirgem WITH (FORCE)")

    servers.acquire()
    ended(other)

    with psycopg.connect(servers.database_url()) as line:
        assert line.execute("SELECT 1").fetchone() == (1,)


def test_a_fork_counts_by_itself(servers):
    parent = script(
        """
        import os, sys, time
        from pathlib import Path
        from vlavirgem.servers import Servers
        from vlavirgem.servers.places import answers
        servers = Servers(Path(sys.argv[1]), durable=False)
        servers.acquire()
        (held, holds), (into, out) = os.pipe(), os.pipe()
        if os.fork() == 0:
            os.write(holds, b"x")
            os.read(into, 1)
            print("child", answers(servers.place.redis_socket), flush=True)
            sys.exit()
        os.read(held, 1)
        servers.release()
        print("parent", answers(servers.place.redis_socket), flush=True)
        os.write(out, b"x")
        os.wait()
        """,
        servers.place.var,
    )

    assert ended(parent) == (0, "parent True\nchild True\n")
    assert running(servers) == (False, False)


def test_a_plain_command_ended_by_sigterm_stops_what_it_started(servers):
    other = script(
        """
        import signal, sys, time
        from vlavirgem import __main__ as house
        from vlavirgem.serving import hold_servers
        signal.signal(signal.SIGTERM, house._end)
        hold_servers()
        print("holding", flush=True)
        time.sleep(60)
        """,
        env=environment(VAR_DIR=str(servers.place.var)),
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "holding\n"

    other.terminate()

    assert ended(other) == (143, "")
    assert running(servers) == (False, False)


def test_logs_have_an_end(servers, monkeypatch):
    servers.place.prepare()
    for name in ("postgres.log", "redis.log"):
        (servers.place.logs / name).write_bytes(b"x" * 5_000_001)

    servers.acquire()

    assert sorted(
        path.name for path in servers.place.logs.iterdir() if path.stat().st_size > 5_000_000
    ) == ["postgres.old", "redis.old"]
    with psycopg.connect(servers.database_url()) as line:
        assert line.execute("SHOW log_truncate_on_rotation").fetchone() == ("on",)
    day = time.strftime("%a", time.gmtime())
    assert (servers.place.logs / f"postgres-{day}.log").exists()


def test_the_log_of_the_database_repeats_no_values(servers):
    """What it refuses is said without the row, which may be somebody's."""
    servers.acquire()
    with psycopg.connect(servers.database_url(), autocommit=True) as line:
        line.execute("CREATE TABLE people (email text UNIQUE)")
        line.execute("INSERT INTO people VALUES ('kim@gent.example')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            line.execute("INSERT INTO people VALUES ('kim@gent.example')")
    told, until = "duplicate key value violates unique constraint", time.monotonic() + 30
    # The collector writes when it has time.
    while told not in (said := logged(servers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert told in said
    assert "kim@gent.example" not in said


def logged(servers: Servers) -> str:
    return "".join(path.read_text() for path in servers.place.logs.glob("postgres*.log"))


def test_no_half_start_is_left_behind(servers):
    servers.place.prepare()
    Path(servers.place.logs / "redis.log").mkdir()

    with pytest.raises(RuntimeError, match="Redis starten mislukte"):
        servers.acquire()

    assert running(servers) == (False, False)
    assert not (servers.place.data / "postmaster.pid").exists()
