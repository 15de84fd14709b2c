"""The overview in lines of text, and a terminal that shows them anew in place."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.text import Text

from cms.status.overview import Overview, Trouble
from cms.status.states import State


def lines(found: Overview) -> list[str]:
    """The overview, at most some 80 characters a line but for reasons."""
    return [*_totals(found), *_queue(found), *_troubles(found)]


def _totals(found: Overview) -> Iterator[str]:
    states = found.states
    yield f"{found.sites} sites: " + ", ".join(f"{states[state]} {state.value}" for state in State)
    if found.unbuilt:
        yield f"{found.unbuilt} have not been built by the worker yet."
    if found.unsearchable:
        yield f"{found.unsearchable} are deployed, and search has not caught up with them."
    if found.changes_waiting:
        since = age(found.changes_since, found.at)
        yield f"{found.changes_waiting} changes wait for the worker, the oldest for {since}."


def _queue(found: Overview) -> Iterator[str]:
    if not found.queue:
        yield "The queue is empty."
    for waiting in found.queue:
        lane, since = waiting.lane.name.lower(), age(waiting.since, found.at)
        yield f"  {lane:<10} {waiting.step.value:<7} {waiting.sites:>6} sites, the first for {since}"


def _troubles(found: Overview) -> Iterator[str]:
    for trouble in found.troubles:
        yield (
            f"{trouble.state.value.upper():<12}{trouble.name} ({trouble.code}), {trouble.step.value}, "
            f"for {age(trouble.since, found.at)}{_next_try(trouble, found.at)}"
        )
        if trouble.reason:
            yield f"            {trouble.reason}"


def _next_try(trouble: Trouble, now: datetime) -> str:
    if trouble.state == State.QUARANTINED:
        return f", given up after {trouble.attempts} attempts; mend it, then manage.py worker --release"
    if trouble.retry_at and trouble.retry_at > now:
        return f", again in {age(now, trouble.retry_at)}"
    return ""


def age(since: datetime | None, now: datetime) -> str:
    """The time from ``since`` to ``now`` in its largest unit."""
    seconds = max(0, int((now - since).total_seconds())) if since else 0
    for size, name in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {name}"
    return f"{seconds} s"


class Screen:
    """Shows lines in place of those before; where there is no terminal, below them."""

    def __init__(self, stream: Any, *, plain: bool) -> None:
        console = Console()
        self._stream = stream
        self._live = Live(console=console, auto_refresh=False) if console.is_terminal and not plain else None

    def __enter__(self) -> "Screen":
        if self._live:
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        if self._live:
            self._live.stop()
        return kind is KeyboardInterrupt

    def show(self, shown: Sequence[str]) -> None:
        """Show ``shown`` instead of what was shown before."""
        if self._live:
            self._live.update(Text("\n".join(shown)), refresh=True)
        else:
            self._stream.write("\n".join(shown))
