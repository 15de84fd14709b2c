"""From a setting to an engine."""

from pathlib import Path
from typing import Final

from build.errors import ConfigError, without_login
from build.index.embedded import EmbeddedEngine
from build.index.engine import SearchEngine

DEFAULT_ALIAS: Final = "lienthong"


def open_engine(spec: str) -> SearchEngine:
    """The engine for ``embedded:PATH`` or ``elasticsearch:URL[/ALIAS]``; ConfigError if it is neither.

    An Elasticsearch server is not asked anything before the first use, so that a dead one holds up nobody.
    """
    kind, _, where = spec.partition(":")
    if kind == "embedded" and where:
        return EmbeddedEngine(Path(where))
    if kind == "elasticsearch" and where.startswith(("http://", "https://")):
        # The client takes half a second of CPU to import, which the embedded engine need not pay.
        from build.index.elastic import ElasticsearchEngine
        from build.index.elastic_server import valid_alias

        scheme, _, rest = where.partition("://")
        host, _, alias = rest.rstrip("/").partition("/")
        if host and valid_alias(alias or DEFAULT_ALIAS):
            return ElasticsearchEngine(f"{scheme}://{host}", alias or DEFAULT_ALIAS)
    raise ConfigError(
        f"The search engine {without_login(spec)!r} is unknown; "
        "use embedded:PATH or elasticsearch:URL[/ALIAS]."
    )
