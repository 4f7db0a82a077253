"""The elements of both data models, and what a read without a value gives.

Sources: SCORM 1.2 Run-Time Environment §3.4; SCORM 2004 4th Edition RTE §4.2 and §4.1.1.
An element is (access, kind, default): access "r" is the package's to read, "w" to write, "rw" both.
`n` stands for an index. A default of None is "not there yet", which 2004 calls an error.
"""

from __future__ import annotations

from typing import Any

from content.packages.cmi.types import TYPES
from content.packages.enums import Standard

Element = tuple[str, str, str | None]

SCORM_12: dict[str, Element] = {
    "cmi.core.student_id": ("r", "text255", ""),
    "cmi.core.student_name": ("r", "text255", ""),
    "cmi.core.lesson_location": ("rw", "text255", ""),
    "cmi.core.credit": ("r", "text255", "credit"),
    "cmi.core.lesson_status": ("rw", "status12", "not attempted"),
    "cmi.core.entry": ("r", "text255", ""),
    "cmi.core.score.raw": ("rw", "percent", ""),
    "cmi.core.score.max": ("rw", "percent", ""),
    "cmi.core.score.min": ("rw", "percent", ""),
    "cmi.core.total_time": ("r", "timespan", "0000:00:00.00"),
    "cmi.core.lesson_mode": ("r", "text255", "normal"),
    "cmi.core.exit": ("w", "exit12", ""),
    "cmi.core.session_time": ("w", "timespan", ""),
    "cmi.suspend_data": ("rw", "text4096", ""),
    "cmi.launch_data": ("r", "text4096", ""),
    "cmi.comments": ("rw", "text4096", ""),
    "cmi.comments_from_lms": ("r", "text4096", ""),
    "cmi.objectives.n.id": ("rw", "identifier", ""),
    "cmi.objectives.n.score.raw": ("rw", "percent", ""),
    "cmi.objectives.n.score.max": ("rw", "percent", ""),
    "cmi.objectives.n.score.min": ("rw", "percent", ""),
    "cmi.objectives.n.status": ("rw", "status12_any", "not attempted"),
    "cmi.student_data.mastery_score": ("r", "percent", ""),
    "cmi.student_data.max_time_allowed": ("r", "text255", ""),
    "cmi.student_data.time_limit_action": ("r", "text255", ""),
    "cmi.student_preference.audio": ("rw", "audio12", "0"),
    "cmi.student_preference.language": ("rw", "language12", ""),
    "cmi.student_preference.speed": ("rw", "speed12", "0"),
    "cmi.student_preference.text": ("rw", "captioning", "0"),
    "cmi.interactions.n.id": ("w", "identifier", ""),
    "cmi.interactions.n.objectives.n.id": ("w", "identifier", ""),
    "cmi.interactions.n.time": ("w", "clock", ""),
    "cmi.interactions.n.type": ("w", "interaction12", ""),
    "cmi.interactions.n.correct_responses.n.pattern": ("w", "text255", ""),
    "cmi.interactions.n.weighting": ("w", "decimal", ""),
    "cmi.interactions.n.student_response": ("w", "text255", ""),
    "cmi.interactions.n.result": ("w", "result12", ""),
    "cmi.interactions.n.latency": ("w", "timespan", ""),
}
CHILDREN_12 = (
    "cmi.core", "cmi.core.score", "cmi.objectives", "cmi.objectives.n.score", "cmi.student_data",
    "cmi.student_preference", "cmi.interactions",
)  # fmt: skip

