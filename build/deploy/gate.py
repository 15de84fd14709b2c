"""What a release must be before anything of it is written."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from build.deploy.headers import ASSETS
from build.deploy.manifest import PRIVATE, Artifact, Manifest
from build.deploy.plan import Plan
from build.errors import GateError
from build.snapshot.schema import MAX_FILE_BYTES

REQUIRED: Final = ("index.html", "404.html", "sitemap.xml", "feed.xml")
PAGES_KEPT: Final = 0.7
DELETES: Final = 256
SHARE_DELETED: Final = 0.1
MAX_PART: Final = 255
SHOWN_FAULTS: Final = 5

_HOSTNAME: Final = re.compile(r"(?!.*\.\.)[a-z0-9][a-z0-9.-]{0,251}[a-z0-9]")
_PAGES: Final = frozenset({"page", "list", "index"})


def check(previous: Manifest | None, wanted: Manifest, planned: Plan, *, allow_shrink: bool = False) -> None:
    """GateError with one sentence that lists the faults of ``wanted``, if it has any.

    ``allow_shrink`` is the operator's word that fewer pages and many deletions are meant.
    """
    faults = [*_faults_of_keys(wanted), *_faults_of_content(wanted)]
    if previous is not None:
        faults += _faults_of_assets(previous, wanted)
    if previous is not None and not allow_shrink:
        faults += _faults_of_shrinking(previous, wanted, planned)
    _refuse(wanted.site, faults)


def check_site(site: str) -> None:
    """GateError unless ``site`` is a bare hostname, which is also the name of its folder."""
    if not _HOSTNAME.fullmatch(site):
        raise GateError(
            f"{site!r} is not a hostname; use lower-case letters, digits, dots and hyphens, and no path."
        )


def check_staging(site: str, read: Callable[[str], bytes], writes: Iterable[Artifact]) -> None:
    """GateError if one of ``writes`` is not staged in its size."""
    _refuse(site, [fault for artifact in writes if (fault := _fault_of_file(read, artifact))])


def _refuse(site: str, faults: list[str]) -> None:
    if faults:
        more = f"; and {len(faults) - SHOWN_FAULTS} more" if len(faults) > SHOWN_FAULTS else ""
        listed = "; ".join(faults[:SHOWN_FAULTS]) + more
        raise GateError(f"The release of {site} was refused and nothing was written: {listed}.")


def _faults_of_keys(wanted: Manifest) -> Iterator[str]:
    seen: set[str] = set()
    folders: set[str] = set()
    for artifact in wanted.artifacts:
        if fault := _fault_of_key(artifact.key):
            yield fault
        if artifact.key in seen:
            yield f"{artifact.key} occurs twice"
        seen.add(artifact.key)
        parts = artifact.key.split("/")
        folders.update("/".join(parts[:depth]) for depth in range(1, len(parts)))
    yield from (f"{key} is both a file and a folder" for key in sorted(seen & folders))


def _fault_of_key(key: str) -> str | None:
    # Nearly all keys are printable, which is known a hundred times sooner than each letter's category.
    if not key.isprintable() and any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in key):
        return f"the key {key!r} holds a control character"
    parts = key.split("/")
    if any(part in {"", ".", ".."} for part in parts) or "\\" in key:
        return f"the key {key!r} is not a plain relative path"
    if any(len(part.encode()) > MAX_PART for part in parts):
        return f"a part of the key {key[:60]!r}… is longer than {MAX_PART} bytes"
    if not unicodedata.is_normalized("NFC", key):
        return f"the key {key!r} is not in Unicode form NFC"
    if key.startswith(PRIVATE):
        return f"the key {key!r} lies in {PRIVATE}, which belongs to the deployment"
    return None


def _faults_of_content(wanted: Manifest) -> Iterator[str]:
    keys = {artifact.key for artifact in wanted.artifacts}
    yield from (f"{key} is missing" for key in REQUIRED if key not in keys)
    for artifact in wanted.artifacts:
        if artifact.size > MAX_FILE_BYTES:
            yield f"{artifact.key} has {artifact.size:,} bytes, more than {MAX_FILE_BYTES:,}"
        yield from (
            f"{artifact.key} names {ref}, which is not in the release"
            for ref in artifact.refs
            if ref not in keys
        )


def _faults_of_shrinking(previous: Manifest, wanted: Manifest, planned: Plan) -> Iterator[str]:
    before, after = _pages(previous), _pages(wanted)
    if after < PAGES_KEPT * before:
        yield (
            f"it has {after} pages where {before} were, less than {PAGES_KEPT:.0%}; "
            "if that is meant, deploy once with leave to shrink"
        )
    deletes = len(planned.takedowns) + len(planned.expired)
    limit = max(DELETES, int(SHARE_DELETED * len(previous.artifacts)))
    if deletes > limit:
        yield (
            f"it would delete {deletes} objects, more than {limit}; "
            "if that is meant, deploy once with leave to shrink"
        )


def _faults_of_assets(previous: Manifest, wanted: Manifest) -> Iterator[str]:
    held = {
        artifact.key: artifact.sha256 for artifact in previous.artifacts if artifact.key.startswith(ASSETS)
    }
    for artifact in wanted.artifacts:
        if held.get(artifact.key, artifact.sha256) != artifact.sha256:
            yield f"{artifact.key} has other content than before, under a name that stands for its content"


def _pages(manifest: Manifest) -> int:
    return sum(artifact.kind in _PAGES for artifact in manifest.artifacts)


def _fault_of_file(read: Callable[[str], bytes], artifact: Artifact) -> str | None:
    key = artifact.key
    try:
        content = read(key)
    except (OSError, KeyError) as error:
        return f"{key} is not staged ({error})"
    if len(content) != artifact.size:
        return f"{key} has {len(content)} bytes where the manifest says {artifact.size}"
    return None
