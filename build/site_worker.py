"""What a build does for one site in a worker process: render what changed, deploy what differs."""

import logging
from contextlib import suppress
from time import process_time

from build.config import Config
from build.deploy.deployment import deploy
from build.deploy.headers import cache_control, media_type
from build.deploy.manifest import Artifact, Manifest
from build.deploy.store import Store
from build.deploy.stores import open_store
from build.errors import BuildError, Fenced, StoreError, sentence
from build.outcome import Outcome
from build.render.state import SiteState
from build.snapshot.store import SiteEntry, SnapshotReader

logger = logging.getLogger(__name__)

_HTML = frozenset({"page", "list", "index"})


class SiteWorker:
    """Renders and deploys sites, one after another, with everything that they share kept open."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._reader = SnapshotReader(config.snapshot)
        self._store: Store | None = None
        # Pelican takes half a second to import and changes logging for good: only who renders pays.
        from build.render import pelican_shell

        self._shell = pelican_shell

    def bring_up_to_date(
        self, entry: SiteEntry, *, allow_shrink: bool = False, look: bool = False
    ) -> Outcome:
        """Render and deploy the site of ``entry``; ``look`` at every object that is deployed already."""
        began = process_time()
        try:
            state, rendered = self._shell.render_site(entry, self._reader, self._config)
            finished = process_time()
            receipt = deploy(
                entry.hostname,
                self._shell.staged_site(state, self._reader, self._config).read,
                manifest_of(entry, state),
                self._open_store(),
                allow_shrink=allow_shrink,
                look=look,
            )
        except BuildError as error:
            outage = isinstance(error, StoreError) and not isinstance(error, Fenced)
            return Outcome(entry.hostname, failure=str(error), outage=outage)
        except OSError as error:
            return Outcome(entry.hostname, failure=sentence(error))
        except Exception as error:
            # One site's trouble, however strange, is not the others'.
            logger.exception("%s could not be built", entry.hostname)
            kind = type(error).__name__
            return Outcome(entry.hostname, failure=f"{kind}: {error} (a fault of the program: see the log)")
        seconds = {"render": finished - began, "deploy": process_time() - finished}
        pages = sum(output.kind in _HTML for output in state.outputs)
        return Outcome(entry.hostname, pages, rendered, receipt.written, receipt.deleted, seconds)

    def warm_up(self) -> None:
        """Open the storage before the first site is there; one that is out is said with the first site."""
        with suppress(StoreError):
            self._open_store()

    def close(self) -> None:
        """Give back what is held open."""
        self._reader.close()

    def _open_store(self) -> Store:
        """The storage: where it is out it fails the site at hand, which is tried again, and no process."""
        self._store = self._store or open_store(self._config.target)
        return self._store


def manifest_of(entry: SiteEntry, state: SiteState) -> Manifest:
    """What the site's storage shall hold once ``state`` is deployed."""
    return Manifest(
        site=entry.hostname,
        revision=entry.revision,
        artifacts=tuple(
            Artifact(
                key=output.path,
                sha256=output.sha256,
                size=output.size,
                media_type=media_type(output.path),
                cache_control=cache_control(output.path),
                kind=output.kind,
                refs=output.refs,
            )
            for output in state.outputs
        ),
    )
