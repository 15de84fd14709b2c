"""The whole build: render, deploy and index, site by site."""

import os
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import msgspec
import pytest

from build.config import load
from build.errors import ConfigError, SnapshotError
from build.index.engine import Query
from build.index.opening import open_engine
from build.pipeline import build
from tests.samples.snapshots import Example


@pytest.fixture
def land(tmp_path):
    """The worked example, and a second commune beside it that shows the same pages from above."""
    example = Example(tmp_path / "var")
    unit = example.unit
    facts = msgspec.structs.replace(
        unit.unit,
        code="10549",
        name="Hoàng Tân",
        full_name="Phường Hoàng Tân",
        hostname="hoang-tan.localhost",
    )
    pages = tuple(msgspec.structs.replace(page, changed_by=()) for page in unit.shown[1:])
    other = msgspec.structs.replace(unit, unit=facts, shown=pages)
    example.write(unit, other)
    example.units = [unit, other]
    return example


def deployed(example, hostname):
    root = example.folder / "sites" / hostname
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def found(config, text):
    with closing(open_engine(config.engine)) as engine:
        return [hit.id for hit in engine.search(Query(text=text)).hits]


def test_every_site_is_deployed_and_found(land):
    report = build(land.config)
    assert (report.sites, report.changed, report.indexed, report.failures) == (2, 2, 2, {})
    for unit in land.units:
        page = deployed(land, unit.unit.hostname)["thong-bao/bao-so-3/index.html"]
        assert "Chủ động ứng phó bão số 3".encode() in page
    assert found(land.config, "ứng phó bão")[0] == "10546/thong-bao/bao-so-3"
    assert report.pages == sum(
        path.endswith(".html") for unit in land.units for path in deployed(land, unit.unit.hostname)
    )


def test_nothing_changed_is_nothing_done(land):
    build(land.config)
    before = written_at(land.folder)
    report = build(land.config)
    assert (report.changed, report.rendered, report.written, report.indexed) == (0, 0, 0, 0)
    assert written_at(land.folder) == before


