from community.contests.services.closing import close, close_due
from community.contests.services.deciding import judge_again, judge_contest, publish
from community.contests.services.entering import enter, withdraw
from community.contests.services.preparing import change_contest, make_contest, open_contest
from community.contests.services.values import Refused

__all__ = [
    "Refused", "change_contest", "close", "close_due", "enter", "judge_again", "judge_contest",
    "make_contest", "open_contest", "publish", "withdraw",
]  # fmt: skip
