"""The site's own settings on servers of their own, so that no test rings in a real browser."""

from __future__ import annotations

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
# Always assigned: an xdist worker inherits its parent's environment, and they all got number 1.
NUMBER = int(WORKER.removeprefix("gw")) + 1
os.environ["VAR_DIR"] = os.environ.get("TEST_VAR_DIR", str(ROOT / "var" / "test"))
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("FIELD_ENCRYPTION_KEYS", "t0" * 21 + "A=")
# Neither a shell nor a developer's .env may send a test's mail: an empty variable outranks both.
SHELL_MAY = {"VAR_DIR", "SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "DATABASE_URL", "REDIS_URL"}
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
for name in set(re.findall(r"^#?([A-Z][A-Z0-9_]*)=", EXAMPLE, re.MULTILINE)):
    os.environ[name] = os.environ.get(name, "") if name in SHELL_MAY else ""

from vlavirgem.settings import *  # noqa: E402, F403
from vlavirgem.settings import CHANNEL_LAYERS, EMBEDDED, MIDDLEWARE, REDIS_URL  # noqa: E402

EMBEDDED.durable = False
DEBUG = False
REAL_SERVERS = bool(os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))


def _numbered(url: str) -> str:
    if "?db=" in url:
        return url.rpartition("=")[0] + f"={NUMBER}"
    head, _slash, last = url.rpartition("/")
    return f"{head}/{NUMBER}" if last.isdigit() else f"{url.rstrip('/')}/{NUMBER}"


REDIS_URL = _numbered(REDIS_URL)
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
# Redis channels know no database number: each worker needs a prefix of its own.
CHANNEL_LAYERS["default"]["CONFIG"] = {"hosts": [REDIS_URL], "prefix": f"test{NUMBER}"}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": f"test{NUMBER}",
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [each for each in MIDDLEWARE if "whitenoise" not in each]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# Tests ask this machine by both its names.
PACKAGE_ORIGIN = "http://pakketten.example"
