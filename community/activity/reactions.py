"""Who listens to what. A reaction runs at least once per activity, so it must be idempotent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from community.activity.models import Activity
from community.activity.verbs import Verb
from community.kit.registry import Registry

Handler = Callable[[Activity], None]


@dataclass(frozen=True, slots=True)
class Reaction:
    key: str
    verb: str
    run: Handler
    order: int = 0


reactions: Registry[Reaction] = Registry("reactions")


def reaction(verb: Verb, *, key: str) -> Callable[[Handler], Handler]:
    """Register a function as reaction `key` ("app.does_this") to a verb."""

    def register(run: Handler) -> Handler:
        reactions.register(Reaction(key, verb.key, run))
        return run

    return register


def reactions_to(verb: str) -> list[Reaction]:
    return [each for each in reactions if each.verb == verb]
