"""Kinds of value, written so that Python and the script in the bridge read them alike.

A kind is a mapping with some of: `words` (a vocabulary), `match` (an expression that the whole text
meets, in the part of the language that both know), `number` (least and most, None for no bound),
`most` (length), `kept` (longer texts up to this are kept, with a warning), `empty` (may be "").
"""

from __future__ import annotations

from typing import Any

Kind = dict[str, Any]

IDENTIFIER = r"[A-Za-z0-9_.:\-/%~@+=]{1,255}"
REAL = r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
TIMESPAN = r"[0-9]{2,4}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,2})?"
CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,2})?"
INTERVAL = (
    r"P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]{1,2})?S)?)?"
)
MOMENT = (
    r"(?:19[7-9][0-9]|20[0-3][0-9])(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:T(?:[01][0-9]|2[0-3])(?::[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,2})?)?)?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3])(?::[0-5][0-9])?)?)?)?)?"
)
NAVIGATION = (
    r"(?:\{target=[^}]+\}(?:choice|jump)|continue|previous|exit|exitAll|abandon|abandonAll"
    r"|suspendAll|_none_)"
)
KEPT = 64_000

TYPES: dict[str, Kind] = {
    "text250": {"most": 250},
    "text255": {"most": 255},
    "text1000": {"most": 1000},
    "text4000": {"most": 4000},
    "text4096": {"most": 4096, "kept": KEPT},
    "text64000": {"most": KEPT},
    "identifier": {"match": IDENTIFIER},
    "long_identifier": {"match": r"\S{1,4000}"},
    "language": {"match": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", "empty": True, "most": 250},
    "language12": {"most": 255},
    "percent": {"match": REAL, "number": [0, 100], "empty": True},
    "decimal": {"match": REAL},
    "real": {"match": REAL},
    "scaled": {"match": REAL, "number": [-1, 1]},
    "unit": {"match": REAL, "number": [0, 1]},
    "positive": {"match": REAL, "number": [0, None]},
    "audio12": {"match": r"-?[0-9]{1,3}", "number": [-1, 100]},
    "speed12": {"match": r"-?[0-9]{1,3}", "number": [-100, 100]},
    "captioning": {"words": ["-1", "0", "1"]},
    "timespan": {"match": TIMESPAN},
    "clock": {"match": CLOCK},
    "interval": {"match": INTERVAL},
    "moment": {"match": MOMENT},
    "navigation": {"match": NAVIGATION},
    "status12": {"words": ["passed", "completed", "failed", "incomplete", "browsed"]},
    "status12_any": {
        "words": ["passed", "completed", "failed", "incomplete", "browsed", "not attempted"]
    },
    "exit12": {"words": ["time-out", "suspend", "logout", ""]},
    "exit": {"words": ["time-out", "suspend", "logout", "normal", ""]},
    "completion": {"words": ["completed", "incomplete", "not attempted", "unknown"]},
    "success": {"words": ["passed", "failed", "unknown"]},
    "interaction12": {
        "words": ["true-false", "choice", "fill-in", "matching", "performance", "sequencing",
                  "likert", "numeric"]
    },
    "interaction": {
        "words": ["true-false", "choice", "fill-in", "long-fill-in", "matching", "performance",
                  "sequencing", "likert", "numeric", "other"]
    },
    "result12": {"match": rf"(?:correct|wrong|unanticipated|neutral|{REAL})"},
    "result": {"match": rf"(?:correct|incorrect|unanticipated|neutral|{REAL})"},
}  # fmt: skip
