"""One CPE name or package URL for several of the same product."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.suppliers.cpe import Cpe, written


def common(criteria: Sequence[str]) -> str:
    """One CPE for several of the same product, for any version; the first when they differ.

    A single one stays as it came, and so does what is no CPE 2.3 string.
    """
    unique = list(dict.fromkeys(criteria))
    names = [written(each) for each in unique]
    if len(unique) < 2 or not all(names):
        return unique[0] if unique else ""
    if len({tuple(each[:3]) for each in names}) > 1:
        return unique[0]
    return str(Cpe(*names[0][:3]))


def common_purl(purls: Sequence[str]) -> str:
    """One package URL for several of the same package, without version; else the first."""
    unique = list(dict.fromkeys(purls))
    bases = {each.partition("?")[0].rpartition("@")[0] for each in unique}
    if len(unique) > 1 and len(bases) == 1 and "" not in bases:
        return bases.pop()
    return unique[0] if unique else ""
