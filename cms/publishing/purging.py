"""Telling a cache in front of the sites that one of them has changed, by a command or an address."""

import shlex
import subprocess
from collections.abc import Sequence
from typing import Final
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings

from build.outcome import Outcome
from build.snapshot.store import SiteEntry
from cms.publishing.models import Step

_LONGEST: Final = 10
"""Seconds that a cache may take to answer."""


def next_steps() -> list[str]:
    """What follows a deployment."""
    return [Step.INDEX, Step.PURGE] if settings.PURGE else [Step.INDEX]


def purge(sites: Sequence[SiteEntry]) -> list[Outcome]:
    """Have the cache forget the sites, as the setting says; whatever goes wrong there is an outage."""
    return [_purge(site.hostname) for site in sites]


def _purge(hostname: str) -> Outcome:
    how = settings.PURGE.replace("{hostname}", hostname)
    try:
        if how.startswith(("http://", "https://")):
            with urlopen(Request(how, method="POST"), timeout=_LONGEST):  # noqa: S310 - as checked above
                return Outcome(hostname, written=1)
        done = subprocess.run(  # noqa: S603 - the operator's own command
            shlex.split(how), timeout=_LONGEST, capture_output=True, text=True, check=False
        )
    except (OSError, URLError, subprocess.TimeoutExpired) as error:
        return _failed(hostname, error)
    return Outcome(hostname, written=1) if done.returncode == 0 else _failed(hostname, done.stderr.strip())


def _failed(hostname: str, why: object) -> Outcome:
    failure = f"The cache was not purged of {hostname} ({why}); see to what LIENTHONG_PURGE names."
    return Outcome(hostname, failure=failure, outage=True)
