"""Taking over from `python -m build`: what it deployed is known to be there, and need not be built again."""

from contextlib import closing

from build.config import Config
from build.progress import load_progress
from build.render.fingerprint import site_key
from build.snapshot.store import SnapshotReader, database_path
from cms.publishing.models import SiteStep, Step
from cms.units.models import Unit


def adopt(config: Config) -> int:
    """Note the sites that the whole build brought up to date and that no row is about; how many.

    What changed since then is in the outbox, or is found by the sweep.
    """
    if not database_path(config.snapshot).is_file():
        return 0
    with closing(SnapshotReader(config.snapshot)) as reader:
        sites = {site.code: site for site in reader.sites()}
    progress = load_progress(config.staging)
    known = SiteStep.objects.filter(step=Step.DEPLOY).values("unit")
    units = Unit.objects.in_force().exclude(pk__in=known).filter(code__in=sites)
    rows = []
    for unit in units.values_list("pk", "code"):
        site = sites[unit[1]]
        key = f"{config.target} {site_key(site.tier, config, site.digest)}"
        if site.hostname in progress and progress[site.hostname].deployed == key:
            done = {"unit_id": unit[0], "wanted": site.revision, "done": site.revision}
            rows.append(SiteStep(step=Step.DEPLOY, deployed=key, **done))
            rows.append(SiteStep(step=Step.INDEX, **done))
    SiteStep.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows) // 2
