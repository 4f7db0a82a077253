"""How a service says no."""

from __future__ import annotations


class Refusal(Exception):
    """Why something cannot be; the text, in the reader's language, says what he can do. `field` is
    what he should mend, so that a form says it there; None is the whole."""

    def __init__(self, text: str, field: str | None = None) -> None:
        self.field = field
        super().__init__(text)
