"""A setting names an engine, or is refused with what to write instead."""

from pathlib import Path

import pytest

from build.errors import ConfigError, SearchEngineError
from build.index.opening import open_engine


def test_an_embedded_engine_makes_its_file(tmp_path: Path) -> None:
    engine = open_engine(f"embedded:{tmp_path}/new/search.sqlite3")
    assert engine.revisions() == {}
    engine.drop()
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize(
    "spec",
    ["", "solr:x", "embedded:", "elasticsearch:", "elasticsearch:localhost", "elasticsearch:http://h/A b"],
)
def test_anything_else_is_refused(spec: str) -> None:
    with pytest.raises(ConfigError, match="embedded:PATH"):
        open_engine(spec)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("no database, but long enough to be looked at " * 20)
    with pytest.raises(SearchEngineError, match="delete it"):
        open_engine(f"embedded:{tmp_path}/x")


@pytest.mark.parametrize("spec", ["elasticsearch:u:s3cret@h", "elastic:https://u:s3cret@h", "u:s3cret/@x@h"])
def test_a_refused_setting_is_named_without_its_password(spec: str) -> None:
    with pytest.raises(ConfigError, match="h'") as caught:
        open_engine(spec)
    assert "s3cret" not in str(caught.value)
