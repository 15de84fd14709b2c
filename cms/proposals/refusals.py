"""Why a proposal cannot be made or answered."""


class Refused(Exception):
    """It was not done; the message is one sentence to the person who wanted it."""
