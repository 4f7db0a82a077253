"""The whole site as `make run` starts it, on this test's database."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from vlavirgem import starting
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.people import PASSWORD, make_user
from tests.site.processes import ROOT, alive, ended, killed, start
from tests.standins.site import on_test_database, wait_until


@pytest.mark.django_db
def test_what_was_migrated_is_known_by_the_database_itself():
    assert starting._mark() == ""

    starting._set_mark(f"{starting._fingerprint()} {starting._applied()}")

    assert starting._mark() == f"{starting._fingerprint()} {starting._applied()}"
    MigrationRecorder(connection).migration_qs.filter(app="qrc").last().delete()
    assert starting._mark() != f"{starting._fingerprint()} {starting._applied()}"


@pytest.mark.django_db
def test_a_redis_that_is_not_there_is_named_without_its_password(settings):
    settings.REDIS_URL = "redis://:geheim@127.0.0.1:1/4"

    with pytest.raises(
        starting.NotReady, match=r"^Redis antwoordt niet \(127.0.0.1:1/4\): "
    ) as told:
        starting._greet_servers()

    assert "geheim" not in str(told.value)


@pytest.fixture
def port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@pytest.fixture
def site(transactional_db, settings, port, tmp_path) -> Iterator[dict[str, object]]:
    """The running site, its environment and what it said until it told its address."""
    # The real site does not know the quick hasher of the tests.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    make_user("alice@gent.example", "Alice")
    paths = {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "PYTHONUNBUFFERED": "1"}
    env = on_test_database(tmp_path, DEBUG="1", PORT=str(port), **paths)
    process = start("-m", "vlavirgem", "run", env=env)
    said: list[str] = []
    try:
        assert process.stdout is not None
        while not said or "VlaVirGem op" not in said[-1]:
            said.append(process.stdout.readline())
            assert said[-1], said
        yield {"process": process, "env": env, "said": "".join(said)}
    finally:
        killed(process)


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(each) for each in found] + [one for each in found for one in children(int(each))]


def sign_in(client: httpx.Client) -> None:
    page = client.get("/account/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "login": "alice@gent.example", "password": PASSWORD}
    client.post(str(page.url), data=form, headers={"Referer": str(page.url)})
    assert client.get("/voorkeuren/").url.path == "/voorkeuren/"


def test_the_site_comes_up_serves_refuses_a_second_and_stops_whole(site, port, tmp_path):
    process, address = site["process"], f"http://127.0.0.1:{port}"
    assert site["said"].endswith(f"site   │ VlaVirGem op {address}  (Ctrl-C stopt alles)\n")
    assert (tmp_path / "site.address").read_text() == f"{address}\n"

    with httpx.Client(
        base_url=address, follow_redirects=True, trust_env=False, timeout=60
    ) as client:
        assert client.get("/health/live").json() == {"status": "ok"}
        assert client.get("/health/ready").json()["status"] == "ok"
        assert client.get("/metrics").status_code == 200
        assert client.get("/metrics", headers={"X-Forwarded-For": "1.2.3.4"}).status_code == 403
        assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")
        sheet = re.search(r'href="(/static/[^"]+\.css)"', client.get("/account/login/").text)
        assert sheet
        assert client.get(sheet[1]).headers["content-type"].startswith("text/css")
        sign_in(client)
        assert bell(address, client.cookies["sessionid"]) == 0
    with pytest.raises(ConnectionClosed):
        bell(address, "")

    second = start("-m", "vlavirgem", "run", env=site["env"] | {"PORT": str(port + 1)})
    code, said = ended(second)
    assert (code, said.startswith(f"VlaVirGem draait al op {address}. ")) == (1, True)
    assert httpx.get(f"{address}/health/live", trust_env=False, timeout=60).status_code == 200

    # The site is open before its worker has hands.
    assert wait_until(lambda: len(children(process.pid)) >= 5, 60)
    everyone = children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    code, said = ended(process)
    assert code == 0
    assert "site   │ Stoppen…\n" in said
    assert "Traceback" not in said
    assert [pid for pid in everyone if alive(pid)] == []
    assert not (tmp_path / "site.address").exists()


def bell(address: str, session: str) -> int:
    """The number the bell starts with, over a web socket as the browser opens it."""
    cookie = {"Cookie": f"sessionid={session}"}
    url = f"{address.replace('http', 'ws')}/ws/bell/"
    with connect(url, origin=address, additional_headers=cookie) as line:
        return int(json.loads(line.recv(timeout=20))["count"])
