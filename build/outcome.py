"""How a site fared in a build, as it is told from process to process."""

from typing import NamedTuple


class Outcome(NamedTuple):
    """How a site fared. ``seconds`` are CPU seconds by stage; ``failure`` is empty where all went well.

    ``outage`` says that the failure is a server's, which passes, and not the site's. ``superseded`` is
    what was not done because the snapshot of the site is newer by now.
    """

    hostname: str
    pages: int = 0
    rendered: int = 0
    written: int = 0
    deleted: int = 0
    seconds: dict[str, float] = {}
    failure: str = ""
    outage: bool = False
    superseded: bool = False
