"""What stands on every page and says the same to everybody: drawn once in a process, per language."""

from __future__ import annotations

from typing import Any

from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.defaulttags import NowNode
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

KINDS_KEPT = 64
"""Of one place in a template, by language and given values; more are drawn and not kept."""
PLAIN = (bool, int, str, type(None))


class StillError(RuntimeError):
    """What is drawn once asked for what may be different the next time."""


class StillContext(Context):
    """Knows only what the tag was given; to ask for more is an error and not an empty place.

    What is included with `only` may leave out what it calls optional, as everywhere. `asked` keeps
    what was asked in vain, as the comparisons of `{% if %}` swallow every error.
    """

    def __init__(self, values: dict[str, Any], *, autoescape: bool) -> None:
        super().__init__(values, autoescape=autoescape)
        self.asked: set[str] = set()

    def __getitem__(self, key: int | str | Node) -> Any:
        for layer in reversed(self.dicts):
            if key in layer:
                return layer[key]
        self.asked.add(str(key))
        raise StillError(str(key))

    def __contains__(self, key: int | str | Node) -> bool:
        """Asked of names in sentences, which are then left empty, and of a loop around a loop."""
        found = any(key in layer for layer in self.dicts)
        if not found and key != "forloop":
            self.asked.add(str(key))
        return found

    def get(self, key: int | str | Node, otherwise: Any = None) -> Any:
        """The tags of Django ask this way for what they then look up: an error too."""
        return self[key]

    def new(self, values: dict[str, Any] | None = None) -> Context:  # type: ignore[override]
        inside = Context(values, autoescape=self.autoescape)
        inside.template, inside.render_context = self.template, self.render_context
        return inside


class StillNode(Node):
    child_nodelists = ("nodes",)

    def __init__(self, nodes: NodeList, given: dict[str, FilterExpression]) -> None:
        self.nodes, self.given = nodes, given
        self.drawn: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        values = {
            name: self._plain(name, each.resolve(context)) for name, each in self.given.items()
        }
        key = (get_language(), *((type(each), each) for each in values.values()))
        drawn = self.drawn.get(key)
        if drawn is None:
            drawn = self._draw(context, values)
            if len(self.drawn) < KINDS_KEPT:
                self.drawn[key] = drawn
        return drawn

    def _plain(self, name: str, value: Any) -> Any:
        if not isinstance(value, PLAIN):
            raise StillError(f"{name!r} is no plain value: {value!r}")
        return value

    def _draw(self, context: Context, values: dict[str, Any]) -> SafeString:
        inside = StillContext(values, autoescape=context.autoescape)
        try:
            with inside.bind_template(context.template):  # type: ignore[arg-type]
                return self.nodes.render(inside)
        finally:
            if inside.asked:
                raise StillError(f"not given to this still: {', '.join(sorted(inside.asked))}")


def still(parser: Parser, token: Token) -> StillNode:
    """`{% still name=value … %}…{% endstill %}`: the same for everybody who has this language.

    What stands inside knows its given values and nothing else: no person, no request, no token of a
    form, no clock and no block of a page above it. A value is a truth, a number or words.
    """
    words = token.split_contents()[1:]
    given = token_kwargs(words, parser)
    if words:
        raise TemplateSyntaxError(f"'still' takes only name=value, not {' '.join(words)!r}")
    nodes = parser.parse(("endstill",))
    parser.delete_first_token()
    for kind in (BlockNode, NowNode):
        if nodes.get_nodes_by_type(kind):
            raise TemplateSyntaxError(f"a {kind.__name__} does not stand still")
    return StillNode(nodes, given)
