from __future__ import annotations

import fcntl
import gc
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests.restoring import keep, restore

pytest_plugins = ("tests.people", "tests.standins.fixtures", "tests.house.world")

ROOT = Path(__file__).resolve().parents[1]
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_serialized_rollback", "live_server"}
APART = ("browser", "embedded", "whole")


def pytest_configure(config: pytest.Config) -> None:
    if not settings.REAL_SERVERS:
        settings.EMBEDDED.acquire()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        bound = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        marked = item.get_closest_marker("django_db")
        apart = any(map(item.get_closest_marker, APART))
        if (bound or marked) and not apart:
            item.add_marker(pytest.mark.servers)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays: the collector need not look at it thousands of times."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        keep()
    TransactionTestCase._fixture_teardown = restore


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = _template()


def _template() -> str:
    """A database migrated once for these migrations; each worker's own is a copy of it."""
    name = f"template_{_fingerprint()}"
    building = name.replace("template", "building")
    lock = Path(settings.VAR_DIR) / "template.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as held, _line() as line:
        fcntl.flock(held, fcntl.LOCK_EX)
        pattern = "^(template|building)_[0-9a-f]{12}$"
        rows = line.execute("SELECT datname FROM pg_database WHERE datname ~ %s", (pattern,))
        known = [row[0] for row in rows]
        if name not in known:
            for old in known:
                line.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            _build(line, building)
            line.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
    return name


def _build(line: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    line.execute(
        f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        if settings.REAL_SERVERS
        else f'CREATE DATABASE "{name}"'
    )
    environment = os.environ | {
        "TEST_DATABASE_NAME": name,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    code = (
        "import sys; sys.path[:0] = ['site', '.']; import django; from django.conf import settings;"
        f"settings.DATABASES['default']['NAME'] = {name!r};"
        "django.setup(); from django.core.management import call_command;"
        "call_command('migrate', verbosity=0);"
        "from tests.restoring import leave_alone; leave_alone()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=environment)


def _line() -> psycopg.Connection[tuple[object, ...]]:
    given = connections["default"].settings_dict
    return psycopg.connect(
        host=given["HOST"] or None, port=given["PORT"] or None, user=given["USER"] or None,
        password=given["PASSWORD"] or None, dbname="postgres", autocommit=True,
    )  # fmt: skip


def _fingerprint() -> str:
    paths = [ROOT / "requirements.lock", ROOT / "site/vlavirgem/settings.py"]
    paths.append(ROOT / "tests/restoring.py")
    for floor in ("community", "catalogue", "qrc", "security", "content"):
        paths += (ROOT / floor).glob("migrations/*.py")
        paths += (ROOT / floor).rglob("data/*")
    seen = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        seen.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:12]


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of recorded feeds and registers; absent though promised is a failure."""
    given = os.environ.get("VLAVIRGEM_REAL_DATA")
    if not given:
        pytest.skip("VLAVIRGEM_REAL_DATA is not set")
    folder = Path(given)
    if not folder.is_absolute():
        folder = ROOT / folder
    if not (folder / "kev").is_dir():
        pytest.fail(f"VLAVIRGEM_REAL_DATA names {given}, but there is no kev/ in it")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _unpack_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests unpack is cleared away with all else that they wrote."""
    settings.PACKAGES_ROOT = tmp_path_factory.getbasetemp() / "packages"


@pytest.fixture(autouse=True)
def _speak_dutch() -> Iterator[None]:
    """A page asked in English leaves the thread speaking English."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _clean_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if any(map(request.node.get_closest_marker, ("servers", "whole"))):
        from django.core.cache import cache

        cache.clear()