SCORM_2004: dict[str, Element] = {
    "cmi.comments_from_learner.n.comment": ("rw", "text4000", None),
    "cmi.comments_from_learner.n.location": ("rw", "text250", None),
    "cmi.comments_from_learner.n.timestamp": ("rw", "moment", None),
    "cmi.comments_from_lms.n.comment": ("r", "text4000", None),
    "cmi.comments_from_lms.n.location": ("r", "text250", None),
    "cmi.comments_from_lms.n.timestamp": ("r", "moment", None),
    "cmi.completion_status": ("rw", "completion", "unknown"),
    "cmi.completion_threshold": ("r", "unit", None),
    "cmi.credit": ("r", "text250", "credit"),
    "cmi.entry": ("r", "text250", ""),
    "cmi.exit": ("w", "exit", ""),
    "cmi.interactions.n.id": ("rw", "long_identifier", None),
    "cmi.interactions.n.type": ("rw", "interaction", None),
    "cmi.interactions.n.objectives.n.id": ("rw", "long_identifier", None),
    "cmi.interactions.n.timestamp": ("rw", "moment", None),
    "cmi.interactions.n.correct_responses.n.pattern": ("rw", "text4000", None),
    "cmi.interactions.n.weighting": ("rw", "real", None),
    "cmi.interactions.n.learner_response": ("rw", "text4000", None),
    "cmi.interactions.n.result": ("rw", "result", None),
    "cmi.interactions.n.latency": ("rw", "interval", None),
    "cmi.interactions.n.description": ("rw", "text250", None),
    "cmi.launch_data": ("r", "text4000", None),
    "cmi.learner_id": ("r", "text4000", ""),
    "cmi.learner_name": ("r", "text250", ""),
    "cmi.learner_preference.audio_level": ("rw", "positive", "1"),
    "cmi.learner_preference.language": ("rw", "language", ""),
    "cmi.learner_preference.delivery_speed": ("rw", "positive", "1"),
    "cmi.learner_preference.audio_captioning": ("rw", "captioning", "0"),
    "cmi.location": ("rw", "text1000", None),
    "cmi.max_time_allowed": ("r", "interval", None),
    "cmi.mode": ("r", "text250", "normal"),
    "cmi.objectives.n.id": ("rw", "long_identifier", None),
    "cmi.objectives.n.score.scaled": ("rw", "scaled", None),
    "cmi.objectives.n.score.raw": ("rw", "real", None),
    "cmi.objectives.n.score.min": ("rw", "real", None),
    "cmi.objectives.n.score.max": ("rw", "real", None),
    "cmi.objectives.n.success_status": ("rw", "success", "unknown"),
    "cmi.objectives.n.completion_status": ("rw", "completion", "unknown"),
    "cmi.objectives.n.progress_measure": ("rw", "unit", None),
    "cmi.objectives.n.description": ("rw", "text250", None),
    "cmi.progress_measure": ("rw", "unit", None),
    "cmi.scaled_passing_score": ("r", "scaled", None),
    "cmi.score.scaled": ("rw", "scaled", None),
    "cmi.score.raw": ("rw", "real", None),
    "cmi.score.min": ("rw", "real", None),
    "cmi.score.max": ("rw", "real", None),
    "cmi.session_time": ("w", "interval", ""),
    "cmi.success_status": ("rw", "success", "unknown"),
    "cmi.suspend_data": ("rw", "text64000", None),
    "cmi.time_limit_action": ("r", "text250", "continue,no message"),
    "cmi.total_time": ("r", "interval", "PT0S"),
    # Taken and kept for the session; nothing is sequenced (docs/features/packages.md).
    "adl.nav.request": ("rw", "navigation", "_none_"),
    "adl.nav.request_valid.continue": ("r", "text250", "unknown"),
    "adl.nav.request_valid.previous": ("r", "text250", "unknown"),
}
CHILDREN_2004 = (
    "cmi.comments_from_learner", "cmi.comments_from_lms", "cmi.interactions",
    "cmi.learner_preference", "cmi.objectives", "cmi.objectives.n.score", "cmi.score",
)  # fmt: skip

ERRORS_12 = {
    "0": "No error", "101": "General exception", "201": "Invalid argument error",
    "202": "Element cannot have children", "203": "Element not an array - cannot have count",
    "301": "Not initialized", "401": "Not implemented error",
    "402": "Invalid set value, element is a keyword", "403": "Element is read only",
    "404": "Element is write only", "405": "Incorrect data type",
}  # fmt: skip
ERRORS_2004 = {
    "0": "No Error", "101": "General Exception", "102": "General Initialization Failure",
    "103": "Already Initialized", "104": "Content Instance Terminated",
    "111": "General Termination Failure", "112": "Termination Before Initialization",
    "113": "Termination After Termination", "122": "Retrieve Data Before Initialization",
    "123": "Retrieve Data After Termination", "132": "Store Data Before Initialization",
    "133": "Store Data After Termination", "142": "Commit Before Initialization",
    "143": "Commit After Termination", "201": "General Argument Error",
    "301": "General Get Failure", "351": "General Set Failure", "391": "General Commit Failure",
    "401": "Undefined Data Model Element", "402": "Unimplemented Data Model Element",
    "403": "Data Model Element Value Not Initialized",
    "404": "Data Model Element Is Read Only", "405": "Data Model Element Is Write Only",
    "406": "Data Model Element Type Mismatch",
    "407": "Data Model Element Value Out Of Range",
    "408": "Data Model Dependency Not Established",
}  # fmt: skip

MODELS = {Standard.SCORM_12: SCORM_12, Standard.SCORM_2004: SCORM_2004}
CHILDREN = {Standard.SCORM_12: CHILDREN_12, Standard.SCORM_2004: CHILDREN_2004}
ERRORS = {Standard.SCORM_12: ERRORS_12, Standard.SCORM_2004: ERRORS_2004}
MOST_INDEX = 1000
"""Rows in any list of a data model; more is a runaway loop."""


def children(standard: str) -> dict[str, str]:
    """What `<name>._children` answers."""
    model = MODELS[Standard(standard)]
    return {
        name: ",".join(
            dict.fromkeys(
                each.removeprefix(f"{name}.").removeprefix("n.").partition(".")[0]
                for each in model
                if each.startswith(f"{name}.")
            )
        )
        for name in CHILDREN[Standard(standard)]
    }


def for_bridge(standard: str) -> dict[str, Any]:
    """All of a data model that the script in the bridge must know, as plain values."""
    chosen = Standard(standard)
    kinds = {kind for _access, kind, _default in MODELS[chosen].values()}
    return {
        "version": str(chosen),
        "elements": {name: list(element) for name, element in MODELS[chosen].items()},
        "children": children(chosen),
        "types": {name: TYPES[name] for name in sorted(kinds)},
        "errors": ERRORS[chosen],
        "most": MOST_INDEX,
    }
