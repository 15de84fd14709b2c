"""Measured by ``urgent``: the province publishes by the desk's short form, and the sites are watched.

The worker runs; with CELERY_BROKER_URL it is Celery's.
"""

import json
import sys
import time
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from scripts.benchmarks.publishing import SECTION, begin, drop_shown, idle, publish, the_desk, wait, worker

PATIENCE: Final = 900.0
FRAGMENT: Final = "_khan-cap.json"


def main() -> None:
    """Print the milliseconds until every site's fragment, home page and every other page had the notice."""
    begin()
    desk = the_desk()
    with worker():
        publish(desk, "all", 0)  # until then the worker's processes are only starting
        print(json.dumps({"taken": _publish_urgent(desk)}))


def _publish_urgent(desk: Any) -> dict[str, float]:
    from cms.pages.models import NoticePage
    from cms.units.models import Unit

    units = Unit.objects.in_force()
    word = f"zq{uuid4().hex[:12]}"
    places = {
        "fragments": FRAGMENT,
        "home pages": "index.html",
        "section fronts": f"{SECTION}/index.html",
        "all pages": f"{SECTION}/{NoticePage.objects.latest('pk').slug}/index.html",
    }
    taken = {}
    began = time.monotonic()
    _click(desk, units.get(parent=None), word)
    for place, path in places.items():
        missing = set(units.values_list("hostname", flat=True))
        wait(lambda path=path, left=missing: not drop_shown(left, path, word), f"{place} had it", PATIENCE)
        taken[place] = (time.monotonic() - began) * 1000
    # What was looked for is one of a site's pages; another may be written after it.
    wait(idle, "nothing was left to do", PATIENCE)
    return taken | {"all pages": (time.monotonic() - began) * 1000}


def _click(desk: Any, unit: Any, word: str) -> None:
    from django.urls import reverse
    from django.utils import timezone

    form = {
        "title": f"Thông báo khẩn đo tốc độ {word}",
        "text": "Thông báo dùng để đo thời gian xuất bản.",
        "reach": "all",
        "ends_at": f"{timezone.localtime() + timedelta(hours=6):%d/%m/%Y %H:%M}",
    }
    answer = desk.post(reverse("lienthong_urgent", args=[unit.pk]), form)
    if answer.status_code != 302:
        sys.exit(f"The desk did not publish: it answered {answer.status_code}.")


if __name__ == "__main__":
    main()
