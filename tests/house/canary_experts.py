"""What Kanarie's people know, ask and had done, for its own people alone."""

from __future__ import annotations

from typing import Any

from community.experts.services import keep_skill
from community.offers.models import ServiceInquiry, ServiceOffer
from tests.factories import experts, offers

MARKERS = {
    "evidence of a skill": "zzqbewijs",
    "subjects of an expert": "zzqonderwerp",
    "request for help": "zzqhulpvraag",
    "inquiry": "zzqofferte",
}
HELD = {
    "community.MemberSkill", "community.ExpertProfile", "community.HelpRequest",
    "community.ServiceInquiry",
}  # fmt: skip
UNMARKED = {
    "community.Skill": "the list of the house, for all",
    "community.SkillWord": "the list of the house, for all",
    "community.SkillNeed": "keys and two figures, on Kanarie's own map; many together from five on",
    "community.Endorsement": "keys only",
    "community.HelpMatch": "keys and a word",
    "community.HelpRequest_skills": "keys only",
    "community.ServiceOffer": "of a supplier, for all members",
    "community.ServiceOffer_skills": "keys only",
    "community.Review": "written for all members, under the name of the bestuur",
}


def fill(made: Any) -> None:
    """A skill for colleagues alone, a request that only its own bestuur reads, and an inquiry."""
    here, boss = made.organisation, made.boss
    row = keep_skill(
        user=boss, skill=experts.skill("avg"), level=3, shared="eigen-bestuur", evidence="zzqbewijs"
    )
    experts.profile(boss, may_be_asked=False, subjects="zzqonderwerp")
    asked = experts.request(
        boss, "gis", title="zzqhulpvraag", text="zzqhulpvraag", audience="eigen"
    )
    # Of a provider who is nobody's role in the table: who is asked hears by whom.
    newest = ServiceOffer.objects.published().order_by("-pk").first()
    card = newest or offers.offer(*_provider())
    inquiry = offers.inquiry(card, boss, here)
    ServiceInquiry.objects.filter(pk=inquiry.pk).update(text="zzqofferte")
    made.keys |= {
        "expert": boss.pk, "my skill": row.pk, "help request": asked.pk, "help until": "2031-01-01",
        "skill need": experts.need(here, "avg").pk, "inquiry": inquiry.pk,
        "offer": card.pk, "offer draft": 0, "offer waiting": 0, "worked inquiry": 0, "review": 0,
    }  # fmt: skip


def _provider() -> tuple[Any, Any]:
    made, hand = offers.provider("Kanarieleverancier")
    return hand, made
