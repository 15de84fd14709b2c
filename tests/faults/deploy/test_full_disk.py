"""A disk that is full stops a deployment with a plain word, leaves a whole site, and loses nothing."""

import subprocess

import pytest

from build.deploy.deployment import deploy
from build.errors import StoreError
from tests.samples.releases import Content, files_of, manifest_of, missing, staged
from tests.samples.stores import FolderPlace

pytestmark = [pytest.mark.mount, pytest.mark.soak]

SITE = "ben-tam.localhost"
SMALL = files_of(Content(texts={("tin-tuc", "a"): "Tin a", ("tin-tuc", "b"): "Tin b"}))
LARGE = files_of(Content(texts={("tin-tuc", name): name * 200_000 for name in "abcdefghijkl"}))


@pytest.fixture
def disk(tmp_path):
    """A folder on a disk of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "lien-thong-test", folder]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs leave that this user does not have")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_stops_the_deployment_and_it_goes_on_when_there_is_room(disk):
    place = FolderPlace(disk)
    deploy(SITE, staged(SMALL), manifest_of(SITE, 1, SMALL), place.store)
    large, wanted = staged(LARGE), manifest_of(SITE, 2, LARGE)
    with pytest.raises(StoreError, match=r"No space left on device\); make room"):
        deploy(SITE, large, wanted, place.store)
    assert missing(lambda key: place.read(SITE, key)) == set()
    assert place.read(SITE, "index.html") == SMALL["index.html"]
    subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
    deploy(SITE, large, wanted, place.store)
    assert place.everything(SITE).keys() == {*LARGE, "_d/manifest.json"}
    assert {key: place.read(SITE, key) for key in LARGE} == LARGE
