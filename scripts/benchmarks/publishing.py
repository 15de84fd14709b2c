"""Measured by ``publish`` and ``fanout``: the worker runs, pages are published, and the sites are watched.

Arguments: ``own`` or ``all`` (a commune's page for its own site, or the province's for every site), and
how many. The time runs from when the editor's form is sent. What counts is what a citizen could see: the
bytes of the page on every site that shall have it, and the engine's answer to a word that no other page
has. With CELERY_BROKER_URL the worker is Celery's, woken by the desk.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import django

from build.config import load
from build.deploy.s3 import S3Store
from build.deploy.s3_quick import Quick, Unsure
from build.deploy.stores import open_store
from build.index.engine import Query
from build.index.opening import open_engine

PATIENCE: Final = 120.0
LOOK: Final = 0.05
"""Seconds between two looks: each costs the servers some milliseconds of the cores that they share."""
BETWEEN: Final = {"own": 1.5, "all": 6.0}
"""Seconds from one page to the next: an editor is slower, and the last one's lists are done by then."""
SECTION: Final = "thong-bao"
BURST: Final = 200
BURST_SECONDS: Final = 10.0
AT_ONCE: Final = 4
"""Editors of one unit, each with a page: one alone does not publish so often."""


def main() -> None:
    """Print the milliseconds until each page was on its sites, and until it was found on them."""
    kind, count = sys.argv[1], int(sys.argv[2])
    begin()
    taken: dict[str, list[float]] = {"site": [], "search": []}
    desk = the_desk()
    with worker():
        publish(desk, kind, 0)  # until then the worker's processes are only starting
        for number in range(1, count + 1):
            time.sleep(BETWEEN[kind])
            for name, seconds in publish(desk, kind, number).items():
                taken[name].append(seconds * 1000)
        burst = _burst() if kind == "own" else None
    commands = _by_command(desk, kind)
    print(
        json.dumps({"taken": taken, "sites": len(_shown_on(kind, 0)), "commands": commands, "burst": burst})
    )


def begin() -> None:
    """Ready Django, for the settings of a demo unless others are set."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()


def the_desk() -> Any:
    """The desk, as who administers everything meets it once logged in, where nobody has to approve."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    from cms.tenancy.models import UnitSettings
    from cms.units.models import Unit

    for unit in Unit.objects.in_force():
        UnitSettings.objects.update_or_create(unit=unit, defaults={"authors_publish": True})
    desk = Client(HTTP_HOST="localhost")
    desk.force_login(
        get_user_model().objects.filter(is_superuser=True).first(),
        backend=settings.AUTHENTICATION_BACKENDS[-1],
    )
    return desk


@contextmanager
def worker() -> Iterator[None]:
    """The worker, once it has nothing left to do."""
    from cms.publishing.waking import wake_workers

    clock = ["--beat", "--schedule", str(load().staging / "clock")]
    celery = ["-m", "celery", "-A", "cms.publishing.celery", "worker", "--pool", "solo", *clock]
    command = celery if os.environ.get("CELERY_BROKER_URL") else ["manage.py", "worker"]
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    wake_workers()  # its clock ticks for the first time after a while
    try:
        wait(idle, "the worker had done what was there")
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def idle() -> bool:
    """Whether the worker has done all there is."""
    from cms.status.overview import overview

    found = overview()
    return not found.changes_waiting and not found.queue


def publish(desk: Any, kind: str, number: int) -> dict[str, float]:
    """Seconds from the click until the page is on all its sites, and found on all of them."""
    word = f"zq{uuid4().hex[:12]}"
    units = _shown_on(kind, number)
    page, path = _draft(units[0], kind, word)
    began = time.monotonic()
    _click(desk, page)
    missing = {unit.hostname for unit in units}
    wait(lambda: not drop_shown(missing, path, word), f"{path} was on {len(units)} sites")
    on_sites = time.monotonic() - began
    engine = open_engine(load().engine)
    try:
        wait(lambda: _found(engine, word) == len(units), f"{word} was found on {len(units)} sites")
    finally:
        engine.close()
    return {"site": on_sites, "search": time.monotonic() - began}