def written_at(folder):
    """When each file was written, but for those by which SQLite's readers keep out of each other's way."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".sqlite3-shm")
    return {path: path.stat().st_mtime_ns for path in files}


def test_looking_again_writes_nothing_either(land):
    build(land.config)
    report = build(land.config, again=True)
    assert (report.changed, report.rendered, report.written, report.deleted) == (2, 0, 0, 0)


def test_one_units_change_touches_its_site_alone(land):
    build(land.config)
    before = deployed(land, "hoang-tan.localhost")
    land.write(msgspec.structs.replace(land.units[0], shown=land.units[0].shown[1:]), land.units[1])
    report = build(land.config)
    assert (report.changed, report.indexed) == (1, 1)
    assert deployed(land, "hoang-tan.localhost") == before
    assert "tin-tuc/ra-quan-trong-cay/index.html" not in deployed(land, land.units[0].unit.hostname)
    assert "10546/tin-tuc/ra-quan-trong-cay" not in found(land.config, "ra quân trồng cây")


def test_several_processes_do_what_one_does(land, tmp_path):
    build(land.config)
    alone = [deployed(land, unit.unit.hostname) for unit in land.units]
    elsewhere = replace(
        land.config,
        jobs=2,
        staging=tmp_path / "s2",
        target=f"folder:{land.folder / 'sites2'}",
        engine=f"embedded:{tmp_path / 'e'}",
    )
    report = build(elsewhere)
    assert report.failures == {}
    (land.folder / "sites").rename(land.folder / "sites1")
    (land.folder / "sites2").rename(land.folder / "sites")
    assert [deployed(land, unit.unit.hostname) for unit in land.units] == alone


def test_a_site_that_fails_is_told_and_the_others_go_on(land):
    blocked = land.folder / "sites" / "hoang-tan.localhost"
    blocked.parent.mkdir(parents=True)
    blocked.write_text("in the way")
    report = build(land.config)
    assert list(report.failures) == ["hoang-tan.localhost"]
    assert deployed(land, land.units[0].unit.hostname)
    assert report.indexed == 1
    blocked.unlink()
    again = build(land.config)
    assert (again.changed, again.failures) == (1, {})
    assert deployed(land, "hoang-tan.localhost")


def test_a_dead_search_server_holds_up_no_site(land):
    dead = replace(land.config, engine="elasticsearch:http://127.0.0.1:9")
    report = build(dead)
    assert list(report.failures) == ["search"]
    assert all(deployed(land, unit.unit.hostname) for unit in land.units)
    back = build(land.config)
    assert (back.changed, back.indexed, back.failures) == (0, 2, {})


def test_a_closed_unit_leaves_search(land):
    build(land.config)
    land.write(land.units[1])
    build(land.config)
    assert "10546/tin-tuc/ra-quan-trong-cay" not in found(land.config, "ra quân trồng cây")
    assert found(land.config, "ứng phó bão")[0] == "10549/thong-bao/bao-so-3"


def test_a_chosen_unit_is_built_alone_and_an_unknown_one_refused(land):
    assert build(land.config, units=["10549"]).sites == 1
    assert not (land.folder / "sites" / land.units[0].unit.hostname).exists()
    with pytest.raises(ConfigError, match="'99999'"):
        build(land.config, units=["99999"])


def test_without_a_snapshot_the_operator_is_told_what_to_run(tmp_path):
    with pytest.raises(SnapshotError, match=r"manage\.py snapshot"):
        build(load({"LIENTHONG_VAR": str(tmp_path)}))


def test_a_site_of_which_most_is_gone_is_not_deployed(land):
    one = land.units[0].shown[0]
    many = tuple(msgspec.structs.replace(one, slug=f"bai-{n}") for n in range(60))
    land.write(msgspec.structs.replace(land.units[0], shown=many, redirects=()), land.units[1])
    build(land.config)
    land.write(msgspec.structs.replace(land.units[0], shown=many[:5], redirects=()), land.units[1])
    report = build(land.config)
    assert "leave to shrink" in report.failures[land.units[0].unit.hostname]
    assert "tin-tuc/bai-50/index.html" in deployed(land, land.units[0].unit.hostname)
    assert build(land.config, allow_shrink=True).failures == {}
    assert "tin-tuc/bai-50/index.html" not in deployed(land, land.units[0].unit.hostname)


def test_progress_is_told_site_by_site(land):
    heard = []
    build(land.config, watch=lambda *told: heard.append(told))
    assert [(done, of) for done, of, _ in heard] == [(1, 2), (2, 2)]


def test_the_command_prints_one_object_and_its_code_says_whether_all_went_well(land, root):
    environ = {**os.environ, "LIENTHONG_VAR": str(land.folder), "LIENTHONG_JOBS": "1"}

    def run(*arguments, **changes):
        return subprocess.run(
            [sys.executable, "-m", "build", *arguments],
            cwd=root,
            env={**environ, **changes},
            capture_output=True,
            text=True,
            check=False,
        )

    done = run("--json")
    assert done.returncode == 0, done.stderr
    report = msgspec.json.decode(done.stdout)
    assert report["sites"] == 2
    assert run().stdout == f"2 sites, {report['pages']} pages: nothing changed, nothing written.\n"
    failed = run(
        LIENTHONG_TARGET="s3://not-there-at-all",
        S3_ENDPOINT_URL="http://127.0.0.1:9",
        AWS_ACCESS_KEY_ID="x",
        AWS_SECRET_ACCESS_KEY="x",
    )
    assert failed.returncode == 1
    assert len(failed.stderr.strip().splitlines()) == 1
    wrong = run(LIENTHONG_JOBS="many")
    assert (wrong.returncode, "LIENTHONG_JOBS" in wrong.stderr) == (1, True)


@pytest.mark.s3
@pytest.mark.elasticsearch
def test_the_three_servers_together(land, bucket):
    config = replace(
        land.config,
        target=f"s3://{bucket}",
        engine=f"elasticsearch:{os.environ['ELASTICSEARCH_URL']}/{bucket}",
    )
    report = build(config)
    assert (report.failures, report.indexed) == ({}, 2)
    assert found(config, "ứng phó bão")[0] == "10546/thong-bao/bao-so-3"
    assert (build(config).written, build(config, again=True).written) == (0, 0)


def test_only_the_process_that_renders_imports_pelican(root):
    code = "import sys, build.pipeline; sys.exit('pelican' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_a_search_index_that_was_emptied_is_filled_again(land):
    build(land.config)
    for path in land.folder.glob("search.sqlite3*"):
        path.unlink()
    report = build(land.config)
    assert (report.changed, report.indexed) == (0, 2)
    assert found(land.config, "ứng phó bão")[0] == "10546/thong-bao/bao-so-3"


def test_a_new_theme_changes_sites_and_not_search(land):
    build(land.config)
    report = build(replace(land.config, api_url="/tim"))
    assert (report.changed, report.indexed) == (2, 0)


def test_search_never_offers_what_was_not_deployed(land):
    one = land.units[0].shown[0]
    many = tuple(msgspec.structs.replace(one, slug=f"bai-{n}") for n in range(60))
    land.write(msgspec.structs.replace(land.units[0], shown=many, redirects=()), land.units[1])
    build(land.config)
    few = (msgspec.structs.replace(one, slug="chua-len-trang"), *many[:5])
    land.write(msgspec.structs.replace(land.units[0], shown=few, redirects=()), land.units[1])
    report = build(land.config)
    assert (len(report.failures), report.indexed) == (1, 0)
    assert "10546/tin-tuc/chua-len-trang" not in found(land.config, "ra quân trồng cây")


def test_an_empty_snapshot_is_not_believed(land):
    build(land.config)
    land.write()
    report = build(land.config)
    assert "lacks 2 of 2 known sites" in report.failures["snapshot"]
    assert found(land.config, "ứng phó bão")[0] == "10546/thong-bao/bao-so-3"
    assert build(land.config, allow_shrink=True).failures == {}
    assert found(land.config, "ứng phó bão") == []


def test_a_site_left_over_under_an_old_hostname_is_told(land):
    build(land.config)
    facts = msgspec.structs.replace(land.units[0].unit, hostname="ten-moi.localhost")
    land.write(msgspec.structs.replace(land.units[0], unit=facts), land.units[1])
    for _ in range(2):
        report = build(land.config)
        assert "has another hostname now" in report.failures[land.units[0].unit.hostname]
    assert deployed(land, "ten-moi.localhost")


def test_a_killed_process_is_told_and_the_rest_is_built_next_time(land, monkeypatch):
    fatal = (
        "import os, signal, sys\n"
        "class Fatal:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'pelican': os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.meta_path.insert(0, Fatal())\n"
    )
    (land.folder / "sitecustomize.py").write_text(fatal)
    monkeypatch.setenv("PYTHONPATH", str(land.folder))
    report = build(replace(land.config, jobs=2))
    assert len(report.failures) == 2
    assert all("was killed" in sentence for sentence in report.failures.values())
    monkeypatch.undo()
    assert build(replace(land.config, jobs=2)).failures == {}


@pytest.mark.parametrize("damage", [b"", b"half"])
def test_a_theme_asset_that_an_interrupted_build_left_is_made_good(land, damage):
    build(land.config)
    for asset in (land.config.staging / ".assets").iterdir():
        asset.write_bytes(damage)
    elsewhere = replace(land.config, target=f"folder:{land.folder / 'again'}", api_url="/khac")
    assert build(elsewhere).failures == {}


def test_the_parent_never_imports_pelican(land, root):
    code = (
        "import sys\nfrom build.config import load\nfrom build.pipeline import build\n"
        "if __name__ == '__main__':\n    report = build(load())\n"
        "    sys.exit(bool(report.failures) or 'pelican' in sys.modules)\n"
    )
    script = land.folder / "run.py"
    script.write_text(code)
    environ = {
        **os.environ,
        "LIENTHONG_VAR": str(land.folder),
        "LIENTHONG_JOBS": "2",
        "PYTHONPATH": str(root),
    }
    assert subprocess.run([sys.executable, script], cwd=root, env=environ, check=False).returncode == 0


def test_looking_again_mends_what_was_changed_by_hand(land):
    build(land.config)
    site = land.folder / "sites" / "hoang-tan.localhost"
    whole = deployed(land, "hoang-tan.localhost")
    (site / "index.html").write_text("x")
    (site / "404.html").unlink()
    assert build(land.config).written == 0
    assert build(land.config, again=True).written == 2
    assert deployed(land, "hoang-tan.localhost").keys() == whole.keys()
    assert deployed(land, "hoang-tan.localhost")["index.html"] == whole["index.html"]
