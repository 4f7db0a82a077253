"""The addresses that search engines may know; every app adds its own public ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from community.kit.registry import Registry

Known = tuple[str, datetime | None]
"""(path on this site, last change)"""


@dataclass(frozen=True, slots=True)
class AddressBook:
    """A kind of public address: `rows` are counted and sliced (a queryset or a list), and
    `known` says where one of them is and when it changed, or None for one that has no address.

    Only what somebody who did not sign in may read: the same rule as its own public list.
    """

    key: str
    rows: Callable[[], Any]
    known: Callable[[Any], Known | None]
    order: int = 0


address_books: Registry[AddressBook] = Registry("address books")


def register_addresses(book: AddressBook) -> AddressBook:
    return address_books.register(book)


def fixed(*paths: str) -> Callable[[], Sequence[str]]:
    """Rows for a book of a few screens that are always there."""
    return lambda: paths
