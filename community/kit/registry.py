"""Things that apps register by key, instead of a central table that names every app."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar


class Keyed(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def order(self) -> int: ...


T = TypeVar("T", bound=Keyed)


class AlreadyRegistered(ValueError):
    """Two things claim one key."""


class Registry(Generic[T]):
    """Items by key ("app.snake_case"), iterated by order and key."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._items: dict[str, T] = {}

    def register(self, item: T) -> T:
        """Add an item; AlreadyRegistered when another one has its key."""
        if self._items.get(item.key, item) is not item:
            raise AlreadyRegistered(f"{self.name}: {item.key}")
        self._items[item.key] = item
        return item

    def get(self, key: str) -> T:
        """The item of a key; LookupError when there is none."""
        try:
            return self._items[key]
        except KeyError:
            raise LookupError(f"{self.name}: {key} is not registered") from None

    def all(self) -> list[T]:
        return sorted(self._items.values(), key=lambda item: (item.order, item.key))

    def __iter__(self) -> Iterator[T]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    @contextmanager
    def temporarily(self, item: T) -> Iterator[T]:
        """Register an item for the length of a test; one that was there already stays."""
        was_there = item.key in self._items
        self.register(item)
        try:
            yield item
        finally:
            if not was_there:
                del self._items[item.key]
