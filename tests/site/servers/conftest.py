from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from vlavirgem.servers import Servers


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which servers once ran; making the cluster is the slow part."""
    var = tmp_path_factory.mktemp("m")
    servers = Servers(var, durable=False)
    servers.acquire()
    servers.release()
    return var


@pytest.fixture
def var(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one's own, with a cluster in it, at rest."""
    return copied(made, tmp_path_factory.mktemp("v") / "var")


def copied(made: Path, var: Path) -> Path:
    var.mkdir(parents=True)
    new = var / "postgres"
    shutil.copytree(made / "postgres", new)
    owner = made.joinpath("postgres").stat()
    for path in (new, *new.rglob("*")):
        shutil.chown(path, owner.st_uid, owner.st_gid)
    return var


@pytest.fixture
def servers(var: Path) -> Iterator[Servers]:
    ours = Servers(var, durable=False)
    yield ours
    ours.release()
