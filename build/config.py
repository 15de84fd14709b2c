"""The build's configuration: one typed object, read from the environment and checked once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from build.errors import ConfigError, without_login

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class Config:
    """Where a build reads and writes. Every field can be set as ``LIENTHONG_<NAME>``.

    ``target`` is ``folder:PATH`` or ``s3://BUCKET``; ``engine`` is ``embedded:PATH`` or
    ``elasticsearch:URL``. ``site_url`` turns a hostname into the site's address. ``api_url`` is
    where the search page asks; a path means on the site's own host. ``offline`` says whether readers'
    devices may keep the sites; False takes back what they keep.
    """

    snapshot: Path
    staging: Path
    target: str
    engine: str
    site_url: str
    api_url: str
    jobs: int
    offline: bool = True


def port_in(var: Path) -> str:
    """The port that sites of this folder were last served on, as ``manage.py serve`` noted it there."""
    noted = var / "port"
    return noted.read_text("utf-8") if noted.exists() else "8000"


def load(environ: Mapping[str, str] = os.environ) -> Config:
    """The configuration that ``environ`` asks for; ConfigError names what cannot be used."""
    var = Path(environ.get("LIENTHONG_VAR", ROOT / "var")).resolve()

    def setting(name: str, default: str) -> str:
        return environ.get(f"LIENTHONG_{name}", default)

    jobs = setting("JOBS", str(os.cpu_count() or 1))
    offline = setting("OFFLINE", "true")
    config = Config(
        snapshot=Path(setting("SNAPSHOT", str(var / "snapshot"))),
        staging=Path(setting("STAGING", str(var / "staging"))),
        target=setting("TARGET", f"folder:{var / 'sites'}"),
        engine=setting("ENGINE", f"embedded:{var / 'search.sqlite3'}"),
        site_url=setting("SITE_URL", f"http://{{hostname}}:{port_in(var)}"),
        api_url=setting("API_URL", "/api"),
        jobs=int(jobs) if jobs.isdigit() else 0,
        offline=offline == "true",
    )
    _check(config, jobs)
    if offline not in ("true", "false"):
        raise ConfigError(f"LIENTHONG_OFFLINE is {offline!r}; set it to true or false.")
    return config


def _check(config: Config, jobs: str) -> None:
    if config.jobs < 1:
        raise ConfigError(f"LIENTHONG_JOBS is {jobs!r}; set it to a whole number from 1 up.")
    around = config.site_url.split("{hostname}")
    if len(around) == 1 or any(brace in "".join(around) for brace in "{}"):
        raise ConfigError(
            f"LIENTHONG_SITE_URL is {config.site_url!r}; "
            "it must hold {hostname} and no other brace, as in https://{hostname}."
        )
    if not config.target.startswith(("folder:", "s3://")):
        raise ConfigError(f"LIENTHONG_TARGET is {config.target!r}; use folder:PATH or s3://BUCKET.")
    if not config.engine.startswith(("embedded:", "elasticsearch:")):
        raise ConfigError(
            f"LIENTHONG_ENGINE is {without_login(config.engine)!r}; use embedded:PATH or elasticsearch:URL."
        )
