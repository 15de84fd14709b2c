"""What a deployment asks of the storage: six calls, for a folder and for S3 alike."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

from build.deploy.manifest import Artifact, Manifest

Read = Callable[[str], bytes]
"""The bytes of a staged file by its key; an OSError or KeyError where there is none."""


class Stored(NamedTuple):
    """A manifest as it lies in the storage, with the tag that changes whenever it does."""

    manifest: Manifest
    tag: str


class Write(NamedTuple):
    """One object to write: ``read`` gives its bytes, ``tag`` is what the storage should still hold.

    ``tag`` is None for an object that should not be there yet, and where the store has no tags.
    """

    artifact: Artifact
    read: Read
    tag: str | None

    def body(self) -> bytes:
        """The object's bytes."""
        return self.read(self.artifact.key)


class Store(Protocol):
    """Where the sites lie, each under its hostname ``site``.

    ``fence`` is the tag that the deployment's own claim was committed under. All calls raise
    StoreError with what to do; those with a fence raise Fenced once another deployment has begun.
    ``lasting`` says whether what it answered for is there for good, also after a power cut.
    """

    @property
    def lasting(self) -> bool: ...

    def read(self, site: str) -> Stored | None:
        """The site's manifest, or None for a site that was never deployed."""
        ...

    def commit(self, site: str, manifest: Manifest, tag: str | None) -> str:
        """Puts ``manifest`` in the place of the one tagged ``tag`` (None: of none); its tag, or Fenced."""
        ...

    def put(self, site: str, writes: Sequence[Write], fence: str) -> dict[str, str]:
        """Writes all objects, in any order; the tags of those that have one, by key."""
        ...

    def present(self, site: str, artifacts: Collection[Artifact]) -> frozenset[str]:
        """The keys of those ``artifacts`` that are there whole; whether as they were written is not said."""
        ...

    def verify(self, site: str, artifacts: Collection[Artifact], tags: Mapping[str, str]) -> frozenset[str]:
        """The keys of those ``artifacts`` that are not there as they were written."""
        ...

    def delete(self, site: str, keys: Sequence[str], fence: str) -> None:
        """Removes the objects; one that is not there is no error."""
        ...
