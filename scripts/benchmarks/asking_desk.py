"""Measured by ``desk``: screens of the desk, asked for one after another, as people of three kinds.

Wall time of whole answers, the database's part in it; each screen is asked for once before.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any, Final

import django

ASKED: Final = 30


def main() -> None:
    """Print the milliseconds of every answer, by person and screen."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.dev"
    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client

    from cms.tenancy.scale import APPROVER, AUTHOR, SUPERVISOR

    settings.ALLOWED_HOSTS, settings.DEBUG = ["*"], False
    taken = {}
    for name, who in (("author", AUTHOR), ("approver", APPROVER), ("supervisor", SUPERVISOR)):
        client = Client()
        client.force_login(User.objects.get(username=who))
        for screen, address in _screens():
            taken[f"{name}/{screen}"] = list(_ask(client, address))
    print(json.dumps({"taken": taken}))


def _screens() -> Iterator[tuple[str, str]]:
    """The screens, of the last unit: both its author and the supervisor of all may see it."""
    from django.urls import reverse

    from cms.tenancy.scale import SECTION
    from cms.units.models import Unit

    home = Unit.objects.select_related("root_page").order_by("pk").last().root_page
    section = home.get_children().get(slug=SECTION)
    page = section.get_children().first()
    yield "dashboard", reverse("wagtailadmin_home")
    yield "explorer", reverse("wagtailadmin_explore", args=[section.pk])
    yield "explorer's beginning", reverse("wagtailadmin_explore_root")
    yield "page chooser", reverse("wagtailadmin_choose_page")
    yield "page chooser, searching", reverse("wagtailadmin_choose_page_search") + "?q=tin"
    yield "picture chooser", reverse("wagtailimages_chooser:choose")
    yield "editor", reverse("wagtailadmin_pages:edit", args=[page.pk])


def _ask(client: Any, address: str) -> Iterator[float]:
    from scripts.benchmarks.measuring import counted

    for number in range(ASKED + 1):
        with counted() as spent:
            answer = client.get(address, follow=True)
        if answer.status_code not in {200, 404}:
            sys.exit(f"{address} answered {answer.status_code}; look at it in the desk.")
        if number:
            yield spent["wall"] * 1000


if __name__ == "__main__":
    main()
