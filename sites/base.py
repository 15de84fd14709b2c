"""Pelican settings that all tiers share; each tier's pelicanconf.py asks for its own set."""

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # the `pelican` command does not look in the folder it is started from
    sys.path.insert(0, str(ROOT))

from build.render.author_preview import AuthorPelican  # noqa: E402
from build.render.theme import JINJA_ENVIRONMENT, JINJA_FILTERS  # noqa: E402

SETTINGS: dict[str, Any] = {
    "PELICAN_CLASS": AuthorPelican,
    "THEME": str(ROOT / "themes" / "base"),
    "PATH": str(ROOT / "themes"),
    "DELETE_OUTPUT_DIRECTORY": False,
    "PLUGINS": [],
    "READERS": {"rst": None, "html": None, "md": None},
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": [],
    "STATIC_PATHS": [],
    "JINJA_ENVIRONMENT": JINJA_ENVIRONMENT,
    "JINJA_FILTERS": JINJA_FILTERS,
    "DEFAULT_LANG": "vi",
    "TIMEZONE": "Asia/Ho_Chi_Minh",
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
}


def for_tier(tier: str) -> dict[str, Any]:
    """The settings of one tier's sites."""
    overrides = [str(ROOT / "themes" / tier / "templates")]
    return {**SETTINGS, "TIER": tier, "THEME_TEMPLATES_OVERRIDES": overrides}
