"""Every table of this room."""

from community.experts.models.needs import SkillNeed
from community.experts.models.people import Endorsement, ExpertProfile, MemberSkill
from community.experts.models.requests import HelpMatch, HelpRequest
from community.experts.models.skills import Skill, SkillWord

__all__ = [
    "Endorsement",
    "ExpertProfile",
    "HelpMatch",
    "HelpRequest",
    "MemberSkill",
    "Skill",
    "SkillNeed",
    "SkillWord",
]
