"""The order in which objects are written: what an object names comes before it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from build.deploy.manifest import Artifact, Kind

RANK: Final[dict[Kind, int]] = {"asset": 0, "media": 1, "page": 2, "list": 3, "feed": 4, "index": 5}

Graph = Mapping[str, Sequence[str]]
Stages = tuple[tuple[Artifact, ...], ...]


def by_kind(artifacts: Iterable[Artifact]) -> Stages:
    """``artifacts`` in stages: assets, media, leaves, lists, feeds, the home page last."""
    return _grouped(((0, RANK[artifact.kind]), artifact) for artifact in artifacts)


def by_refs(artifacts: Sequence[Artifact]) -> Stages:
    """``artifacts`` in stages, each naming only artifacts of earlier ones.

    Two exceptions: artifacts that name each other in a circle follow one another by kind, and the
    home page comes last whatever names it. Within a stage the order is free.
    """
    level = _levels(_graph(artifact for artifact in artifacts if artifact.kind != "index"))
    last = len(artifacts)
    return _grouped(
        ((level.get(artifact.key, last), RANK[artifact.kind]), artifact) for artifact in artifacts
    )


def _grouped(ranked: Iterable[tuple[tuple[int, int], Artifact]]) -> Stages:
    groups = defaultdict(list)
    for rank, artifact in ranked:
        groups[rank].append(artifact)
    return tuple(tuple(groups[rank]) for rank in sorted(groups))


def _graph(artifacts: Iterable[Artifact]) -> Graph:
    """Which of ``artifacts`` each of them names."""
    refs = {artifact.key: artifact.refs for artifact in artifacts}
    return {key: [ref for ref in named if ref in refs] for key, named in refs.items()}


def _levels(graph: Graph) -> dict[str, int]:
    """For each key how many circles or single keys lie below it on the longest way down."""
    level: dict[str, int] = {}
    for circle in _circles(graph):
        below = (level[ref] for key in circle for ref in graph[key] if ref in level)
        depth = 1 + max(below, default=-1)
        level.update(dict.fromkeys(circle, depth))
    return level


def _circles(graph: Graph) -> Iterator[list[str]]:
    """The strongly connected components, each after all that it names (Tarjan, SIAM J. Comput. 1, 1972).

    Written without recursion: a chain of articles is longer than Python's stack.
    """
    found: dict[str, int] = {}
    lowest: dict[str, int] = {}
    unassigned: dict[str, None] = {}
    for root in graph:
        path = [] if root in found else [(root, iter(graph[root]))]
        while path:
            key, refs = path[-1]
            if key not in found:
                found[key] = lowest[key] = len(found)
                unassigned[key] = None
            for ref in refs:
                if ref not in found:
                    path.append((ref, iter(graph[ref])))
                    break
                if ref in unassigned:
                    lowest[key] = min(lowest[key], found[ref])
            else:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[key])
                if lowest[key] == found[key]:
                    yield _popped(unassigned, key)


def _popped(unassigned: dict[str, None], key: str) -> list[str]:
    """Takes ``key`` and all that was found after it out of ``unassigned``."""
    circle: list[str] = []
    while not circle or circle[-1] != key:
        circle.append(unassigned.popitem()[0])
    return circle
