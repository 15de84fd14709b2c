"""A deployment whose process is killed leaves a whole site, and the next one makes it good."""

import signal
import subprocess
import sys

import msgspec
import pytest

from build.deploy.deployment import deploy
from build.deploy.s3_client import make_client
from tests.conftest import figure
from tests.samples.releases import Content, files_of, manifest_of, missing, staged
from tests.samples.stores import BucketPlace, FolderPlace

pytestmark = pytest.mark.soak

SITE = "ben-tam.localhost"
CALLS = 14  # as many as the deployment makes
BEFORE = Content(texts={("tin-tuc", name): f"Tin {name}" for name in "abcd"})
AFTER = Content(texts={("tin-tuc", name): f"Tin mới {name}" for name in "bcde"}, theme="đỏ")
WITHDRAWN = files_of(BEFORE).keys() - files_of(AFTER).keys()


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def place_and_target(request, tmp_path):
    """Where the site lies, and the target that names it."""
    if request.param == "folder":
        yield FolderPlace(tmp_path / "sites"), f"folder:{tmp_path / 'sites'}"
        return
    bucket, client = request.getfixturevalue("bucket"), make_client()
    yield BucketPlace(bucket, client, ""), f"s3://{bucket}"
    client.close()


@pytest.mark.parametrize("fatal_call", range(figure(2, 1), CALLS + 1, figure(3, 1)))
def test_a_kill_at_a_store_call(root, tmp_path, place_and_target, fatal_call):
    place, target = place_and_target
    new = tmp_path / "new.json"
    new.write_bytes(msgspec.json.encode(files_of(AFTER)))
    deploy(SITE, staged(files_of(BEFORE)), manifest_of(SITE, 1, files_of(BEFORE)), place.store)
    command = [sys.executable, "-m", "tests.samples.deploy_and_die", target, SITE, new, "2", str(fatal_call)]
    ended = subprocess.run(list(map(str, command)), cwd=root, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert missing(lambda key: place.read(SITE, key)) <= WITHDRAWN
    deploy(SITE, staged(files_of(AFTER)), manifest_of(SITE, 2, files_of(AFTER)), place.store)
    assert {key: place.read(SITE, key) for key in files_of(AFTER)} == files_of(AFTER)
    assert [key for key in WITHDRAWN if key.endswith(".html") and place.read(SITE, key)] == []
