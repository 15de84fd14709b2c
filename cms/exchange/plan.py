"""From what a file says and what is there: what is to be made, changed, left and removed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Generic, Protocol, TypeVar

import msgspec

from cms.exchange.lines import DecisionKey, DecisionLine, PageLine

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


class MayBeEmpty(Protocol):
    """A record that can say nothing."""

    @property
    def is_empty(self) -> bool:
        """Whether it does."""


E = TypeVar("E", bound=MayBeEmpty)


@dataclass
class Changes(Generic[K, V]):
    """What happens to things of one kind; ``remove`` are keys of what is there."""

    create: dict[K, V] = field(default_factory=dict)
    update: dict[K, V] = field(default_factory=dict)
    unchanged: int = 0
    remove: list[K] = field(default_factory=list)

    def figures(self) -> dict[str, int]:
        """How many of each."""
        return {
            "created": len(self.create),
            "updated": len(self.update),
            "unchanged": self.unchanged,
            "removed": len(self.remove),
        }


def compare(wanted: Mapping[K, V], there: Mapping[K, V], *, replace: bool) -> Changes[K, V]:
    """What makes ``there`` be as ``wanted`` says; with ``replace`` what is not wanted goes."""
    changes: Changes[K, V] = Changes()
    for key, value in wanted.items():
        if key not in there:
            changes.create[key] = value
        elif there[key] != value:
            changes.update[key] = value
        else:
            changes.unchanged += 1
    changes.remove = [key for key in there if replace and key not in wanted]
    return changes


def compare_decisions(
    wanted: Iterable[DecisionLine], there: Mapping[DecisionKey, DecisionLine], *, replace: bool
) -> Changes[DecisionKey, DecisionLine]:
    """The same for decisions: a suspension that is asked for leaves one that is there.

    So does an override that does not say what its values stand in place of, as far as they are the same.
    """
    asked = {
        line.key: _with_base(_with_suspension(line, there.get(line.key)), there.get(line.key))
        for line in wanted
    }
    return compare_or_take_back(asked, there, replace=replace)


def _with_suspension(line: DecisionLine, there: DecisionLine | None) -> DecisionLine:
    if not line.suspend_now or there is None or there.suspension is None:
        return line
    return DecisionLine(line.key, line.hide, line.adopt, line.override, there.suspension)


def _with_base(line: DecisionLine, there: DecisionLine | None) -> DecisionLine:
    override, old = line.override, there and there.override
    if override is None or override.base or not old:
        return line
    kept = {name: old.base[name] for name in old.base if override.fields.get(name) == old.fields.get(name)}
    return replace(line, override=replace(override, base=kept))


def compare_or_take_back(asked: Mapping[K, E], there: Mapping[K, E], *, replace: bool) -> Changes[K, E]:
    """The same for what may be empty: such a line takes back what is there."""
    wanted = {key: line for key, line in asked.items() if not line.is_empty}
    changes = compare(wanted, there, replace=replace)
    changes.remove = [key for key in there if key not in wanted and (replace or key in asked)]
    return changes


def digest(page: PageLine) -> bytes:
    """What stands for all that a page's line says: when it was last edited is no edit of it."""
    said = msgspec.json.encode(replace(page, modified_at=None), order="deterministic")
    return blake2b(said, digest_size=16).digest()


def batches(items: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """``items`` in lists of at most ``size``."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
