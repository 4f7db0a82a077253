"""Who gets what at the addresses of learning packages."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, MEMBERS, Row, only, signed_in

EDITORS = ("editor", "platform_admin")
DETAILS = {"title": "Ander pakket", "summary": "Kort.", "audience": "leden", "is_open": "on"}

PACKAGES = [
    Row("content:package-mine", get=signed_in("200"), post=signed_in("405")),
    # For members: to who is none it is not there.
    Row("content:package", "package", get=only(*MEMBERS), post=signed_in("405")),
    # Answers with JSON, so it is no redirect: each begins an attempt of his own.
    Row(
        "content:package-start", "package", get=BY_POST, post=only(*MEMBERS), data={"item": ""},
        changes=MEMBERS,
    ),
    # A form is no state of a package; what is kept, and of whom: tests/content/packages.
    Row(
        "content:package-save", "package", get=BY_POST, post=only(*MEMBERS, gets="400"),
        data={"session": "1"}, changes=(),
    ),
    # Alice has begun.
    Row(
        "content:package-again", "package", get=BY_POST,
        post=only(*MEMBERS, gets="to content:package"), changes=("alice",),
    ),
    Row("content:packages", get=only(*EDITORS, rest="403"), post=signed_in("405")),
    # Without a file the form says what is missing.
    Row(
        "content:package-new", get=only(*EDITORS, rest="403"), post=only(*EDITORS, rest="403"),
        data={"title": "Nieuw", "audience": "leden"}, changes=(),
    ),
    Row("content:package-detail", "package", get=only(*EDITORS, rest="403"), post=signed_in("405")),
    Row(
        "content:package-edit", "package", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets="to content:package-detail", rest="403"), data=DETAILS,
    ),
    Row(
        "content:package-version", "package", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, rest="403"), data={"x": "x"}, changes=(),
    ),
    Row(
        "content:package-remove", "package", get=BY_POST,
        post=only(*EDITORS, gets="to content:packages", rest="403"),
    ),
    Row("content:package-try", "package", get=only(*EDITORS, rest="403"), post=signed_in("405")),
    Row(
        "content:package-try-start", "package", get=BY_POST, post=only(*EDITORS, rest="403"),
        data={"item": ""}, changes=(),
    ),
]  # fmt: skip
