"""Commands that take a day say what one looks like."""

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.parametrize(
    "command",
    [("explain", "10507"), ("import_content", "FILE"), ("export_content",)],
    ids=lambda command: command[0],
)
def test_what_is_no_day_is_answered_with_one(command):
    with pytest.raises(CommandError, match=r"--as-of: 'nay' is no day; write a date such as 2026-11-24$"):
        call_command(*command, "--as-of", "nay")
