"""Every address the house answers, as the resolver has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

OURS = ("community", "content", "qrc", "catalogue", "security", "vlavirgem")


@dataclass(frozen=True, slots=True)
class Leaf:
    name: str
    """`namespace:name`, or the bare name outside a namespace."""
    route: str
    view: Callable[..., Any]

    @property
    def is_ours(self) -> bool:
        return self.view.__module__.split(".")[0] in OURS

    @property
    def needs_login(self) -> bool:
        """As LoginRequiredMiddleware asks it."""
        return bool(getattr(self.view, "login_required", True))


def leaves(resolver: Any = None, route: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Leaf]:
    for each in (resolver or get_resolver()).url_patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLPattern):
            yield Leaf(":".join([*spaces, each.name or ""]), here, each.callback)
        else:
            deeper = (*spaces, each.namespace) if each.namespace else spaces
            yield from leaves(each, here, deeper)
