"""Who gets what at the addresses of the files."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, Row, only, signed_in

EDITORS = ("editor", "platform_admin")
FILES = [
    # By the protocol of tus, which these calls do not speak (tests/community/files/test_uploads.py).
    Row("community:uploads", get=BY_POST, post=signed_in("412")),
    Row("community:upload", "file key", get=BY_POST, post=BY_POST),
    # Its purpose says who opens it: Alice's own, here (tests/community/files/test_views.py).
    Row("community:file", "file key", get=signed_in("404"), post=signed_in("405")),
    Row("community:file-picture", "file key", get=signed_in("404"), post=signed_in("405")),
    Row("community:stored-files", get=only(*EDITORS, rest="403"), post=only(
        *EDITORS, gets="405", rest="403")),
    Row(
        "community:stored-file-again", "file key", get=only(*EDITORS, gets="405", rest="403"),
        post=only(*EDITORS, gets="to community:stored-files", rest="403"),
    ),
]  # fmt: skip
