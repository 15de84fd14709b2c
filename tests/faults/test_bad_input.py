"""Bad input ends in one clear sentence and code 1, with nothing half-written; other sites go on.

What is shown elsewhere already:

    an unknown unit                   integration/cms/sharing/test_explain, integration/cms/search/test_api,
                                      integration/build/test_pelican_command
    a code or slot that is twice      unit/cms/units/test_plan, integration/cms/exchange/test_faults
    a parent that does not exist      unit/cms/units/test_plan
    broken JSON                       integration/cms/exchange/test_faults
    a file too large to import        integration/cms/exchange/test_export_content
    HTML with scripts                 unit/cms/pages/test_cleaning, unit/build/render/test_site,
                                      integration/cms/exchange/test_import_content
    a hostname with a path in it      unit/cms/units/test_hostnames, integration/cms/units/test_desk
    a bucket that is missing, or
    refuses, in the adapter           integration/build/deploy/test_s3
    a search server that is down,
    or of another version             integration/build/index/test_elastic
    the demo's own options            integration/cms/demo/test_demo
"""

import io
import json
import sqlite3
import subprocess
from contextlib import closing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from build.config import load
from build.crawl.folder import check_sites
from build.snapshot.store import database_path
from tests.samples.checkout import Checkout
from tests.samples.province import Province
from tests.samples.snapshots import Example
from tests.samples.version_eight import version_eight

COMMUNE = "ben-tam.chi-linh.hai-duong.localhost"
ABOVE = {"hai-duong.localhost", "chi-linh.hai-duong.localhost"}


@pytest.fixture
def checkout(tmp_path):
    """A copy of the build with the snapshot of a province, a district and a commune."""
    checkout = Checkout(tmp_path / "project")
    config = load({"LIENTHONG_VAR": str(checkout.var)})
    Province(config.site_url).write(config)
    return checkout


def deployed(checkout: Checkout) -> set[str]:
    return {path.parent.name for path in (checkout.var / "sites").glob("*/index.html")}


