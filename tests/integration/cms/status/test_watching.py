"""``manage.py status --watch``, until Ctrl-C: each look in place of the last, or else below it."""

import json
import os
import pty
import signal
from functools import partial
from io import StringIO

import pytest
from django.core.management import call_command
from rich.console import Console

from cms.publishing.models import SiteStep
from cms.status import terminal
from cms.status.management.commands import status

CURSOR_UP = "\x1b[1A"
CURSOR_SHOWN = "\x1b[?25h"


@pytest.fixture
def looks(monkeypatch):
    """Between looks: first what is given happens, one by one, then somebody presses Ctrl-C."""

    def happen(*events):
        left = list(events)

        def wait(seconds):
            assert seconds == status.EVERY
            if left:
                left.pop(0)()
            else:
                signal.raise_signal(signal.SIGINT)

        monkeypatch.setattr(status.time, "sleep", wait)

    # A shell lets what it starts in the background ignore Ctrl-C, and these tests may run there.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield happen
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def screen(monkeypatch):
    """A pseudo terminal that the command writes to; gives what came through since."""
    reader, writer = pty.openpty()
    os.set_blocking(reader, False)
    with os.fdopen(writer, "w") as stream, os.fdopen(reader, "rb", buffering=0) as shown:
        monkeypatch.setattr(
            terminal, "Console", partial(Console, file=stream, width=100, _environ={"TERM": "xterm"})
        )
        yield partial(_came_through, shown)


def _came_through(shown):
    return (shown.read() or b"").decode()


def goes_live():
    SiteStep.objects.update(done=3)


def test_a_terminal_shows_each_look_in_the_place_of_the_last(province, step, screen, looks):
    step(province, wanted=3)
    looks(goes_live)
    call_command("status", "--watch", stdout=StringIO())
    before, after = screen().split("1 live", 1)
    assert "1 sites: 0 live, 1 waiting" in before
    assert before.index("0 live") < before.index(CURSOR_UP)
    assert "The queue is empty." in after
    assert CURSOR_SHOWN in after


def test_a_shrinking_list_leaves_no_line_behind(province, communes, step, screen, looks):
    for unit in (province, *communes):
        step(unit, wanted=3, attempts=1, reason="The bucket refuses.")
    looks(goes_live)
    call_command("status", "--watch", stdout=StringIO())
    first, second = screen().split("3 sites: 3 live", 1)
    assert first.count("The bucket refuses.") == 3
    # One line up for each that the first look left on the screen but its last.
    assert first.count(CURSOR_UP) == first[: first.index(CURSOR_UP)].count("\n")
    assert "The bucket refuses." not in second


def test_without_a_terminal_each_look_follows_the_last(province, step, looks):
    step(province, wanted=3)
    looks(goes_live)
    out = StringIO()
    call_command("status", "--watch", stdout=out)
    totals = [line for line in out.getvalue().splitlines() if "sites: " in line]
    assert [line.split(", ")[0] for line in totals] == ["1 sites: 0 live", "1 sites: 1 live"]


def test_for_programs_each_look_is_a_line(province, step, screen, looks):
    step(province, wanted=3)
    looks(goes_live)
    out = StringIO()
    call_command("status", "--watch", "--json", stdout=out)
    looked = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [one["states"]["live"] for one in looked] == [0, 1]
    assert screen() == ""
