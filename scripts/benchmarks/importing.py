"""Measured by ``import``: sample content into a new database, then 200 more pages as Wagtail adds them.

Both end with live pages that have a revision and are published to the sites.
"""

import json
import os
import sys
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from scripts.benchmarks.measuring import counted

PAGES: Final = 200
PROVINCE: Final = "30"


def main() -> None:
    """Print pages and seconds of both ways, and the memory of the import."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    from cms.demo import steps
    from cms.demo.choice import units_of
    from cms.demo.sample import generate
    from cms.sharing.models import LivePage

    steps.prepare_database()
    units = steps.import_units(units_of(PROVINCE, int(sys.argv[1])))
    file = settings.VAR / "demo" / "content.jsonl"
    lines = [json.dumps(line, ensure_ascii=False) for line in generate(units, steps.SEED)]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    with counted() as imported, Path(os.devnull).open("w") as nowhere:
        call_command("import_content", str(file), stdout=nowhere, stderr=nowhere)
    pages = LivePage.objects.count()
    with counted() as added:
        _add()
    print(json.dumps({"pages": pages, "import": imported, "added": PAGES, "add": added}))


@transaction.atomic
def _add() -> None:
    """200 articles like the first that was imported, one by one."""
    from cms.pages.models import ArticlePage

    model = ArticlePage.objects.order_by("path").first()
    parent = model.get_parent()
    for number in range(PAGES):
        page = ArticlePage(
            title=model.title, slug=f"trang-{number}", summary=model.summary, body=model.body, live=False
        )
        parent.add_child(instance=page)
        page.save_revision().publish()


if __name__ == "__main__":
    main()
