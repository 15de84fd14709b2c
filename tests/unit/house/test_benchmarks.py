"""The ledger of measurements has a place for every benchmark, and renewing one leaves the others alone."""

import json
import re
import sys

import pytest

from build.snapshot.store import SnapshotReader
from scripts.benchmarks import __main__ as command
from scripts.benchmarks.hugo import CACHED, PLAIN, Projects
from scripts.benchmarks.ledger import LEDGER, marks, renew
from scripts.benchmarks.measuring import Finding, Measured, Unmeasurable
from tests.samples.snapshots import Example


@pytest.fixture
def measured():
    """What a benchmark of two findings might have found."""
    compared = Finding("pages", "30", "a peer", "10", [2.0, 4.0, 3.0])
    return Measured("deploy", "2 sites", [compared, Finding("memory", "60 MiB")], ["A note."])


def test_the_ledger_explains_every_benchmark():
    text = LEDGER.read_text()
    explained = re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)
    assert explained == list(command.BENCHMARKS)
    assert re.findall(r"^### (.+)$", text, re.MULTILINE) == list(command.BENCHMARKS)


def test_the_ledger_has_a_place_for_every_table():
    text = LEDGER.read_text()
    for name in command.BENCHMARKS:
        begin, end = marks(name)
        assert text.count(begin) == text.count(end) == 1
        assert text.index(begin) < text.index(end)


def test_renewing_one_table_leaves_the_others(measured, tmp_path):
    ledger = tmp_path / "measurements.md"
    places = [f"{begin}\nold {name}\n{end}" for name in command.BENCHMARKS for begin, end in [marks(name)]]
    ledger.write_text("\n\n".join(places))
    renew([measured], ledger)
    renew([measured], ledger)
    text = ledger.read_text()
    assert "old deploy" not in text
    assert [name for name in command.BENCHMARKS if f"old {name}" not in text] == ["deploy"]
    assert (
        "| pages | 30 | a peer | 10 | 3.00 (2.00 to 4.00) |\n| memory | 60 MiB |  |  |  |\n\nA note." in text
    )
    assert text.count(marks("deploy")[0]) == 1


def test_a_table_without_a_place_is_refused(measured, tmp_path):
    ledger = tmp_path / "measurements.md"
    ledger.write_text("nothing here")
    with pytest.raises(Unmeasurable, match="no place for deploy"):
        renew([measured], ledger)
    assert ledger.read_text() == "nothing here"


def test_the_ratio_is_the_median(measured):
    assert [finding.ratio for finding in measured.findings] == [3.0, None]


def test_without_a_snapshot_it_says_what_to_run(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(
        sys, "argv", ["bench", "render", "--snapshot", str(tmp_path), "--folder", str(tmp_path)]
    )
    assert command.main() == 1
    assert capsys.readouterr().err == f"No snapshot in {tmp_path}; run scripts/demo --no-serve first.\n"


def test_hugo_gets_what_our_own_build_gets(tmp_path):
    """Every page and section, links and placeholders resolved, and the theme in two versions."""
    example = Example(tmp_path / "var")
    reader = SnapshotReader(example.config.snapshot)
    Projects(tmp_path / "hugo", reader, reader.sites())
    (project,) = (tmp_path / "hugo" / "projects").iterdir()
    content = {path.relative_to(project / "content").as_posix() for path in project.rglob("*.html")}
    assert content == {
        "tim-kiem.html",
        *(f"{section.key}/_index.html" for section in example.unit.sections),
        *(f"{shown.section}/{shown.slug}.html" for shown in example.unit.shown),
    }
    page = (project / "content" / "thong-bao" / "bao-so-3.html").read_text()
    matter, end = json.JSONDecoder().raw_decode(page)
    assert matter["params"]["origin"]["full_name"] == "Tỉnh Hải Dương"
    assert 'href="/thu-tuc-hanh-chinh/dang-ky-khai-sinh/"' in page[end:]
    assert "{{" not in page
    frames = {
        name: tmp_path / "hugo" / "themes" / name / "layouts" / "baseof.html" for name in (PLAIN, CACHED)
    }
    assert frames[PLAIN].read_text().count('partial "chrome/') == 3
    assert frames[CACHED].read_text().count('partialCached "chrome/') == 3
