"""What people are still writing on the forum."""

from __future__ import annotations

from community.accounts.models import User
from community.forum.models import Draft
from community.forum.services import save_draft

BEGUN = {
    "bob@gent.example": {
        "title": "Hoe houdt u leveranciers buiten uw logboeken?", "kind": "vraag",
        "tags": "logboeken, leveranciers",
        "source": "Onze leverancier vraagt leesrechten op **alle** logboeken. Wij willen:\n\n"
        "- alleen wat hij nodig heeft\n- een einddatum\n- en",
    },
}  # fmt: skip


def begin_drafts(people: dict[str, User]) -> None:
    for email, typed in BEGUN.items():
        if not Draft.objects.filter(user=people[email], key="new").exists():
            save_draft(user=people[email], key="new", sequence=0, data=typed)
