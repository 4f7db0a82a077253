"""A live topic with two hundred readers: each hears of every post, and the web process stays as it is.

The site's own web process under uvicorn, sockets that stay open, and a post every second. A reader
who was hinted asks nothing here: what counts is that the last hint he got names the last post.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.db import connections
from websockets.asyncio.client import connect

from tests.bench.figures import Sheet
from tests.bench.room import ROOT, lay_out_statics
from tests.standins.site import on_test_database

GROWTH = 1.10
"""Of the memory of the web process, from the first fifth of the time to its end."""
PAUSE, PATIENCE = 1.0, 65.0
"""Seconds between posts, and until what was not hinted is seen by itself."""


def measure(*, folder: Path, readers: int, minutes: float, sheet: Sheet) -> None:
    lay_out_statics()
    topic, writer, cookies = _topic_and_readers(readers)
    port = _free_port()
    web = _start(folder, port)
    try:
        found = asyncio.run(_live(topic, writer, cookies, port, web.pid, minutes * 60))
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(30)
    sheet.line("readers of a live topic", readers=readers, **found)
    sheet.at_most("readers of a live topic, posts that somebody missed", found["missed"], 0)
    sheet.at_most("readers of a live topic, memory", found["growth"], GROWTH)


def _topic_and_readers(readers: int) -> tuple[int, int, list[str]]:
    """Each reader signs in on a device of his own."""
    from django.conf import settings
    from django.test import Client

    from community.organisations.enums import Role
    from tests.factories import forum
    from tests.people import GENT, government, make_member, make_user

    writer = make_user("schrijver@bench.example", "Kim")
    make_member(writer, government(GENT), Role.ICT)
    topic = forum.topic(writer)
    cookies = []
    for n in range(readers):
        user = make_user(f"meelezer{n}@bench.example", f"Lezer{n}")
        make_member(user, government(GENT), Role.ICT)
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookies.append(f"{name}={client.cookies[name].value}")
    return topic.pk, writer.pk, cookies


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "uvicorn", "vlavirgem.asgi:application", "--port", str(port),
               "--log-level", "warning"]  # fmt: skip
    path = os.pathsep.join([str(ROOT / "site"), str(ROOT)])
    environment = on_test_database(folder) | {"PYTHONPATH": path}
    web = subprocess.Popen(command, cwd=ROOT, env=environment)
    _wait(port)
    return web


def _wait(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError("the web process does not answer")


async def _live(
    topic: int, writer: int, cookies: list[str], port: int, pid: int, seconds: float
) -> dict[str, Any]:
    heard = [0] * len(cookies)
    readers = [
        asyncio.create_task(_read(n, topic, each, port, heard)) for n, each in enumerate(cookies)
    ]
    start, early, last = time.monotonic(), 0, 1
    while (gone := time.monotonic() - start) < seconds:
        last = await sync_to_async(_write)(topic, writer)
        if not early and gone >= seconds / 5:
            early = _memory(pid)
        await asyncio.sleep(min(PAUSE, seconds / 4))
    late, waited = _memory(pid), time.monotonic()
    while min(heard) < last and time.monotonic() - waited < PATIENCE:
        await asyncio.sleep(0.2)
    for each in readers:
        each.cancel()
    await asyncio.gather(*readers, return_exceptions=True)
    await sync_to_async(connections.close_all)()
    return {
        "posts": last - 1, "missed": sum(last - each for each in heard),
        "caught_up_seconds": time.monotonic() - waited, "megabytes": late / 1024,
        "growth": late / max(early or late, 1),
    }  # fmt: skip


async def _read(n: int, topic: int, cookie: str, port: int, heard: list[int]) -> None:
    headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{port}"}
    async with connect(
        f"ws://127.0.0.1:{port}/ws/forum/{topic}/", additional_headers=headers
    ) as page:
        async for said in page:
            heard[n] = json.loads(said)["highest"]


def _write(topic: int, writer: int) -> int:
    from community.accounts.models import User
    from community.forum.models import Topic
    from tests.factories import forum

    here = Topic.objects.select_related("category").get(pk=topic)
    return int(forum.post(here, User.objects.get(pk=writer)).number)


def _memory(pid: int) -> int:
    """Kilobytes that the process holds."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmRSS:\s+(\d+)", text)[0])
