"""A site's pack: appended to, read back, never spoilt by what was not finished."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from build.errors import BuildError
from build.render import staging as module
from build.render.item import Item
from build.render.parts import Part
from build.render.staging import StagedSite, Staging
from build.render.state import alone, load_state

HOST = "ben-tam.localhost"


def item(path: str, text: str) -> Item:
    return Item(path, "page", f"key of {text}", lambda: Part(text.encode(), ()))


def run(folder, texts: dict[str, str]) -> int:
    """Render a site that consists of ``texts``; how many were made."""
    staging = Staging(folder, HOST, load_state(folder, HOST))
    for found in [item(*pair) for pair in texts.items()]:
        if staging.stale(found):
            staging.write(found)
    staging.finish("key")
    return staging.written


def read(folder) -> dict[str, str]:
    state = load_state(folder, HOST)
    site = StagedSite(folder, state, locate=lambda path: folder / path)
    return {output.path: site.read(output.path).decode() for output in state.outputs}


def test_what_was_written_is_read_back(tmp_path):
    texts = {"index.html": "Trang chủ", "a/index.html": "", "b/index.html": "Bài b"}
    assert run(tmp_path, texts) == 3
    assert read(tmp_path) == texts


def test_only_what_changed_is_made_again(tmp_path):
    run(tmp_path, {"a": "1", "b": "2"})
    assert run(tmp_path, {"a": "1", "b": "3"}) == 1
    assert read(tmp_path) == {"a": "1", "b": "3"}


def test_what_is_gone_is_forgotten(tmp_path):
    run(tmp_path, {"a": "1", "b": "2"})
    assert run(tmp_path, {"a": "1"}) == 0
    assert read(tmp_path) == {"a": "1"}


def test_a_pack_of_mostly_old_versions_is_begun_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_FLUSH_AT", 10)
    for turn in range(30):
        run(tmp_path, {"a": f"turn {turn:03}", "b": "always the same"})
    assert read(tmp_path) == {"a": "turn 029", "b": "always the same"}
    assert sum(pack.stat().st_size for pack in tmp_path.glob("*.pack")) < 150
    assert len(list(tmp_path.glob("*.pack"))) == 1


def test_a_killed_rendering_spoils_nothing(tmp_path):
    run(tmp_path, {"a": "1", "b": "2"})
    killed = Staging(tmp_path, HOST, load_state(tmp_path, HOST))
    killed.write(item("a", "half of a newer version"))
    killed._flush()
    assert read(tmp_path) == {"a": "1", "b": "2"}
    assert run(tmp_path, {"a": "1", "b": "3"}) == 1
    assert read(tmp_path) == {"a": "1", "b": "3"}


def test_a_pack_that_is_gone_is_rendered_anew(tmp_path):
    run(tmp_path, {"a": "1"})
    for pack in tmp_path.glob("*.pack"):
        pack.unlink()
    assert run(tmp_path, {"a": "1"}) == 1
    assert read(tmp_path) == {"a": "1"}


def test_a_pack_that_was_cut_is_rendered_anew(tmp_path):
    run(tmp_path, {"a": "a long text"})
    next(tmp_path.glob("*.pack")).write_bytes(b"a lo")
    assert run(tmp_path, {"a": "a long text"}) == 1
    assert read(tmp_path) == {"a": "a long text"}


def test_a_pack_that_was_damaged_is_named_and_not_deployed(tmp_path):
    run(tmp_path, {"a": "a long text"})
    next(tmp_path.glob("*.pack")).write_bytes(b"a lXXX text")
    with pytest.raises(BuildError, match=r"\.pack is damaged; remove it"):
        read(tmp_path)


def test_what_was_found_whole_is_what_is_deployed(tmp_path):
    """Whatever happens to the pack between the look at a file and its deployment."""
    run(tmp_path, {"a": "a long text"})
    site = StagedSite(tmp_path, load_state(tmp_path, HOST), locate=lambda path: tmp_path / path)
    assert site.read("a") == b"a long text"
    next(tmp_path.glob("*.pack")).write_bytes(b"a lXXX text")
    assert site.read("a") == b"a long text"
    with pytest.raises(BuildError, match="is damaged"):
        site.read("a")


def test_two_builds_at_once_take_turns(tmp_path):
    def build(turn: int) -> None:
        with alone(tmp_path, HOST):
            run(tmp_path, {"a": f"turn {turn}", "b": "always the same"})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(build, range(20)))
    assert read(tmp_path)["b"] == "always the same"
    assert read(tmp_path)["a"].startswith("turn ")