def _burst() -> dict[str, float]:
    """How many builds of a site pages cost that are published again and again, and in how many seconds."""
    from cms.publishing.models import SiteStep, Step

    (unit,) = _shown_on("own", 1)
    drafts = [_draft(unit, "own", f"zq{uuid4().hex[:12]}") for _ in range(AT_ONCE)]
    step = SiteStep.objects.get(unit=unit, step=Step.DEPLOY)
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as editors:
        list(editors.map(lambda draft: _again(draft[0], began), drafts))
    seconds = time.monotonic() - began
    for page, path in drafts:
        wait(
            lambda path=path, page=page: not drop_shown({unit.hostname}, path, page.summary), "all was there"
        )
    wait(idle, "nothing was left to do")
    # The token grows with every claim, and there is no build without one.
    return {
        "builds": SiteStep.objects.get(pk=step.pk).lease_token - step.lease_token,
        "seconds": seconds,
    }


def _again(page: Any, began: float) -> None:
    """One of the editors: publishes a page again and again, as often as its part of the burst is."""
    from django.db import connection

    each = BURST // AT_ONCE
    for number in range(1, each + 1):
        page.summary = f"Lần {number:03} của {each:03}."
        page.save_revision().publish()
        time.sleep(max(0.0, began + number * BURST_SECONDS / each - time.monotonic()))
    connection.close()


def _by_command(desk: Any, kind: str) -> float:
    """Seconds until a page is on its sites when two commands bring it there instead of the worker."""
    word = f"zq{uuid4().hex[:12]}"
    units = _shown_on(kind, 0)
    page, path = _draft(units[0], kind, word)
    began = time.monotonic()
    _click(desk, page)
    for command in (["manage.py", "snapshot"], ["-m", "build"]):
        subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    wait(lambda: not drop_shown({unit.hostname for unit in units}, path, word), f"{path} was on its sites")
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
    """A page that only needs to be published, and where it will be."""
    from cms.pages.models import NoticePage

    section = unit.root_page.get_children().get(slug=SECTION)
    page = NoticePage(
        title=f"Thông báo đo tốc độ {word}",
        slug=word,
        summary="Thông báo dùng để đo thời gian xuất bản.",
        reach="all" if kind == "all" else "own",
        # A section may refuse what comes from above, but never what is mandatory.
        strength="mandatory" if kind == "all" else "default",
        live=False,
    )
    section.add_child(instance=page)
    page.save_revision()
    return page, f"{SECTION}/{word}/index.html"


def _click(desk: Any, page: Any) -> None:
    """Send the page's form as its editor does, with the button that publishes."""
    from django.urls import reverse
    from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

    names = ("title", "slug", "summary", "reach", "strength")
    fields = {name: getattr(page, name) for name in names} | dict.fromkeys(
        ("long_title", "contact", "hours"), ""
    )
    groups = {"comments": inline_formset([]), "body": streamfield([]), "files": streamfield([])}
    form = nested_form_data(fields | groups) | {"action-publish": "1"}
    answer = desk.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    page.refresh_from_db(fields=["live"])
    if not page.live:
        sys.exit(f"The desk did not publish: it answered {answer.status_code}.")


def drop_shown(missing: set[str], path: str, word: str) -> set[str]:
    """Take out of ``missing`` the sites that show the page by now."""
    read = reader()
    for hostname in sorted(missing):
        if word.encode() not in read(hostname, path):
            break
        missing.discard(hostname)
    return missing


@cache
def reader() -> Callable[[str, str], bytes]:
    """Reads what a site's visitor gets; nothing for what is not there."""
    target = load().target
    if target.startswith("folder:"):
        root = Path(target.removeprefix("folder:"))
        return lambda site, key: file.read_bytes() if (file := root / site / key).is_file() else b""
    store = open_store(target)
    assert isinstance(store, S3Store)  # noqa: S101 - there are two kinds of store
    return lambda site, key: _object(store.quick, f"{store.prefix}{site}/{key}")


def _object(bucket: Quick, path: str) -> bytes:
    try:
        return bucket.get(path)[0]
    except Unsure:
        return b""


def _found(engine: Any, word: str) -> int:
    """On how many sites search finds the page."""
    facets = engine.search(Query(text=word)).facets.get("unit", ())
    return sum(count for _, _, count in facets)


def wait(arrived: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Look until it has ``arrived``; after ``patience`` seconds say ``what`` was waited for, and end."""
    until = time.monotonic() + patience
    while not arrived():
        if time.monotonic() > until:
            sys.exit(f"It took longer than {patience:.0f} s until {what}; see manage.py status.")
        time.sleep(LOOK)


def quantile(values: Collection[float], percent: int) -> float:
    """The value that ``percent`` of ``values`` do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


if __name__ == "__main__":
    main()
