"""One deployment, top to bottom: read, plan, check, claim, take down, write, verify, commit, delete."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import msgspec

from build.deploy.gate import check, check_site, check_staging
from build.deploy.manifest import Manifest, nothing
from build.deploy.plan import Plan, distrust, plan, reconciled, unsure_of
from build.deploy.store import Read, Store, Stored, Write
from build.errors import Fenced, GateError, StoreError

ATTEMPTS: Final = 4
FEW: Final = 50
"""Objects that a lasting storage's answers vouch for; after more, the whole site is looked at."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a deployment did: objects written, deleted and left alone, bytes written, seconds taken."""

    site: str
    revision: int
    written: int
    deleted: int
    unchanged: int
    bytes: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class _Release:
    """What every step of one deployment needs."""

    site: str
    read: Read
    wanted: Manifest
    store: Store


def deploy(
    site: str,
    read: Read,
    wanted: Manifest,
    store: Store,
    *,
    allow_shrink: bool = False,
    look: bool = False,
    now: datetime | None = None,
) -> Receipt:
    """Makes ``site`` in ``store`` what ``wanted`` says; ``read`` gives the bytes of what is staged by key.

    A release that is there already costs one read and no write. ``allow_shrink`` lets a release through
    that loses many pages; ``look`` does not believe that the storage still is as its manifest says, but
    looks at every object, before and after. GateError before anything is written; StoreError when the
    store fails, after which the same call goes on; Fenced when a newer release was begun or deployed
    meanwhile.
    """
    check_site(site)
    if wanted.site != site:
        raise GateError(f"The release of {wanted.site} was to be deployed as {site}; build it for {site}.")
    started = time.monotonic()
    now = now or datetime.now(UTC)
    release = _Release(site=site, read=read, wanted=wanted, store=store)
    suspects: frozenset[str] = frozenset()
    for _ in range(ATTEMPTS):
        stored = store.read(site)
        if look and stored and not suspects:
            suspects = store.verify(site, wanted.artifacts, stored.manifest.tags)
        previous = _known(store, stored, suspects) if stored else nothing(site)
        _refuse_older(previous, wanted)
        todo = plan(previous, wanted, now)
        if todo.after == previous:
            return _receipt(wanted, None, started)
        check(previous, wanted, todo, allow_shrink=allow_shrink)
        check_staging(site, read, todo.writes)
        fence = _claim(release, todo, stored)
        if fence is None:
            continue
        tags = _carry_out(release, previous, todo, fence)
        few = store.lasting and len(todo.writes) <= FEW
        # What was just looked at and left as it was need not be looked at again.
        if suspects or _is_doubtful(stored) or not few or (look and todo.writes):
            suspects = store.verify(site, wanted.artifacts, tags)
        if not suspects:
            _commit(release, todo, tags, fence)
            return _receipt(wanted, todo, started)
    raise StoreError(_unsettled(site, suspects))


def _known(store: Store, stored: Stored, suspects: frozenset[str]) -> Manifest:
    """The manifest, put right where a deployment broke off or where ``suspects`` were found."""
    manifest = distrust(stored.manifest, suspects)
    unsure = unsure_of(manifest)
    return reconciled(manifest, store.present(manifest.site, unsure)) if unsure else manifest


def _is_doubtful(stored: Stored | None) -> bool:
    """Whether the last deployment broke off, and may even go on."""
    return stored is not None and bool(unsure_of(stored.manifest))


def _refuse_older(previous: Manifest, wanted: Manifest) -> None:
    if previous.newest > wanted.revision:
        raise Fenced(
            f"{wanted.site} has revision {previous.newest} already, and this is revision {wanted.revision}; "
            "build it anew from the present snapshot."
        )


def _claim(release: _Release, todo: Plan, stored: Stored | None) -> str | None:
    """The tag of the claim that is now in force; None if another deployment was quicker."""
    try:
        return release.store.commit(release.site, todo.claim, stored.tag if stored else None)
    except Fenced:
        return None


def _carry_out(release: _Release, previous: Manifest, todo: Plan, fence: str) -> dict[str, str]:
    """Takedowns, then the writes stage by stage; the tags of all objects of the release."""
    if todo.takedowns:
        release.store.delete(release.site, todo.takedowns, fence)
    expected = {artifact.key: previous.tags.get(artifact.key) for artifact in previous.artifacts}
    tags = dict(todo.settled.tags)
    for stage in todo.stages:
        writes = [Write(artifact, release.read, expected.get(artifact.key)) for artifact in stage]
        tags |= release.store.put(release.site, writes, fence)
    return tags


def _commit(release: _Release, todo: Plan, tags: dict[str, str], fence: str) -> None:
    """The manifest, then what has had its grace, then the manifest that has forgotten it."""
    if todo.claim != todo.settled:
        fence = release.store.commit(release.site, msgspec.structs.replace(todo.settled, tags=tags), fence)
    if todo.expired:
        release.store.delete(release.site, todo.expired, fence)
        release.store.commit(release.site, msgspec.structs.replace(todo.after, tags=tags), fence)


def _receipt(wanted: Manifest, todo: Plan | None, started: float) -> Receipt:
    writes = todo.writes if todo else ()
    return Receipt(
        site=wanted.site,
        revision=wanted.revision,
        written=len(writes),
        deleted=len(todo.takedowns) + len(todo.expired) if todo else 0,
        unchanged=len(wanted.artifacts) - len(writes),
        bytes=sum(artifact.size for artifact in writes),
        seconds=time.monotonic() - started,
    )


def _unsettled(site: str, suspects: frozenset[str]) -> str:
    if suspects:
        return (
            f"{site}: {len(suspects)} objects are not as they were written, {min(suspects)} among them; "
            "see who else writes to this storage, then deploy again."
        )
    return f"{site}: other deployments began {ATTEMPTS} times meanwhile; deploy again when they have ended."
