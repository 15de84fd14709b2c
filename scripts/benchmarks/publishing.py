"""Measured by ``publish`` and ``fanout``: the worker runs, pages are published, and the sites are watched.

Arguments: ``own`` or ``all`` (a commune's page for its own site, or the province's for every site), and
how many. What counts is what a citizen could see: the bytes of the page on every site that shall have
it, and the engine's answer to a word that no other page has.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import django

from build.config import load
from build.deploy.s3 import S3Store
from build.deploy.stores import open_store
from build.index.engine import Query
from build.index.opening import open_engine

PATIENCE: Final = 120.0
LOOK: Final = 0.01
BETWEEN: Final = 1.5
"""Seconds from one page to the next: an editor is slower, and the last one's lists are done by then."""
SECTION: Final = "tin-tuc"


def main() -> None:
    """Print the milliseconds until each page was on its sites, and until it was found on them."""
    kind, count = sys.argv[1], int(sys.argv[2])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    taken: dict[str, list[float]] = {"site": [], "search": []}
    with _worker():
        for number in range(count):
            for name, seconds in _publish(kind, number).items():
                taken[name].append(seconds * 1000)
            time.sleep(BETWEEN)
    commands = _by_command(kind)
    print(json.dumps({"taken": taken, "sites": len(_shown_on(kind, 0)), "commands": commands}))


@contextmanager
def _worker() -> Iterator[None]:
    """The worker, once it has nothing left to do."""
    process = subprocess.Popen([sys.executable, "manage.py", "worker"], stdout=subprocess.DEVNULL)
    try:
        _wait(_idle, "the worker had done what was there")
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _idle() -> bool:
    from cms.status.overview import overview

    found = overview()
    return not found.changes_waiting and not found.queue


def _publish(kind: str, number: int) -> dict[str, float]:
    """Seconds from the click until the page is on all its sites, and found on all of them."""
    word = f"zq{uuid4().hex[:12]}"
    units = _shown_on(kind, number)
    revision, path = _draft(units[0], kind, word)
    began = time.monotonic()
    revision.publish()
    missing = {unit.hostname for unit in units}
    _wait(lambda: not _drop_shown(missing, path, word), f"{path} was on {len(units)} sites")
    on_sites = time.monotonic() - began
    engine = open_engine(load().engine)
    try:
        _wait(lambda: _found(engine, word) == len(units), f"{word} was found on {len(units)} sites")
    finally:
        engine.close()
    return {"site": on_sites, "search": time.monotonic() - began}


def _by_command(kind: str) -> float:
    """Seconds until a page is on its sites when two commands bring it there instead of the worker."""
    word = f"zq{uuid4().hex[:12]}"
    units = _shown_on(kind, 0)
    revision, path = _draft(units[0], kind, word)
    began = time.monotonic()
    revision.publish()
    for command in (["manage.py", "snapshot"], ["-m", "build"]):
        subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    _wait(lambda: not _drop_shown({unit.hostname for unit in units}, path, word), f"{path} was on its sites")
    return time.monotonic() - began


def _shown_on(kind: str, number: int) -> list[Any]:
    """The unit that publishes, then those below it that shall show the page."""
    from cms.units.models import Unit

    units = list(Unit.objects.in_force().order_by("code"))
    if kind == "all":
        return sorted(units, key=lambda unit: unit.parent_id is not None)
    lowest = [unit for unit in units if not any(other.parent_id == unit.pk for other in units)]
    return [lowest[number % len(lowest)]]


def _draft(unit: Any, kind: str, word: str) -> tuple[Any, str]:
    """A revision that only needs to be published, and where its page will be."""
    from cms.pages.models import ArticlePage

    section = unit.root_page.get_children().get(slug=SECTION)
    page = ArticlePage(
        title=f"Tin đo tốc độ {word}",
        slug=word,
        summary="Tin dùng để đo thời gian xuất bản.",
        reach="all" if kind == "all" else "own",
        # A section may refuse what comes from above, but never what is mandatory.
        strength="mandatory" if kind == "all" else "default",
        live=False,
    )
    section.add_child(instance=page)
    return page.save_revision(), f"{SECTION}/{word}/index.html"


def _drop_shown(missing: set[str], path: str, word: str) -> set[str]:
    """Take out of ``missing`` the sites that show the page by now."""
    read = _reader()
    for hostname in sorted(missing):
        if word.encode() not in read(hostname, path):
            break
        missing.discard(hostname)
    return missing


def _reader() -> Callable[[str, str], bytes]:
    """Reads what a site's visitor gets; nothing for what is not there."""
    target = load().target
    if target.startswith("folder:"):
        root = Path(target.removeprefix("folder:"))
        return lambda site, key: file.read_bytes() if (file := root / site / key).is_file() else b""
    store = open_store(target)
    assert isinstance(store, S3Store)  # noqa: S101 - there are two kinds of store
    return lambda site, key: _object(store, f"{store.prefix}{site}/{key}")


def _object(store: S3Store, path: str) -> bytes:
    try:
        return bytes(store.client.get_object(Bucket=store.bucket, Key=path)["Body"].read())
    except store.client.exceptions.NoSuchKey:
        return b""


def _found(engine: Any, word: str) -> int:
    """On how many sites search finds the page."""
    facets = engine.search(Query(text=word)).facets.get("unit", ())
    return sum(count for _, _, count in facets)


def _wait(arrived: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not arrived():
        if time.monotonic() > until:
            sys.exit(f"It took longer than {PATIENCE:.0f} s until {what}; see manage.py status.")
        time.sleep(LOOK)


def quantile(values: Collection[float], percent: int) -> float:
    """The value that ``percent`` of ``values`` do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


if __name__ == "__main__":
    main()
