"""Who gets what at the addresses of the statistics."""

from __future__ import annotations

from tests.house.access_rows import MEMBERS, Row, only, signed_in

STATISTICS = [
    Row("qrc:statistics", get=only(*MEMBERS, rest="403"), post=signed_in("405")),
    # One table is for the desk alone (tests/qrc/statistics).
    Row(
        "qrc:statistics-export", "table", get=only(*MEMBERS, rest="403"), post=signed_in("405"),
    ),
]  # fmt: skip
