"""The manifest: what a release holds, and what a site's storage is known to hold.

The renderer fills ``site``, ``revision`` and ``artifacts`` of a wanted manifest. The one that lies in
the storage (``_d/manifest.json``) also carries what the next deployment has to know.
"""

from datetime import datetime
from typing import Final, Literal

import msgspec

from build.deploy.headers import cache_control, media_type
from build.errors import StoreError
from build.snapshot.schema import digest, encode

MANIFEST_KEY: Final = "_d/manifest.json"
PRIVATE: Final = "_d/"
VERSION: Final = 1

Kind = Literal["asset", "media", "page", "list", "feed", "index"]


class Artifact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One object of a site.

    ``key`` is its path from the site's root. ``refs`` are the keys of the same site that it names.
    ``kind``: ``asset`` belongs to the theme, ``media`` to content; ``page`` is any page that is not
    a ``list`` of others; ``feed`` is what only machines read; ``index`` is the home page.
    """

    key: str
    sha256: str
    size: int
    media_type: str
    cache_control: str
    kind: Kind
    refs: tuple[str, ...] = ()

    def serves_as(self, other: "Artifact") -> bool:
        """Whether a visitor gets the same bytes and headers from both."""
        return (self.sha256, self.media_type, self.cache_control) == (
            other.sha256,
            other.media_type,
            other.cache_control,
        )


class Tombstone(msgspec.Struct, frozen=True, kw_only=True):
    """An object that the release no longer names; it stays for old pages until ``until``."""

    artifact: Artifact
    until: datetime


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A release of one site.

    ``revision`` grows with every wanted state of the site; it decides which of two deployments is
    the older. The rest is set by the deployment: ``tags`` are what the store answered for each key
    (a folder answers nothing); ``claimed`` is the revision of a deployment under way or broken off,
    ``in_doubt`` what it may have written by now, and ``withdrawn`` what it may have deleted.
    """

    version: int = VERSION
    site: str
    revision: int
    artifacts: tuple[Artifact, ...] = ()
    tags: dict[str, str] = {}
    tombstones: tuple[Tombstone, ...] = ()
    claimed: int | None = None
    in_doubt: tuple[Artifact, ...] = ()
    withdrawn: tuple[Artifact, ...] = ()

    @property
    def newest(self) -> int:
        """The revision of the newest deployment that ever began."""
        return self.revision if self.claimed is None else max(self.revision, self.claimed)


def describe(key: str, payload: bytes, kind: Kind, refs: tuple[str, ...] = ()) -> Artifact:
    """The artifact for ``payload`` at ``key``; GateError where its type cannot be served."""
    return Artifact(
        key=key,
        sha256=digest(payload),
        size=len(payload),
        media_type=media_type(key),
        cache_control=cache_control(key),
        kind=kind,
        refs=refs,
    )


def nothing(site: str) -> Manifest:
    """The manifest of a site that was never deployed."""
    return Manifest(site=site, revision=-1)


def to_bytes(manifest: Manifest) -> bytes:
    """The bytes that stand for ``manifest``: equal manifests give equal bytes."""
    return encode(manifest)


def from_bytes(payload: bytes, where: str) -> Manifest:
    """The manifest that ``to_bytes`` wrote at ``where``; StoreError when it cannot be read."""
    try:
        manifest = msgspec.json.decode(payload, type=Manifest)
    except msgspec.DecodeError as error:
        raise StoreError(
            f"The manifest {where} cannot be read ({error}); "
            "put back a copy, or remove it to deploy all anew."
        ) from None
    if manifest.version != VERSION:
        raise StoreError(
            f"The manifest {where} is of version {manifest.version}, this build writes {VERSION}; "
            "deploy with the newer build."
        )
    return manifest
