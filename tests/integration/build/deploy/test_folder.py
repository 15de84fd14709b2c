"""What only a folder can do to a deployment."""

import pytest

from build.deploy.deployment import deploy
from build.deploy.folder import INCOMING, FolderStore
from build.deploy.manifest import MANIFEST_KEY
from build.errors import Fenced, StoreError
from tests.samples.releases import Content, files_of, manifest_of, staged
from tests.samples.stores import FolderPlace, PowerCut, WatchedStore

SITE = "ben-tam.localhost"
BEFORE = Content(texts={("tin-tuc", name): f"Tin {name}" for name in "abcd"})
FILES = files_of(BEFORE)


@pytest.fixture
def store(tmp_path):
    """An empty folder of sites."""
    return FolderStore(tmp_path / "sites")


@pytest.fixture
def staging():
    """The staged files of BEFORE."""
    return staged(FILES)


def test_folders_that_become_empty_go(store, staging):
    deploy(SITE, staging, manifest_of(SITE, 1, FILES), store)
    files = files_of(Content(texts={("tin-tuc", name): f"Tin {name}" for name in "abc"}))
    deploy(SITE, staged(files), manifest_of(SITE, 2, files), store)
    assert not (store.root / SITE / "tin-tuc" / "d").exists()
    assert (store.root / SITE / "tin-tuc" / "a").is_dir()


def test_what_a_killed_deployment_left_half_way_is_cleared(store, staging):
    deploy(SITE, staging, manifest_of(SITE, 1, FILES), store)
    (store.root / SITE / INCOMING).hardlink_to(store.root / SITE / "index.html")
    files = FILES | {"404.html": b"new"}
    deploy(SITE, staged(files), manifest_of(SITE, 2, files), store)
    assert (store.root / SITE / "index.html").read_bytes() == FILES["index.html"]
    assert not (store.root / SITE / INCOMING).exists()


def cut_short(number, name):
    """Stops the machine when the objects are written and not yet looked at."""
    if name == "verify":
        raise PowerCut


@pytest.mark.parametrize("names", ["abcd", "bcd"])
def test_a_new_object_that_a_crash_cut_short_is_made_whole_or_goes(store, names):
    wanted = files_of(Content(texts={("tin-tuc", name): f"Tin {name}" for name in names}))
    half = "tin-tuc/a/index.html"
    with pytest.raises(PowerCut):
        deploy(SITE, staged(FILES), manifest_of(SITE, 1, FILES), WatchedStore(store, cut_short))
    (store.root / SITE / half).write_bytes(FILES[half][:5])
    unfinished = store.read(SITE).manifest
    assert store.present(SITE, unfinished.in_doubt) == FILES.keys() - {half}
    deploy(SITE, staged(wanted), manifest_of(SITE, 2, wanted), store, allow_shrink=True)
    place = FolderPlace(store.root)
    assert {key: place.read(SITE, key) for key in FILES} == {key: wanted.get(key) for key in FILES}


def test_a_file_in_the_way_is_named(store, staging):
    (store.root / SITE).mkdir(parents=True)
    (store.root / SITE / "tin-tuc").write_text("in the way")
    with pytest.raises(StoreError, match=rf"{SITE}/tin-tuc.* cannot be read or written"):
        deploy(SITE, staging, manifest_of(SITE, 1, FILES), store)


def test_a_damaged_manifest_is_named_and_kept(store, staging):
    deploy(SITE, staging, manifest_of(SITE, 1, FILES), store)
    manifest = store.root / SITE / MANIFEST_KEY
    manifest.write_bytes(b"{")
    with pytest.raises(StoreError, match=r"_d/manifest\.json cannot be read"):
        deploy(SITE, staging, manifest_of(SITE, 2, FILES), store)
    assert manifest.read_bytes() == b"{"


def test_only_the_holder_of_the_present_manifest_commits(store):
    tag = store.commit(SITE, manifest_of(SITE, 1, FILES), None)
    with pytest.raises(Fenced):
        store.commit(SITE, manifest_of(SITE, 2, FILES), None)
    newer = store.commit(SITE, manifest_of(SITE, 2, FILES), tag)
    with pytest.raises(Fenced):
        store.commit(SITE, manifest_of(SITE, 3, FILES), tag)
    assert store.read(SITE).tag == newer
