"""Everything that changes the library, one file for each thing that people do there."""

from content.library.services.collections import limit_collection
from content.library.services.deciding import approve, archive, publish_drafts, reject, restore
from content.library.services.describing import change_document, mark_reviewed
from content.library.services.entering import (
    FileTaken,
    add_version,
    bring_in,
    drop_draft,
    propose,
)
from content.library.services.personal import note_download, note_visit, set_favourite
from content.library.services.recording import shelve_recording
from content.library.services.reviewing import remind_due
from content.library.services.settling import follow_file, read_again, take_text
from content.library.services.sharing import NotInGroup, share_in_group

__all__ = [
    "FileTaken",
    "NotInGroup",
    "add_version",
    "approve",
    "archive",
    "bring_in",
    "change_document",
    "drop_draft",
    "follow_file",
    "limit_collection",
    "mark_reviewed",
    "note_download",
    "note_visit",
    "propose",
    "publish_drafts",
    "read_again",
    "reject",
    "remind_due",
    "restore",
    "set_favourite",
    "share_in_group",
    "shelve_recording",
    "take_text",
]
