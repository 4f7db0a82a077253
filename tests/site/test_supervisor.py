"""One terminal for the whole site: what it shows, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import textwrap
import time
from pathlib import Path

import pytest

from tests.site.processes import alive, ended, killed, script
from tests.standins.site import wait_until

# A part prints its number, and its last words when it is told to stop.
PARTS = """
    import os, signal, sys, time
    from vlavirgem.supervisor import Supervisor

    def part(name, *, deaf=False, code=None):
        def stopped(number, frame):
            time.sleep(0.2)
            # Not `print`: the signal may arrive inside the one below, whose lock it would wait for.
            os.write(1, b"stopped\\n")
            sys.exit(0)
        def work():
            signal.signal(signal.SIGTERM, signal.SIG_IGN if deaf else stopped)
            print("pid", os.getpid(), flush=True)
            if code is not None:
                time.sleep(0.3)
                sys.exit(code)
            while True:
                time.sleep(60)
        return work
"""
THREE = '{"worker": part("worker"), "web": part("web"), "beat": part("beat")}'


def supervised(parts: str = THREE, **how: object) -> subprocess.Popen[str]:
    given = "".join(f", {name}={value}" for name, value in how.items())
    return script(f"{PARTS}\n    sys.exit(Supervisor({parts}{given}).run())\n")


def pids(process: subprocess.Popen[str], many: int = 3) -> dict[str, int]:
    """The numbers the parts printed, by name."""
    assert process.stdout is not None
    found: dict[str, int] = {}
    while len(found) < many:
        line = process.stdout.readline()
        assert line, "it ended before all parts had started"
        if hit := re.fullmatch(r"(\w+) +│ pid (\d+)\n", line):
            found[hit[1]] = int(hit[2])
    return found


def interrupt(process: subprocess.Popen[str]) -> None:
    """As a terminal's Ctrl-C: the whole foreground group gets it."""
    os.killpg(process.pid, signal.SIGINT)


def test_ctrl_c_stops_web_and_beat_before_the_worker_and_leaves_nobody():
    site = supervised()
    parts = pids(site)

    interrupt(site)
    code, said = ended(site)

    names = re.findall(r"^(\w+) +│ stopped$", said, re.MULTILINE)
    assert (code, sorted(names[:2]), names[2:]) == (0, ["beat", "web"], ["worker"])
    assert said.startswith("site   │ Stoppen…\n")
    assert "Traceback" not in said
    assert [pid for pid in parts.values() if alive(pid)] == []


def test_sigterm_stops_it_as_well():
    site = supervised()
    pids(site)

    site.terminate()

    assert ended(site)[0] == 0


@pytest.mark.parametrize(("number", "ends"), [(signal.SIGINT, True), (signal.SIGHUP, False)])
def test_started_in_the_background_it_still_hears_sigint_and_no_closed_terminal(number, ends):
    site = script(
        f"import signal; signal.signal({int(number)}, signal.SIG_IGN)\n"
        f"{textwrap.dedent(PARTS)}\nsys.exit(Supervisor({THREE}).run())"
    )
    pids(site)

    site.send_signal(number)
    assert wait_until(lambda: site.poll() is not None, 8 if ends else 1) is ends

    site.terminate()
    assert ended(site)[0] == 0


def test_the_end_of_one_part_is_the_end_of_the_site_with_its_code():
    site = supervised('{"web": part("web"), "worker": part("worker", code=3)}')
    parts = pids(site, 2)

    code, said = ended(site)

    assert code == 3
    assert "site   │ worker stopte vanzelf (code 3).\n" in said
    assert "web    │ stopped\n" in said
    assert not alive(parts["web"])


def test_a_part_that_ends_well_is_a_failure_all_the_same():
    assert ended(supervised('{"beat": part("beat", code=0)}'))[0] == 1


def test_a_killed_part_stops_the_site():
    site = supervised()
    os.kill(pids(site)["worker"], signal.SIGKILL)

    code, said = ended(site)

    assert (code, "worker stopte vanzelf (code -9)." in said) == (9, True)


def test_a_deaf_part_is_killed_when_its_time_is_up():
    site = supervised('{"worker": part("worker", deaf=True), "web": part("web")}', grace=1.0)
    parts = pids(site, 2)
    begin = time.monotonic()

    interrupt(site)

    assert ended(site)[0] == 0
    assert time.monotonic() - begin >= 1
    assert not alive(parts["worker"])


def test_a_second_ctrl_c_does_not_wait():
    site = supervised('{"worker": part("worker", deaf=True)}', grace=50.0)
    part = pids(site, 1)["worker"]

    interrupt(site)
    assert site.stdout is not None
    assert site.stdout.readline() == "site   │ Stoppen…\n"
    interrupt(site)

    assert ended(site, seconds=20)[0] == 0
    assert not alive(part)


def test_a_killed_supervisor_takes_its_parts_along():
    site = supervised()
    parts = pids(site)

    killed(site)

    assert wait_until(lambda: not any(alive(pid) for pid in parts.values()), 10)


def test_a_reader_who_leaves_ends_the_site_without_a_word():
    site = supervised()
    parts = pids(site)
    assert site.stdout is not None
    site.stdout.close()

    interrupt(site)

    assert site.wait(20) == 0
    assert [pid for pid in parts.values() if alive(pid)] == []


def test_lines_come_whole_whatever_the_pieces():
    site = script(
        PARTS
        + """
    def talk():
        for piece in (b"een h", b"alve \\xe2\\x82", b"\\xac\\n\\n", b"x" * 200_000, b"\\nlaatste"):
            os.write(1, piece)
            time.sleep(0.05)
        sys.exit(4)
    sys.exit(Supervisor({"web": talk}).run())
"""
    )

    code, said = ended(site)

    assert code == 4
    assert said.splitlines()[:3] == [
        "web    │ een halve €", f"web    │ {'x' * 200_000}", "web    │ laatste",
    ]  # fmt: skip


def test_the_address_is_told_once_and_only_when_the_web_answers(tmp_path: Path):
    door = tmp_path / "open"
    site = script(
        f"""{PARTS}
    from pathlib import Path
    door = Path({str(door)!r})
    def tell():
        site.say("site", "welkom")
    site = Supervisor({THREE}, ready=door.exists, announce=tell)
    sys.exit(site.run())
"""
    )
    pids(site)
    time.sleep(0.3)
    door.touch()
    assert site.stdout is not None
    assert site.stdout.readline() == "site   │ welkom\n"

    time.sleep(0.7)
    interrupt(site)

    assert "welkom" not in ended(site)[1]


def test_with_json_every_line_is_an_object():
    site = script(
        PARTS
        + """
    def talk():
        print('{"event": "van ons"}', flush=True)
        print("van een ander", flush=True)
        sys.exit(5)
    sys.exit(Supervisor({"web": talk}, as_json=True).run())
"""
    )

    code, said = ended(site)

    assert code == 5
    assert [json.loads(line) for line in said.splitlines()] == [
        {"event": "van ons"},
        {"process": "web", "event": "van een ander"},
        {"process": "site", "event": "web stopte vanzelf (code 5)."},
    ]


def test_an_accident_in_a_part_is_its_last_word():
    site = script(
        PARTS
        + """
    def fall():
        raise LookupError("kwijt")
    sys.exit(Supervisor({"beat": fall}).run())
"""
    )

    assert ended(site) == (
        1, "beat   │ LookupError: kwijt\nsite   │ beat stopte vanzelf (code 1).\n",
    )  # fmt: skip
