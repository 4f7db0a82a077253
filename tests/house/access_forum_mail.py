"""Who gets what at the addresses where one chooses what of the forum comes by mail."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, Row, signed_in
from tests.house.world import ROLES

ALL_BUT_VISITORS = tuple(role for role in ROLES if role != "anonymous")

FORUM_MAIL = [
    Row(
        "community:forum-digest", get=signed_in("200"), post=signed_in("to community:preferences"),
        data={"rhythm": "dagelijks", "hour": "17"}, changes=ALL_BUT_VISITORS,
    ),
    Row(
        "community:forum-addresses-renew", get=BY_POST, post=signed_in("to community:forum-digest"),
        changes=ALL_BUT_VISITORS,
    ),
]  # fmt: skip
