"""What a worker has in hand, and what it has done."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from build.snapshot.store import SiteEntry
from cms.publishing.claims import Claim


@dataclass
class Task:
    """A claim on its way: the site as the snapshot has it, and its ``place`` in what is being worked on.

    ``changed`` is False once it turned out that the site was as it should be.
    """

    claim: Claim
    site: SiteEntry
    note: str = ""
    changed: bool = True
    future: Future[Any] | None = None
    place: int = 0


@dataclass
class Done:
    """What a worker has done so far; for people who watch it."""

    relayed: int = 0
    deployed: int = 0
    unchanged: int = 0
    indexed: int = 0
    purged: int = 0
    failed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def spend(self, stage: str, began: float) -> None:
        """Add the time since ``began`` (monotonic) to ``stage``."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + monotonic() - began
