"""What a command's option that means a day takes."""

from argparse import ArgumentTypeError
from datetime import date


def day(text: str) -> date:
    """The day that was typed, as the ``type`` of an option."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day; write a date such as 2026-11-24") from error
