"""A release that would harm the site is refused, in one sentence, before anything is written."""

from datetime import UTC, datetime

import msgspec
import pytest

from build.deploy import gate
from build.deploy.manifest import Artifact
from build.deploy.plan import plan
from build.errors import GateError
from build.snapshot.schema import MAX_FILE_BYTES
from tests.samples.releases import Content, artifact_of, files_of, manifest_of, staged

SITE = "a.localhost"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FULL = Content(texts={("tin-tuc", f"bai-{number}"): f"Bài {number}" for number in range(20)})
RELEASE = manifest_of(SITE, 1, files_of(FULL))


def fewer(count):
    return manifest_of(SITE, 2, files_of(Content(texts=dict(list(FULL.texts.items())[:count]))))


def check(wanted, previous=None, **options):
    gate.check(previous, wanted, plan(previous, wanted, NOON), **options)


def with_artifact(artifact):
    return msgspec.structs.replace(RELEASE, artifacts=(*RELEASE.artifacts, artifact))


def test_a_whole_release_passes():
    check(RELEASE)
    check(RELEASE, previous=RELEASE)


@pytest.mark.parametrize("key", gate.REQUIRED)
def test_what_every_site_has_must_be_there(key):
    lacking = tuple(artifact for artifact in RELEASE.artifacts if artifact.key != key)
    with pytest.raises(GateError, match=f"{key} is missing"):
        check(msgspec.structs.replace(RELEASE, artifacts=lacking))


def test_a_link_to_nothing_is_named_with_its_page():
    page = artifact_of("thong-bao/x/index.html", b'<a href="/thong-bao/gone/index.html">')
    with pytest.raises(GateError, match=r"thong-bao/x/index\.html names thong-bao/gone/index\.html"):
        check(with_artifact(page))


@pytest.mark.parametrize(
    "key",
    [
        "../ngoai.html",
        "/goc.html",
        "a//b.html",
        "a/./b.html",
        "a\\b.html",
        "",
        "dòng\n.html",
        "ho\u0300a.html",
        "\ud800.html",
        "a" * 300 + ".html",
        "_d/manifest.json",
    ],
)
def test_a_key_that_is_no_plain_path_is_refused(key):
    page = Artifact(key=key, sha256="0" * 64, size=1, media_type="text/html", cache_control="", kind="page")
    with pytest.raises(GateError, match="the key"):
        check(with_artifact(page))


def test_a_key_occurs_once_and_is_no_folder_of_another():
    with pytest.raises(GateError, match="occurs twice"):
        check(with_artifact(RELEASE.artifacts[0]))
    with pytest.raises(GateError, match="both a file and a folder"):
        check(with_artifact(msgspec.structs.replace(artifact_of("tin-tuc.html", b""), key="tin-tuc")))


def test_a_huge_file_is_refused():
    film = msgspec.structs.replace(artifact_of("_a/phim.mp4", b""), size=MAX_FILE_BYTES + 1)
    with pytest.raises(GateError, match=r"phim\.mp4 has 20,971,521 bytes"):
        check(with_artifact(film))


def test_a_release_that_lost_a_third_of_its_pages_is_refused_unless_it_is_meant():
    with pytest.raises(GateError, match="leave to shrink"):
        check(fewer(12), previous=RELEASE)
    check(fewer(16), previous=RELEASE)
    check(fewer(12), previous=RELEASE, allow_shrink=True)


def test_an_empty_release_is_refused_even_when_shrinking_is_meant():
    empty = msgspec.structs.replace(RELEASE, artifacts=())
    with pytest.raises(GateError, match=r"index\.html is missing"):
        check(empty, previous=RELEASE, allow_shrink=True)


def test_deletions_are_capped():
    papers = {f"_a/{number}.pdf": str(number).encode() for number in range(gate.DELETES + 1)}
    before = manifest_of(SITE, 1, files_of(FULL) | papers)
    with pytest.raises(GateError, match="would delete 257 objects, more than 256"):
        check(RELEASE, previous=before)
    check(RELEASE, previous=before, allow_shrink=True)


def test_content_does_not_change_under_a_name_that_stands_for_it():
    css = next(artifact for artifact in RELEASE.artifacts if artifact.kind == "asset")
    other = tuple(
        msgspec.structs.replace(artifact, sha256="f" * 64) if artifact is css else artifact
        for artifact in RELEASE.artifacts
    )
    with pytest.raises(GateError, match="other content than before"):
        check(msgspec.structs.replace(RELEASE, artifacts=other), previous=RELEASE)


def test_many_faults_make_one_sentence():
    pages = tuple(artifact_of(f"x/{number}/index.html", b'<a href="/gone.html">') for number in range(9))
    with pytest.raises(GateError, match=r"and 4 more\.$"):
        check(msgspec.structs.replace(RELEASE, artifacts=RELEASE.artifacts + pages))


@pytest.mark.parametrize(
    "site", ["", "a/b", "../a", "A.localhost", "a..localhost", ".localhost", "a.localhost/"]
)
def test_a_site_is_a_bare_hostname(site):
    with pytest.raises(GateError, match="not a hostname"):
        gate.check_site(site)


def test_the_staged_files_are_those_of_the_manifest():
    files = files_of(FULL)
    gate.check_staging(SITE, staged(files), RELEASE.artifacts)
    with pytest.raises(GateError, match=r"404\.html has 3 bytes"):
        gate.check_staging(SITE, staged(files | {"404.html": b"cut"}), RELEASE.artifacts)
    del files["404.html"]
    with pytest.raises(GateError, match=r"404\.html is not staged"):
        gate.check_staging(SITE, staged(files), RELEASE.artifacts)
