"""What a deployment does, and in which order: a pure function of two manifests and the time.

Why no page that can be found ever names a missing object, save one that was withdrawn:

- Every object of the release before names only objects of that release. None of them goes but those
  that are withdrawn (on purpose, at once) and those whose grace has run out.
- New objects are named by no older one, so that none is found from the home page while they are
  written; each is written after all that it names (``order.by_refs``).
- Objects that come back follow when all new ones are there: an old page may still name them, from
  before they were withdrawn.
- Changed objects follow when all others are there: whatever they name, before or after, exists.

A deployment that broke off leaves its ``claim`` as the manifest. ``reconciled`` with what is really
there it is a release like any other, save that what is in doubt is written again.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

import msgspec

from build.deploy.manifest import Artifact, Kind, Manifest, Tombstone, nothing
from build.deploy.order import Stages, by_kind, by_refs

GRACE: Final[dict[Kind, timedelta]] = {"asset": timedelta(days=30)}
"""How long an object stays when nothing names it any more. Content has none: it is withdrawn."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The steps of a deployment, in order; each manifest is to be committed at its place.

    ``claim``, then ``takedowns`` are deleted, then ``stages`` written, then ``settled``; then
    ``expired`` are deleted and ``after`` is committed. Where nothing expires the last two are one;
    where nothing is written or taken down the first two are.
    """

    claim: Manifest
    takedowns: tuple[str, ...]
    stages: Stages
    settled: Manifest
    expired: tuple[str, ...]
    after: Manifest

    @property
    def writes(self) -> tuple[Artifact, ...]:
        """All that is written, in order."""
        return tuple(artifact for stage in self.stages for artifact in stage)


def plan(previous: Manifest | None, wanted: Manifest, now: datetime) -> Plan:
    """How to get from ``previous`` (what the storage holds) to ``wanted``."""
    previous = previous or nothing(wanted.site)
    aimed = _by_key(wanted.artifacts)
    stages = _stages(previous, wanted.artifacts)
    written = _by_key(artifact for stage in stages for artifact in stage)
    known = _by_key((*previous.in_doubt, *previous.artifacts))
    leaving = [artifact for key, artifact in known.items() if key not in aimed]
    takedowns = _by_key(artifact for artifact in leaving if artifact.kind not in GRACE)
    stones = _tombstones(previous, leaving, aimed, now)
    settled = Manifest(
        site=wanted.site,
        revision=wanted.revision,
        artifacts=_listed(wanted.artifacts),
        tags={key: tag for key, tag in previous.tags.items() if key in aimed and key not in written},
        tombstones=stones,
    )
    return Plan(
        claim=_claim(previous, wanted.revision, takedowns, written) if takedowns or written else settled,
        takedowns=tuple(sorted(takedowns)),
        stages=stages,
        settled=settled,
        expired=tuple(stone.artifact.key for stone in stones if stone.until <= now),
        after=msgspec.structs.replace(
            settled, tombstones=tuple(stone for stone in stones if stone.until > now)
        ),
    )


def unsure_of(manifest: Manifest) -> tuple[Artifact, ...]:
    """What a deployment which broke off may have written or deleted."""
    return (*manifest.in_doubt, *manifest.withdrawn)


def reconciled(manifest: Manifest, present: Collection[str]) -> Manifest:
    """``manifest`` when of those that ``unsure_of`` names just ``present`` turned out to be there."""
    found = [one for one in (*manifest.withdrawn, *manifest.in_doubt) if one.key in present]
    return msgspec.structs.replace(
        manifest,
        artifacts=_listed((*found, *manifest.artifacts)),
        in_doubt=_listed((*found, *manifest.in_doubt)),
        withdrawn=tuple(one for one in manifest.withdrawn if one.key not in present),
    )


def distrust(manifest: Manifest, keys: Collection[str]) -> Manifest:
    """``manifest`` when ``keys`` turned out not to be in the storage as it says."""
    lost = tuple(artifact for artifact in manifest.artifacts if artifact.key in keys)
    return msgspec.structs.replace(
        manifest,
        artifacts=tuple(artifact for artifact in manifest.artifacts if artifact.key not in keys),
        withdrawn=_listed((*manifest.withdrawn, *lost)),
    )


def _by_key(artifacts: Iterable[Artifact]) -> dict[str, Artifact]:
    return {artifact.key: artifact for artifact in artifacts}


def _listed(artifacts: Iterable[Artifact]) -> tuple[Artifact, ...]:
    """As a manifest lists them: each key once, in order, without refs, which no later plan needs."""
    unique = _by_key(artifacts)
    return tuple(msgspec.structs.replace(unique[key], refs=()) for key in sorted(unique))


def _stages(previous: Manifest, wanted: Iterable[Artifact]) -> Stages:
    """What is new, then what comes back, then what changed."""
    held, doubtful, gone = map(_by_key, (previous.artifacts, previous.in_doubt, previous.withdrawn))
    new: list[Artifact] = []
    back: list[Artifact] = []
    changed: list[Artifact] = []
    for artifact in wanted:
        if artifact.key not in held:
            (back if artifact.key in gone else new).append(artifact)
        elif artifact.key in doubtful or not artifact.serves_as(held[artifact.key]):
            changed.append(artifact)
    return by_refs(new) + by_refs(back) + by_kind(changed)


def _tombstones(
    previous: Manifest, leaving: Iterable[Artifact], aimed: Collection[str], now: datetime
) -> tuple[Tombstone, ...]:
    """The tombstones of ``previous`` that are not wanted back, and one for each that leaves with grace."""
    stones = {stone.artifact.key: stone for stone in previous.tombstones if stone.artifact.key not in aimed}
    for artifact in _listed(leaving):
        if artifact.kind in GRACE:
            stones.setdefault(artifact.key, Tombstone(artifact=artifact, until=now + GRACE[artifact.kind]))
    return tuple(stones[key] for key in sorted(stones))


def _claim(
    previous: Manifest, revision: int, takedowns: Mapping[str, Artifact], written: Mapping[str, Artifact]
) -> Manifest:
    """``previous`` while the deployment runs: what goes has gone, what is written is in doubt."""
    return msgspec.structs.replace(
        previous,
        artifacts=_listed(artifact for artifact in previous.artifacts if artifact.key not in takedowns),
        tombstones=tuple(stone for stone in previous.tombstones if stone.artifact.key not in written),
        claimed=revision,
        in_doubt=_listed((*previous.in_doubt, *written.values())),
        withdrawn=_listed((*previous.withdrawn, *takedowns.values())),
    )
