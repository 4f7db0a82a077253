"""What callers hear back from the services."""

from community.kit.refusing import Refusal


class Refused(Refusal):
    """Why something cannot be; the text, in the reader's language, says what he can do."""
