"""Documents indexed a CPU-second and how long a question takes, beside SQLite's FTS5 as it comes."""

import os
import statistics
import uuid
from typing import Any, Final

from build.snapshot.store import SnapshotReader
from scripts.benchmarks.measuring import (
    ROOT,
    Conditions,
    Finding,
    Measured,
    Usage,
    answer,
    memory,
    python,
    rounds,
)

QUESTIONS: Final = ROOT / "tests" / "relevance" / "queries" / "open.jsonl"
PEER: Final = "plain FTS5"
QUANTILES: Final = {"p50": 49, "p95": 94, "p99": 98}


def measure(conditions: Conditions) -> Measured:
    """Index the sites and ask citizens' questions of every page, each engine in turn with the peer."""
    sites = len(SnapshotReader(conditions.snapshot).sites()[: conditions.sites])
    engines = {"embedded": f"embedded:{conditions.folder / 'search.sqlite3'}"}
    if url := os.environ.get("ELASTICSEARCH_URL"):
        engines["elasticsearch"] = f"elasticsearch:{url.rstrip('/')}/bench-{uuid.uuid4().hex}"
    tasks = [
        lambda engine=engine: _asked(conditions, engine, sites) for engine in ["plain", *engines.values()]
    ]
    plain, *others = rounds(conditions.rounds, *tasks)
    first = answer(plain[0])
    measured = Measured(
        "search", f"{first['documents']:,} documents of {sites} sites, {len(first['and']['cpu'])} questions"
    )
    for name, runs in zip(engines, others, strict=True):
        measured.findings += _findings(name, runs, plain)
    hits = answer(others[0][0])["long"]["hits"]
    measured.notes.append(
        f"The last page is that of a question with {hits:,} hits, the median of asking again."
    )
    if "elasticsearch" not in engines:
        measured.notes.append("Elasticsearch was left out: ELASTICSEARCH_URL names no server.")
    measured.notes.append(
        "Plain FTS5 gives ten titles by rank; the product also folds đ, forgives typing errors, counts "
        "facets, marks words and puts pages that read the same together."
    )
    measured.notes.append(
        "Where the engine works in the asking process, its CPU time is given; of Elasticsearch wall time, "
        "beside the peer's wall time."
    )
    return measured


def _asked(conditions: Conditions, engine: str, sites: int) -> Usage:
    for old in conditions.folder.glob("search.sqlite3*"):
        old.unlink()
    own = {} if engine == "plain" else {"ENGINE": engine}
    environment = conditions.environment(**own)
    return python("scripts.benchmarks.asking", engine, sites, QUESTIONS, environment=environment)


def _findings(name: str, runs: list[Usage], plain: list[Usage]) -> list[Finding]:
    own, theirs = ([answer(usage) for usage in side] for side in (runs, plain))
    kind = "wall" if name == "elasticsearch" else "cpu"
    paces = [[one["documents"] / one[kind] for one in side] for side in (own, theirs)]
    unit = "documents/s" if kind == "wall" else "documents/cpu-s"
    findings = [Finding(f"search/{name}/indexed", unit, paces[0], PEER, paces[1])]
    for quantile in QUANTILES:
        findings += _quantile(name, kind, quantile, own, theirs)
    findings.append(_last_page(name, kind, own))
    return [*findings, Finding(f"search/{name}/memory", "MiB", memory(runs))]


def _last_page(name: str, kind: str, own: list[Any]) -> Finding:
    last, first = ([statistics.median(one["long"][page][kind]) for one in own] for page in ("last", "first"))
    return Finding(f"search/{name}/last page", _unit(kind), last, "its first page", first)


def _unit(kind: str) -> str:
    return "ms" if kind == "wall" else "CPU-ms"


def _quantile(name: str, kind: str, quantile: str, own: list[Any], theirs: list[Any]) -> list[Finding]:
    asked, every, some = (
        [statistics.quantiles(one[key][kind], n=100, method="inclusive")[QUANTILES[quantile]] for one in side]
        for side, key in ((own, "asked"), (theirs, "and"), (theirs, "or"))
    )
    row, unit = f"search/{name}/{quantile}", _unit(kind)
    return [
        Finding(row, unit, asked, f"{PEER}, words joined by OR", some),
        Finding(row, unit, asked, f"{PEER}, by AND", every),
    ]
