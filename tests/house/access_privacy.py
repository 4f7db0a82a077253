"""Who gets what at the addresses of one's own data."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, Row, everyone, signed_in
from tests.house.world import ROLES

PROVE = "to account_reauthenticate"

PRIVACY = [
    Row("community:my-data", get=signed_in("200"), post=signed_in("405")),
    Row(
        "community:data-copy-ask", get=BY_POST, post=signed_in("to community:my-data"),
        changes=tuple(role for role in ROLES if role != "anonymous"),
    ),
    # Somebody else's, or none that is ready.
    Row("community:data-copy", "copy key", get=signed_in("404"), post=signed_in("405")),
    # Asked of whoever just proved who he is.
    Row("community:erase-me", get=signed_in(PROVE), post=signed_in(PROVE), changes=()),
    # The code is the proof; a wrong one is of nobody.
    Row("community:erasure", "erasure code", get=everyone("404"), post=everyone("404")),
]  # fmt: skip