def failures(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """What failed, by hostname or "search"; told on stderr too, a line each, and by the code."""
    found = json.loads(done.stdout)["failures"]
    assert done.stderr.splitlines() == [f"{name}: {sentence}" for name, sentence in sorted(found.items())]
    assert done.returncode == 1
    return found


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The sentence that a command ended with before it did anything."""
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    return done.stderr


def test_an_unknown_unit_is_not_built(checkout):
    assert "has no unit '99999'; check the code" in refused(checkout.run("build", "--unit", "99999"))
    assert deployed(checkout) == set()


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            "themes/commune/templates/home.html",
            "{% endblock %}",
            "{% nonsense %}",
            "Template themes/commune/templates/home.html:5 does not compile: ",
        ),
        (
            "themes/commune/templates/home.html",
            "{{ visiting(site) }}",
            "{{ visiting(nobody) }}",
            "Template themes/base/templates/components/visiting.html:3 failed: 'nobody' is undefined",
        ),
        (
            "themes/commune/styles/tokens.css",
            "--accent:",
            "--accent",
            "themes/commune/styles/tokens.css:2: the stylesheet does not compile",
        ),
    ],
)
def test_a_theme_that_does_not_compile_fails_its_own_sites_alone(checkout, path, old, new, said):
    good = checkout.folder.joinpath(path).read_text()
    checkout.change(path, old, new)
    failed = failures(checkout.run("build", "--json"))
    assert list(failed) == [COMMUNE]
    assert said in failed[COMMUNE]
    assert deployed(checkout) == ABOVE
    checkout.folder.joinpath(path).write_text(good)
    mended = checkout.run("build", "--json")
    assert (mended.returncode, json.loads(mended.stdout)["changed"]) == (0, 1)
    assert deployed(checkout) == {*ABOVE, COMMUNE}


def test_a_file_that_the_system_refuses_fails_one_site_alone(checkout):
    in_the_way = checkout.var / "staging" / f"{COMMUNE}.json"
    in_the_way.mkdir(parents=True)
    failed = failures(checkout.run("build", "--json"))
    assert failed == {
        COMMUNE: f"{in_the_way} cannot be read or written (Is a directory); see to it and build again."
    }
    assert deployed(checkout) == ABOVE


def test_a_page_of_the_snapshot_that_is_damaged_fails_its_own_site_alone(checkout):
    with closing(sqlite3.connect(database_path(checkout.var / "snapshot"))) as database, database:
        database.execute("UPDATE unit SET payload = '{' WHERE hostname = ?", (COMMUNE,))
    failed = failures(checkout.run("build", "--json"))
    assert "write it anew" in failed[COMMUNE]
    assert deployed(checkout) == ABOVE


def test_a_snapshot_that_is_no_snapshot_is_said(checkout):
    for file in (checkout.var / "snapshot").glob("*.sqlite3*"):
        file.write_text("no database")
    said = refused(checkout.run("build"))
    assert "cannot be read (file is not a database); delete the folder and run manage.py snapshot." in said


def test_a_unit_without_content_still_has_a_whole_site(tmp_path):
    checkout = Checkout(tmp_path)
    Example(checkout.var).change(shown=(), parents=(), children=(), elsewhere={})
    assert checkout.run("build").returncode == 0
    [report] = check_sites(checkout.var / "sites", jobs=1)
    assert report.faults == []
    assert report.pages > 5
    news = (checkout.var / "sites" / COMMUNE / "tin-tuc/index.html").read_text()
    assert "Chuyên mục Tin tức chưa có nội dung." in news


@pytest.mark.s3
def test_a_bucket_that_is_missing_or_refuses_stops_the_build_at_once(checkout):
    missing = checkout.run("build", LIENTHONG_TARGET="s3://not-there")
    assert "The bucket not-there does not exist" in refused(missing)
    misnamed = checkout.run("build", LIENTHONG_TARGET="s3://Not_A_Name")
    assert "Not_A_Name cannot be the name of a bucket" in refused(misnamed)
    refusing = checkout.run("build", LIENTHONG_TARGET="s3://not-there", AWS_SECRET_ACCESS_KEY="wrong")
    assert "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY" in refused(refusing)
    assert not (checkout.var / "staging").exists()


def test_a_store_that_is_down_stops_the_build_at_once(checkout):
    down = checkout.run(
        "build",
        LIENTHONG_TARGET="s3://any",
        S3_ENDPOINT_URL="http://127.0.0.1:9",
        AWS_ACCESS_KEY_ID="x",
        AWS_SECRET_ACCESS_KEY="x",
    )
    assert "http://127.0.0.1:9 cannot be reached" in refused(down)


def test_a_search_server_of_another_version_holds_no_site_up(checkout):
    with version_eight() as url:
        failed = failures(checkout.run("build", "--json", LIENTHONG_ENGINE=f"elasticsearch:{url}"))
    assert list(failed) == ["search"]
    assert "version 8.19.0, this project needs version 9" in failed["search"]
    assert deployed(checkout) == {*ABOVE, COMMUNE}


@pytest.mark.django_db
def test_who_searches_while_the_server_is_down_is_told(settings):
    settings.SEARCH_ENGINE = "elasticsearch:http://127.0.0.1:9"
    with pytest.raises(
        CommandError, match=r"127\.0\.0\.1:9 does not answer .*; start it or correct"
    ) as caught:
        call_command("search", "khai sinh")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("bad", ["folder", "ftp://example.vn/"])
def test_a_target_of_no_known_kind_is_refused(checkout, bad):
    assert "use folder:PATH or s3://BUCKET" in refused(checkout.run("build", LIENTHONG_TARGET=bad))


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "file", "megabytes", "model"),
    [
        ("documents", ("a.pdf", b"%PDF-1.4"), 50, get_document_model),
        ("images", ("a.png", picture()), 10, get_image_model),
    ],
    ids=["document", "picture"],
)
def test_a_file_too_large_is_refused_at_the_desk(admin_client, kind, file, megabytes, model):
    name, begin = file
    file = SimpleUploadedFile(name, begin.ljust(megabytes * 1024 * 1024 + 1, b"x"))
    answer = admin_client.post(
        f"/quan-tri/{kind}/add/", {"title": "Tệp lớn", "collection": "1", "file": file}
    )
    assert answer.context["form"].errors.as_data()["file"][0].code == "file_too_large"
    assert not model().objects.exists()
