from community.achievements.services.badging import NoBadge, issue_badge
from community.achievements.services.choosing import choose_showing
from community.achievements.services.defining import (
    activate,
    change_achievement,
    define_achievement,
    save_rule,
    stop,
)
from community.achievements.services.giving import give, take_back
from community.achievements.services.looking import owe_look, pay_looks
from community.achievements.services.rounds import begin_sweep, step_rounds
from community.achievements.services.values import Refused
from community.achievements.services.weighing import evaluate

__all__ = [
    "NoBadge", "Refused", "activate", "begin_sweep", "change_achievement", "choose_showing",
    "define_achievement", "evaluate", "give", "issue_badge", "owe_look", "pay_looks", "save_rule",
    "step_rounds", "stop", "take_back",
]  # fmt: skip
