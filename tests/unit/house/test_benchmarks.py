"""The ledger of measurements has a place for every benchmark, and renewing one leaves the others alone."""

import json
import re
import sys

import pytest

from build.render.assets import compile_assets
from build.render.fingerprint import THEMES
from build.render.site_items import items
from build.snapshot.store import SnapshotReader
from scripts.benchmarks import __main__ as command
from scripts.benchmarks import plain_pelican
from scripts.benchmarks.hugo import CACHED, PLAIN, Projects
from scripts.benchmarks.hugo_project import site_plan
from scripts.benchmarks.ledger import LEDGER, marks, renew
from scripts.benchmarks.measuring import Finding, Measured, Unmeasurable
from tests.samples.snapshots import Example


@pytest.fixture
def measured():
    """What a benchmark of two findings might have found."""
    pages = Finding("deploy/pages", "pages/cpu-s", [20.0, 40.0, 30.0], "a peer", [10.0, 10.0, 10.0])
    return Measured("deploy", "2 sites", [pages, Finding("deploy/memory", "MiB", [60.25])], ["A note."])


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
        "| deploy/pages | pages/cpu-s | 30 | a peer | 10 | 3.00 (2.00 to 4.00) |\n"
        "| deploy/memory | MiB | 60.2 |  |  |  |\n\nA note."
    ) in text
    assert text.count(marks("deploy")[0]) == 1


def test_a_table_without_a_place_is_refused(measured, tmp_path):
    ledger = tmp_path / "measurements.md"
    ledger.write_text("nothing here")
    with pytest.raises(Unmeasurable, match="no place for deploy"):
        renew([measured], ledger)
    assert ledger.read_text() == "nothing here"


def test_json_is_one_flat_array(measured, monkeypatch, tmp_path, capsys):
    """Medians of the rounds as numbers, the ratio with its least and most, and null where there is none."""
    (tmp_path / "snapshot.sqlite3").touch()
    monkeypatch.setattr(command, "database_path", lambda folder: tmp_path / "snapshot.sqlite3")
    monkeypatch.setattr(command, "BENCHMARKS", {"render": lambda _: measured, "noop": lambda _: measured})
    monkeypatch.setattr(sys, "argv", ["bench", "all", "--json", "--folder", str(tmp_path)])
    assert command.main() == 0
    pages = {"row": "deploy/pages", "ours": 30, "peer": "a peer", "theirs": 10, "unit": "pages/cpu-s"}
    pages |= {"ratio": 3, "low": 2, "high": 4, "runs": 3}
    memory = {"row": "deploy/memory", "ours": 60.25, "peer": None, "theirs": None, "unit": "MiB"}
    memory |= {"ratio": None, "low": None, "high": None, "runs": 1}
    assert json.loads(capsys.readouterr().out) == [pages, memory] * 2


@pytest.mark.parametrize(("unit", "ratio"), [("objects/s", 0.5), ("pages/cpu-s", 0.5), ("CPU-ms/page", 2)])
def test_above_one_ours_is_better(unit, ratio):
    assert Finding("row", unit, [1.0], "a peer", [2.0]).record()["ratio"] == ratio


def test_without_a_snapshot_it_says_what_to_run(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(
        sys, "argv", ["bench", "render", "--snapshot", str(tmp_path), "--folder", str(tmp_path)]
    )
    assert command.main() == 1
    assert capsys.readouterr().err == f"No snapshot in {tmp_path}; run scripts/demo --no-serve first.\n"


def _hugo_addresses(path, content):
    """Where Hugo puts the pages of a content file, as paths of the site."""
    matter, _ = json.JSONDecoder().raw_decode(path.read_text())
    name = path.relative_to(content).as_posix()
    url = matter.get("url") or "/" + name.removesuffix("_index.html").removesuffix(".html")
    for address in (url, *matter.get("aliases", ())):
        yield address[1:] if address.endswith(".html") else f"{address.strip('/')}/index.html"


def test_hugo_gets_what_our_own_build_gets(tmp_path):
    """Every address, links and placeholders resolved, and the theme in two versions."""
    example = Example(tmp_path / "var")
    reader = SnapshotReader(example.config.snapshot)
    (entry,) = reader.sites()
    Projects(tmp_path / "hugo", reader, [entry])
    (project,) = (tmp_path / "hugo" / "projects").iterdir()
    content = project / "content"
    made = {address for path in content.rglob("*.html") for address in _hugo_addresses(path, content)}
    ours = {item.path for item in items(site_plan(entry, reader, compile_assets(THEMES, entry.tier)))}
    pages = {path for path in ours if path.endswith(".html") and "/trang/" not in path}
    assert made | {"index.html", "404.html"} == pages
    page = (project / "content" / "thong-bao" / "bao-so-3.html").read_text()
    matter, end = json.JSONDecoder().raw_decode(page)
    assert matter["params"]["origin"]["full_name"] == "Tỉnh Hải Dương"
    assert 'href="/thu-tuc-hanh-chinh/dang-ky-khai-sinh/"' in page[end:]
    assert "{{" not in page
    frames = {
        name: tmp_path / "hugo" / "themes" / name / "layouts" / "baseof.html" for name in (PLAIN, CACHED)
    }
    assert frames[PLAIN].read_text().count('partial "chrome/') == 7
    assert frames[CACHED].read_text().count('partialCached "chrome/') == 7


def test_pelican_gets_every_page_as_a_file(tmp_path):
    example = Example(tmp_path / "var")
    reader = SnapshotReader(example.config.snapshot)
    plain_pelican.Projects(tmp_path / "pelican", reader, reader.sites())
    (project,) = (tmp_path / "pelican" / "projects").iterdir()
    content = {path.relative_to(project / "content").as_posix() for path in project.rglob("*.html")}
    assert content == {f"{shown.section}/{shown.slug}.html" for shown in example.unit.shown}
    page = (project / "content" / "thong-bao" / "bao-so-3.html").read_text()
    assert '<meta name="category" content="thong-bao" />' in page
    assert "{{" not in page
