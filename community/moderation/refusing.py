"""What callers hear when something cannot be."""

from community.kit.refusing import Refusal


class Refused(Refusal):
    """Why; the text, in the reader's language, says what he can do."""


class NotFound(LookupError):
    """There is no such thing for this person."""
