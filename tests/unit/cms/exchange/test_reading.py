"""A file is read a line at a time, and any of its pages can be read again."""

import json
from datetime import date

import pytest

from cms.exchange import reading
from cms.exchange.faults import ChangedFileError
from cms.exchange.places import Places
from cms.exchange.reading import Reader
from cms.exchange.writing import encoded, page_json, reach_json
from cms.sharing.rules import Reach, SectionMode, UnitNode
from cms.sharing.world import World

LAND = World(
    units={1: UnitNode(1, "30", "province"), 2: UnitNode(2, "288", "commune", 1)},
    sections={tier: (SectionMode("thong-bao", "merge", True),) for tier in ("province", "commune")},
)
PLACES = Places(
    LAND,
    {("30", date(2000, 1, 1)): 1, ("288", date(2000, 1, 1)): 2, ("99", date(1990, 1, 1)): 9},
    {(tier, "thong-bao"): frozenset({"notice"}) for tier in ("province", "commune")},
)
PAGE = {"kind": "page", "unit": "30", "section": "thong-bao", "type": "notice", "title": "Tiêu đề"}


def read(path):
    reader = Reader(path, PLACES)
    return reader, list(reader.read(lambda _: None))


def written(tmp_path, *lines):
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"".join(line if isinstance(line, bytes) else encoded(line) for line in lines))
    return path


def test_a_page_is_the_same_when_it_is_read_again(tmp_path):
    lines = [{**PAGE, "slug": f"p{number}", "summary": "đ" * number} for number in range(5)]
    reader, found = read(written(tmp_path, b"\n", *lines, b"  \n"))
    assert [line.number for line in found] == [2, 3, 4, 5, 6]
    for line in reversed(found):
        assert reader.read_again(line.offset) == line.record
    assert not reader.faults


def test_progress_is_told_of_every_byte(tmp_path):
    path = written(tmp_path, {**PAGE, "slug": "a"}, b"not json\n", b"\n")
    done = []
    list(Reader(path, PLACES).read(done.append))
    assert sum(done) == path.stat().st_size


def test_a_line_that_is_too_long_is_one_fault_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST", 300)
    reader, found = read(
        written(tmp_path, {**PAGE, "slug": "a", "summary": "x" * 900}, {**PAGE, "slug": "b"})
    )
    assert [fault.line for fault in reader.faults] == [1]
    assert "longer than" in reader.faults[0].sentence
    assert [line.record.slot.slug for line in found] == ["b"]
    assert reader.read_again(found[0].offset) == found[0].record


def test_a_file_that_changes_meanwhile_is_not_read_again(tmp_path):
    path = written(tmp_path, {**PAGE, "slug": "a"})
    reader, (found,) = read(path)
    path.write_bytes(b"{}\n")
    with pytest.raises(ChangedFileError, match="was changed"):
        reader.read_again(found.offset)


def test_a_mode_that_the_tier_fixed_is_refused_unless_it_sleeps(tmp_path):
    setting = {"kind": "section", "unit": "288", "section": "thong-bao", "mode": "own"}
    reader, found = read(written(tmp_path, setting))
    assert not found
    assert "fixed" in reader.faults[0].sentence
    reader, found = read(written(tmp_path, {**setting, "sleeping": True}))
    assert (found[0].record.mode, reader.faults) == ("own", [])
    reader, _ = read(written(tmp_path, {**setting, "mode": "merge"}))
    assert not reader.faults


@pytest.mark.parametrize(
    ("reach", "said"),
    [
        (Reach("children"), "children"),
        (Reach("units", (2,)), {"units": ["288"]}),
        (Reach("units", (9,)), {"units": [{"unit": "99", "valid_from": "1990-01-01", "sleeping": True}]}),
        (Reach("below", (1, 2)), {"below": ["288", {"unit": "30", "sleeping": True}]}),
        (
            Reach("tiers", ("commune", "province")),
            {"tiers": ["commune", {"tier": "province", "sleeping": True}]},
        ),
    ],
)
def test_a_reach_with_what_sleeps_in_it_comes_back(tmp_path, reach, said):
    assert reach_json(reach, 1, PLACES) == said
    reader, (found,) = read(written(tmp_path, {**PAGE, "slug": "a", "reach": said}))
    assert found.record.reach == reach
    assert not reader.faults


def test_what_is_written_says_every_setting(tmp_path):
    _, (found,) = read(written(tmp_path, {**PAGE, "slug": "a"}))
    line = page_json(found.record, PLACES)
    assert list(line)[:7] == ["kind", "unit", "section", "slug", "type", "title", "body"]
    assert line["reach"] == "own"
    assert (line["live"], line["published_at"], line["locked"]) == (False, None, [])
    assert "blocks" not in line
    assert json.loads(encoded(line)) == line
