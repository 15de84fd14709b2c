"""A province built from its snapshot is whole: the crawl finds nothing, and html5lib agrees."""

import shutil
from dataclasses import replace

import html5lib
import pytest

from build.config import load
from build.crawl.folder import check_sites
from build.pipeline import build
from tests.samples.province import NOTICES, Province


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The folder that the province's sites are deployed to."""
    folder = tmp_path_factory.mktemp("var")
    config = replace(load({"LIENTHONG_VAR": str(folder)}), jobs=1)
    Province(config.site_url).write(config)
    report = build(config)
    assert report.failures == {}
    return folder / "sites"


def test_the_crawl_finds_no_fault(sites):
    reports = check_sites(sites, jobs=1)
    assert [fault for report in reports for fault in report.faults] == []
    assert len(reports) == 3
    assert all(report.pages > NOTICES for report in reports)


def test_links_into_the_site_above_are_followed(sites, tmp_path):
    copy = shutil.copytree(sites, tmp_path / "sites")
    manifest = copy / "hai-duong.localhost/_d/manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"thong-bao/chi-o-tinh/index.html"', b'"khac.html"'))
    (below,) = check_sites(copy, ["chi-linh.hai-duong.localhost"], jobs=1)
    assert {fault.what for fault in below.faults} == {
        "link 'http://hai-duong.localhost:8000/thong-bao/chi-o-tinh/' leads nowhere"
    }


def test_pages_are_valid_html_by_the_standards_own_parser(sites):
    pages = sorted((sites / "ben-tam.chi-linh.hai-duong.localhost").rglob("*.html"))
    fronts = [page for page in pages if "thong-bao-" not in page.parent.name]
    assert len(fronts) > 40
    for page in fronts:
        html5lib.HTMLParser(strict=True).parse(page.read_bytes(), transport_encoding="utf-8")
