"""What can happen in the house; every app declares its own in its `verbs.py`."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from community.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class Verb:
    """A kind of event. `key` is "app.thing.happened"; `audit` marks what the audit trail shows."""

    key: str
    label: str | Promise
    audit: bool = True
    order: int = 0


verbs: Registry[Verb] = Registry("verbs")


def register_verb(key: str, label: str | Promise, *, audit: bool = True) -> Verb:
    verb = Verb(key, label, audit)
    verbs.register(verb)
    return verb
