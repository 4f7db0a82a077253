"""Putting a document with a group: no editor comes between, and none reads it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from community.files.models import StoredFile
from community.groups.models import Group
from content.library.enums import Readers, Status
from content.library.models import LibraryDocument
from content.library.rules import groups_to_share_in
from content.library.services.deciding import publish_row
from content.library.services.describing import Facts
from content.library.services.entering import make, used_files


class NotInGroup(Exception):
    """He is in no such group that still runs; nothing has changed."""


def share_in_group(*, file: StoredFile, actor: Any, facts: Facts, group: Group) -> LibraryDocument:
    """In the library for this group at once, as soon as its file is found clean. Sent twice, it is
    shared once."""
    with transaction.atomic():
        held = Group.objects.select_for_update(of=("self",), no_key=True).get(pk=group.pk)
        if not groups_to_share_in(actor).filter(pk=held.pk).exists():
            raise NotInGroup
        used = used_files([file]).get(file.pk)
        if used is not None:
            return used.document
        known = {**facts, "audience": Readers.GROUP, "group": held, "readers": []}
        made = make(file, actor, Status.PROPOSED, known)
        publish_row(made, actor)
    return made
