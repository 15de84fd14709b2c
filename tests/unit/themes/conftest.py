"""Each tier's theme with something to show in it."""

import pytest

from build.gallery.world import TIERS, World


@pytest.fixture(scope="session", params=TIERS)
def samples(request: pytest.FixtureRequest) -> World:
    """The templates and sample contexts of each tier in turn."""
    return World(request.param)


@pytest.fixture(scope="session")
def commune() -> World:
    """The templates and sample contexts of a commune, for what is the same on all tiers."""
    return World("commune")
