"""The command names every fault on a line of its own and ends with code 1 if there is one."""

import json

import pytest

from build.crawl.__main__ import main


@pytest.fixture
def folder(site):
    site.deploy()
    return site.folder


def test_whole_sites_end_with_0(folder, capsys):
    assert main([str(folder)]) == 0
    assert capsys.readouterr().out.startswith("2 sites, 20 files, 8 pages, ")


def test_a_fault_is_a_line_and_ends_with_1(site, capsys):
    site.body('<a href="/khong-co/">Một</a>')
    site.deploy()
    assert main([str(site.folder), "--jobs", "1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "ben-tam.localhost/thong-bao/bao/index.html: link '/khong-co/' leads nowhere"
    assert lines[1].endswith("1 faults. Links to 0 other hosts were not followed.")
    assert len(lines) == 2


def test_several_processes_find_the_same(site, capsys):
    site.body('<a href="/khong-co/">Một</a>')
    site.deploy()
    outputs = []
    for jobs in ("1", "2"):
        assert main([str(site.folder), "--jobs", jobs, "--json"]) == 1
        outputs.append(json.loads(capsys.readouterr().out))
    assert outputs[0] == outputs[1]
    assert outputs[0]["faults"] == [
        {
            "site": "ben-tam.localhost",
            "file": "thong-bao/bao/index.html",
            "what": "link '/khong-co/' leads nowhere",
        }
    ]


def test_one_site_may_be_asked_for(site, capsys):
    site.body('<a href="/khong-co/">Một</a>')
    site.deploy()
    assert main([str(site.folder), "--site", "hai-duong.localhost"]) == 0
    assert capsys.readouterr().out.startswith("1 sites")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["{}/khong-co"], "There is no folder"),
        (["{}", "--site", "khong-co"], "There is no site khong-co in"),
        (["{}/hai-duong.localhost/feed.xml"], "There is no folder"),
        (["{}/hai-duong.localhost/_d"], "There is no site in"),
    ],
)
def test_what_cannot_be_checked_is_said(folder, capsys, arguments, sentence):
    assert main([argument.format(folder) for argument in arguments]) == 1
    assert capsys.readouterr().err.startswith(sentence)


def test_jobs_are_counted_from_one(folder):
    with pytest.raises(SystemExit):
        main([str(folder), "--jobs", "0"])
