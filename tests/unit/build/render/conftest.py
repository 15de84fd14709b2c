"""The snapshot's worked example, as a site to render."""

import pytest

from tests.samples.snapshots import Example


@pytest.fixture
def example(tmp_path):
    return Example(tmp_path / "var")
