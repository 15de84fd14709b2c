"""One unit's site for people who work on a theme; the command itself is in integration/build."""

import pytest

from build.errors import SnapshotError
from build.render.author_preview import author_settings


def test_an_author_is_told_which_units_there_are(example):
    with pytest.raises(SnapshotError, match="such as 10546"):
        author_settings("99999", "commune", example.config)


def test_a_preview_leaves_what_is_built_alone(example):
    settings = author_settings("10546", "commune", example.config)
    assert settings["BUILD_CONFIG"].staging != example.config.staging
    assert settings["OUTPUT_PATH"].startswith(str(settings["BUILD_CONFIG"].staging))
