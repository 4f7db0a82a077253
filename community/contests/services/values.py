class Refused(Exception):
    """Why something cannot be; the text, in the reader's language, says what he can do."""
