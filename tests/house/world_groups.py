"""Groups, conversations and announcements of the world: Alice leads, Bob is in, Charlie asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.accounts.models import User
from community.conversations.services import block, read_up_to, start_conversation
from community.groups.models import GroupMembership
from community.groups.services import announce, ask, invite
from tests.factories.groups import group
from tests.people import make_user


def groups_of(people: dict[str, User | None]) -> dict[str, Any]:
    alice, bob, charlie, editor = (people[each] for each in ("alice", "bob", "charlie", "editor"))
    assert alice is not None
    assert editor is not None
    assert charlie is not None
    made, door = group(alice, bob), group(alice, name="Open tafel", entrance="open")
    invited = invite(group=door, user=charlie, actor=alice)
    asked = ask(group=made, user=charlie, message="Mag ik?")
    said = announce(
        actor=editor, title="Onderhoud", text="Morgen.", audience="leden", is_mailed=False,
        until=timezone.localdate() + timedelta(days=9),
    )  # fmt: skip
    talk = start_conversation(
        starter=alice, recipients=[charlie], subject="Vraag", source="Dag Charlie."
    )
    read_up_to(conversation=talk, user=charlie, number=1)
    stranger = make_user("weg@elders.example", "Weg")
    block(user=alice, other=stranger)
    qrc = people["qrc_editor"]
    return {
        "group": made.pk, "open group": door.pk, "group invitation": invited.pk if invited else 0,
        "group request": asked.pk if asked else 0, "announcement": said.pk, "conversation": talk.pk,
        "group member": GroupMembership.objects.get(group=made, user=bob).pk,
        "alice": alice.pk, "charlie": charlie.pk, "blocked person": stranger.pk,
        "qrc address": qrc.email if qrc else "",
    }  # fmt: skip
