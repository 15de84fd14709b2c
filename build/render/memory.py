"""What a process has worked out already, by a name for what it was made from."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Remembers up to ``most`` values, and unlike ``functools.lru_cache`` none of the texts behind them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[K, V] = {}

    def get(self, name: K, make: Callable[[], V]) -> V:
        """The value under ``name``, made where it is not known. One too many, and all is forgotten."""
        if name not in self._known:
            value = make()
            if len(self._known) >= self._most:
                self._known.clear()
            self._known[name] = value
        return self._known[name]
