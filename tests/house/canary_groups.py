"""What Kanarie's people tell of themselves, and what they say and keep among each other."""

from __future__ import annotations

from typing import Any

from community.accounts.models import User
from community.conversations.services import start_conversation
from community.forum.services import start_topic
from community.forum.services.grouping import keep_group_category
from community.groups.services import announce
from community.organisations.models import Organisation
from community.profiles.services import save_profile
from content.library.services import share_in_group
from tests.content.library.shelf import read, stored
from tests.factories import events
from tests.factories.groups import group

GROUP_MARKERS = {
    "profile's function": "zzqberoep",
    "profile's words": "zzqverhaal",
    "profile's phone": "097707717",
    "hidden group": "zzqkring",
    "group's summary": "zzqbedoeling",
    "group's announcement": "zzqmededeling",
    "group's announced words": "zzqafspraak",
    "group's event": "zzqsamenkomst",
    "group's document": "zzqkringstuk",
    "group's topic": "zzqkringvraag",
    "conversation": "zzqbriefhoofd",
    "private message": "zzqbriefwoord",
}
SHARED = {each for each in GROUP_MARKERS if not each.startswith("profile's")}
"""What her colleague, who is in the group and the conversation, reads too."""
HELD = {
    "community.MemberProfile", "community.Group", "community.Announcement", "community.Event",
    "community.Conversation", "community.PrivateMessage", "community.Category", "community.Topic",
    "community.Post",
}  # fmt: skip
UNMARKED = {
    "community.GroupMembership": "keys only", "community.GroupInvitation": "keys only",
    "community.GroupRequest": "to a group that one finds; its leaders read it",
    "community.AnnouncementDismissal": "keys only", "community.Participant": "keys only",
    "community.Block": "keys only, for who blocks",
}  # fmt: skip


def settle_groups(here: Organisation, boss: User, colleague: User) -> dict[str, Any]:
    """She is in no list; the group is hidden; the conversation is of two."""
    save_profile(
        user=boss, function="zzqberoep", bio="zzqverhaal", phone="09 770 77 17",
        phone_for="leden", is_listed=False,
    )  # fmt: skip
    save_profile(user=colleague, is_listed=False)
    made = group(
        boss, colleague, name="zzqkring", summary="zzqbedoeling", entrance="verborgen",
        description="zzqbedoeling",
    )  # fmt: skip
    category = keep_group_category(group_id=made.pk)
    announce(actor=boss, group=made, title="zzqmededeling", text="zzqafspraak")
    events.event(title="zzqsamenkomst", audience="groep", group=made, organisation=here, actor=boss)
    facts = {"title": "zzqkringstuk", "description": "zzqkringstuk"}
    document = share_in_group(
        file=stored(boss, "kring.txt", "zzqkringstuk"), actor=boss, facts=facts, group=made
    )
    read(document, "zzqkringstuk")
    start_topic(
        author=boss, organisation=here, category=category,
        title="zzqkringvraag", source="zzqkringvraag?",
    )  # fmt: skip
    # They do not find each other in the list, so the house brings them together.
    talk = start_conversation(
        starter=boss, recipients=[colleague], subject="zzqbriefhoofd", source="zzqbriefwoord",
        is_relayed=True,
    )  # fmt: skip
    return {
        "group": made.pk, "open group": 0, "group invitation": 0, "group request": 0,
        "group member": made.memberships.get(user=colleague).pk, "announcement": 0,
        "conversation": talk.pk, "alice": boss.pk, "charlie": colleague.pk, "blocked person": 0,
    }  # fmt: skip
