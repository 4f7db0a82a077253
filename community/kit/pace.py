"""How often somebody may come by; counted in the cache, so forgotten when that is emptied."""

from __future__ import annotations

import time

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def within_pace(key: str, *, most: int, seconds: int) -> bool:
    """Counts one visit; False once there were more than `most` in this stretch of `seconds`.

    A cache that is down lets everybody in: a reader of warnings may not be kept out by it.
    """
    name = f"pace:{key}:{int(time.time() // seconds)}"
    try:
        cache.add(name, 0, timeout=seconds * 2)
        return int(cache.incr(name)) <= most
    except (RedisError, ValueError) as error:
        log.warning("pace_not_counted", error=str(error))
        return True
