"""Who gets what at the addresses of the library. The world's document is for everybody."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, MEMBERS, Row, everyone, only, signed_in

EDITORS = ("editor", "platform_admin")
READS = everyone("200")
TO_DOCUMENT, TO_GRID = "to content:document", "to content:library-grid"
NO_CHANGE = everyone("405")
FACTS = {
    "title": "Anders", "kind": "sjabloon", "licence": "cc0", "audience": "leden",
    "collection": "collection",
}  # fmt: skip

LIBRARY = [
    Row("content:library", get=everyone("200"), post=NO_CHANGE),
    Row("content:library-feed", get=everyone("200"), post=NO_CHANGE),
    Row(
        "content:library-offer", get=only(*MEMBERS, rest="403"),
        post=only(*MEMBERS, rest="403"), changes=(),
    ),
    Row(
        "content:library-upload", get=only(*EDITORS, rest="403"), post=only(*EDITORS, rest="403"),
        changes=(),
    ),
    Row(
        "content:library-grid", get=only(*EDITORS, rest="403"), post=only(*EDITORS, rest="403"),
        changes=(),
    ),
    Row("content:library-desk", get=only(*EDITORS, rest="403"), post=signed_in("403")
        | dict.fromkeys(EDITORS, "405")),
    Row("content:library-collections", get=only(*EDITORS, rest="403"), post=signed_in("403")
        | dict.fromkeys(EDITORS, "405")),
    Row(
        "content:library-collection", "collection", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets="to content:library-collections", rest="403"),
        data={"audience": "leden"},
    ),
    Row("content:document", "document", get=READS, post=NO_CHANGE),
    Row("content:document-look", "document", get=READS, post=NO_CHANGE),
    Row("content:document-captions", "document", get=READS, post=NO_CHANGE),
    Row("content:document-version", "document version", get=READS, post=NO_CHANGE),
    Row("wagtaildocs_serve", "document file", get=READS, post=NO_CHANGE),
    Row(
        "content:document-favourite", "document", get=BY_POST,
        post=signed_in(TO_DOCUMENT), data={"wanted": "ja"},
    ),
    Row(
        "content:document-add-version", "document", get=only(*EDITORS),
        post=only(*EDITORS), changes=(),
    ),
    Row(
        "content:document-change", "document", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets=TO_DOCUMENT, rest="403"), data=FACTS,
    ),
    Row(
        "content:document-approve", "proposal", get=signed_in("403") | dict.fromkeys(EDITORS, "405"),
        post=only(*EDITORS, gets=TO_DOCUMENT, rest="403"),
    ),
    Row(
        "content:document-reject", "proposal", get=signed_in("403") | dict.fromkeys(EDITORS, "405"),
        post=only(*EDITORS, gets=TO_DOCUMENT, rest="403"), data={"reason": "Staat er al."},
    ),
    Row(
        "content:document-reviewed", "document", get=BY_POST,
        post=only(*EDITORS, gets=TO_DOCUMENT),
    ),
    Row(
        "content:document-archive", "document", get=BY_POST, post=only(*EDITORS, gets=TO_DOCUMENT)
    ),
    # It is not archived, and its words did not fail.
    Row(
        "content:document-restore", "document", get=signed_in("403") | dict.fromkeys(EDITORS, "405"),
        post=only(*EDITORS, gets=TO_DOCUMENT, rest="403"), changes=(),
    ),
    Row(
        "content:document-read-again", "document",
        get=signed_in("403") | dict.fromkeys(EDITORS, "405"),
        post=only(*EDITORS, gets=TO_DOCUMENT, rest="403"), changes=(),
    ),
    Row("api:list_documents", get=READS | {"anonymous": "401"}, post=NO_CHANGE),
    Row("api:get_document", "document", get=READS | {"anonymous": "401"}, post=NO_CHANGE),
    Row(
        "api:get_document_file", "document version", get=READS | {"anonymous": "401"},
        post=NO_CHANGE,
    ),
    # A draft is its own editor's.
    Row(
        "content:document-drop", "draft document",
        get=signed_in("403") | dict.fromkeys(EDITORS, "405"),
        post=signed_in("403") | {"editor": TO_GRID, "platform_admin": "404"},
    ),
]  # fmt: skip
OPEN = {"api:list_documents", "api:get_document", "api:get_document_file"}
"""A program gets 401 from the API itself."""
