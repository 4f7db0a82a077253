"""Numbers by which things are known, found exactly however they are written."""

from __future__ import annotations

import re

CVE = re.compile(r"\bcve[-\s]?(\d{4})[-\s](\d{4,7})\b", re.IGNORECASE)
KBO = re.compile(r"\b(?:be\s?)?([01]\d{3})[.\s]?(\d{3})[.\s]?(\d{3})\b", re.IGNORECASE)
NIS = re.compile(r"(?<![-.\w])(\d{5})(?![-.\w])")


def identifiers_in(text: str) -> list[str]:
    """What a text names: CVE numbers and enterprise numbers (KBO, with valid check digits).

    >>> identifiers_in("cve 2024-3400 bij BE 0207.451.227")
    ['CVE-2024-3400', '0207451227']
    """
    cves = [f"CVE-{year}-{number}" for year, number in CVE.findall(text)]
    numbers = ["".join(found) for found in KBO.findall(text)]
    return list(dict.fromkeys(cves + [each for each in numbers if _is_kbo(each)]))


def asked_for(text: str) -> list[str]:
    """The same for what somebody types, in which any five digits may be a NIS code."""
    return [*identifiers_in(text), *NIS.findall(text)]


def _is_kbo(number: str) -> bool:
    """The last two digits are 97 less the rest of the first eight divided by it."""
    return 97 - int(number[:8]) % 97 == int(number[8:])
