"""Whom to tell of a hole in the site: ``security.txt`` (RFC 9116), where the unit has an address for mail."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from build.render.item import Item, written
from build.render.records import Site
from build.render.site_plan import SitePlan
from build.snapshot.schema import Shown

PATH: Final = ".well-known/security.txt"


def items(plan: SitePlan) -> Iterator[Item]:
    """The file, or none."""
    site = plan.site
    if site.unit.email:
        until = expires(site.snapshot.shown)
        key = plan.key("security", site.unit.url, site.unit.email, until)
        yield written(PATH, key, lambda: _security_txt(site, until))


def expires(shown: Iterable[Shown]) -> str:
    """When what the file says should be looked at again: half a year to a year after the newest edit.

    The standard asks for less than a year. It is worked out from what is shown and not from the clock,
    so that equal snapshots give equal files.
    """
    edits = (page.modified_at or page.published_at for page in shown)
    newest = max(filter(None, edits), default="1970-01-01T00:00:00+00:00")
    moment = datetime.fromisoformat(newest).astimezone(UTC)
    return f"{moment.year + 1}-{'01' if moment.month <= 6 else '07'}-01T00:00:00Z"


def _security_txt(site: Site, until: str) -> bytes:
    lines = (
        f"Contact: mailto:{site.unit.email}",
        f"Expires: {until}",
        "Preferred-Languages: vi, en",
        f"Canonical: {site.unit.url}/{PATH}",
    )
    return "".join(f"{line}\n" for line in lines).encode()
