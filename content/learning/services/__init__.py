from content.learning.services.attempts import (
    HandedIn,
    NoAttemptLeft,
    hand_in,
    save_answer,
    start_attempt,
)
from content.learning.services.badges import issue_badge
from content.learning.services.certificates import (
    change_showing,
    issue_certificate,
    revoke_certificate,
)
from content.learning.services.following import (
    finish_lesson,
    finish_package,
    note_video,
    start_course,
    visit,
)
from content.learning.services.forwarding import forward_due

__all__ = [
    "HandedIn", "NoAttemptLeft", "change_showing", "finish_lesson", "finish_package",
    "forward_due", "hand_in",
    "issue_badge", "issue_certificate", "note_video", "revoke_certificate",
    "save_answer", "start_attempt", "start_course", "visit",
]  # fmt: skip
