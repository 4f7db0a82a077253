"""Where the embedded servers live, and what can be wrong with that place."""

from __future__ import annotations

import errno
import os
import re
import shutil
import socket
import stat
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

LONGEST_SOCKETS = 80
"""Bytes; a socket address ends at 107, and names are added to this."""
SAFE = re.compile(r"[\w/.-]+", re.ASCII)


class CannotStart(RuntimeError):
    """Why the servers cannot start, in one sentence for the person who typed the command."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folders and files of one VAR_DIR."""

    var: Path
    sockets: Path

    @property
    def data(self) -> Path:
        return self.var / "postgres"

    @property
    def redis_data(self) -> Path:
        return self.var / "redis"

    @property
    def redis_socket(self) -> Path:
        return self.sockets / "redis.sock"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def lock(self) -> Path:
        return self.var / "servers.lock"

    @property
    def users(self) -> Path:
        return self.var / "servers.users"

    def clear(self) -> None:
        """Nothing of ours stays behind in the temporary folder of the machine."""
        if self.sockets.parent != self.var:
            with suppress(OSError):
                self.sockets.rmdir()

    def prepare(self, *, servers: bool = True) -> None:
        """Make the folders, those of the servers too, or say in Dutch why that cannot be."""
        if {'"', "$", "\n"} & set(str(self.var)):
            raise CannotStart(
                f'De map {self.var} heeft een " of $ in haar naam; kies een andere VAR_DIR.'
            )
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            self.lock.touch()
            if not servers:
                return
            self.users.touch()
            for folder in (self.logs, self.redis_data):
                folder.mkdir(exist_ok=True)
            self.sockets.mkdir(mode=0o700, exist_ok=True)
        except PermissionError as error:
            raise CannotStart(
                f"De map {self.var} is van een andere gebruiker. Start als die gebruiker of geef een "
                "eigen VAR_DIR."
            ) from error
        except OSError as error:
            raise CannotStart(said(error, self.var)) from error
        made = self.sockets.lstat()
        ours = (os.getuid(), owner(self.var), runner(self.var))
        if made.st_uid not in ours or not stat.S_ISDIR(made.st_mode):
            raise CannotStart(f"De map {self.sockets} is van een andere gebruiker; verwijder haar.")
        hand_over(self.sockets, self.logs, self.redis_data, to=runner(self.var))


def place_for(var: Path) -> Place:
    var = Path(os.path.abspath(var))  # noqa: PTH100 - links stay as given
    sockets = var / "run"
    if len(os.fsencode(sockets)) > LONGEST_SOCKETS or not SAFE.fullmatch(str(sockets)):
        # Not the user's own temporary folder: that differs from shell to shell. No user in the
        # name either: root and the owner of the folder share the servers.
        mark = sha256(os.fsencode(var)).hexdigest()[:12]
        sockets = Path(f"/tmp/vlavirgem-{mark}")  # noqa: S108 - 0700, owner checked
    return Place(var, sockets)


def owner(path: Path) -> int:
    return path.stat().st_uid


def runner(var: Path) -> int:
    """The user the servers run as: ourselves, or for root (whom PostgreSQL refuses) the owner
    of the folder, or else nobody."""
    if os.getuid() != 0:
        return os.getuid()
    return owner(var) or NOBODY


NOBODY = 65534
FULL = 5_000_000
"""Bytes; with less than this the servers cannot write what they must."""
LONGEST_LOG = 5_000_000


def hand_over(*folders: Path, to: int) -> None:
    if os.getuid() != 0:
        return
    for folder in folders:
        os.chown(folder, to, to, follow_symlinks=False)


def as_runner(command: Sequence[str], var: Path) -> list[str]:
    """The command as that user. Folders above ours may be closed to him: he may pass through."""
    user = runner(var)
    if os.getuid() != 0:
        return list(command)
    if shutil.which("setpriv") is None:
        raise CannotStart(
            "PostgreSQL start niet als root en setpriv ontbreekt: start als gewone gebruiker, of "
            "geef DATABASE_URL en REDIS_URL."
        )
    return [
        "setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups",
        "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--", *command,
    ]  # fmt: skip


def run(command: Sequence[str], var: Path, *, what: str, seconds: float = 180) -> None:
    """Run a command of the servers apart from our terminal and environment."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    done = subprocess.run(  # noqa: S603 - our own binaries
        as_runner(command, var), cwd="/", env=environment | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=seconds,
        start_new_session=True,
    )  # fmt: skip
    if done.returncode:
        raise CannotStart(f"{what} mislukte: {explained(done.stderr or done.stdout, var)}")


def explained(text: str, var: Path) -> str:
    # A full disk cannot keep the log line that says so either.
    if "No space left" in text or shutil.disk_usage(var).free < FULL:
        return f"de schijf is vol ({var})."
    if "could not look up effective user" in text or "no such user" in text.lower():
        return "uw gebruiker heeft geen naam op deze machine; geef DATABASE_URL en REDIS_URL."
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " ".join(lines[-3:]) or "zonder uitleg."


def said(error: OSError, var: Path) -> str:
    if error.errno == errno.ENOSPC:
        return f"De schijf is vol ({var}). Maak plaats en probeer opnieuw."
    return f"De map {var} is niet bruikbaar: {error.strerror}."


def keep_short(log: Path) -> None:
    """Logs must not fill the disk: one older part is kept."""
    with suppress(OSError):
        if log.stat().st_size > LONGEST_LOG:
            log.replace(log.with_suffix(".old"))


def answers(path: Path) -> bool:
    """Whether somebody listens; a stale socket file refuses, so existing is not enough."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        try:
            line.connect(os.fspath(path))
        except OSError:
            return False
        return True
