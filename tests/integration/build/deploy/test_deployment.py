"""What a deployment promises, on a real folder and on a real S3 server."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

import pytest

from build.deploy.deployment import FEW, deploy
from build.deploy.manifest import MANIFEST_KEY
from build.errors import Fenced, GateError, StoreError
from tests.samples.releases import Content, files_of, manifest_of, missing, staged
from tests.samples.stores import PowerCut, WatchedStore

SITE = "ben-tam.localhost"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BEFORE = Content(
    texts={("tin-tuc", name): f"Tin {name}" for name in "abcd"}, pictured=frozenset({("tin-tuc", "a")})
)
AFTER = Content(
    texts={
        **{("tin-tuc", name): f"Tin {name}" for name in "bcd"},
        ("tin-tuc", "b"): "Tin b, mới",
        ("thong-bao", "x"): "X",
    },
    related=frozenset({(("thong-bao", "x"), ("tin-tuc", "b"))}),
    pictured=frozenset({("thong-bao", "x")}),
    theme="đỏ",
)
LATER = Content(texts={**BEFORE.texts, ("tin-tuc", "y"): "Tin y"}, theme="vàng")


@pytest.fixture
def release():
    """A function that stages a content and deploys it."""

    def deploy_it(content, revision, store, now=NOON, **options):
        files = files_of(content)
        return deploy(SITE, staged(files), manifest_of(SITE, revision, files), store, now=now, **options)

    return deploy_it


def test_a_deployed_site_is_the_staged_files(fresh_place, release):
    place = fresh_place()
    receipt = release(BEFORE, 1, place.store)
    files = files_of(BEFORE)
    assert {key: place.read(SITE, key) for key in files} == files
    assert place.everything(SITE).keys() == {*files, MANIFEST_KEY}
    assert (receipt.written, receipt.deleted, receipt.unchanged) == (len(files), 0, 0)
    assert receipt.bytes == sum(map(len, files.values()))


def test_the_same_release_again_reads_the_manifest_and_does_no_more(fresh_place, release):
    place = fresh_place()
    release(BEFORE, 1, place.store)
    watched = WatchedStore(place.store)
    receipt = release(BEFORE, 1, watched)
    assert watched.calls == ["read"]
    assert (receipt.written, receipt.deleted, receipt.unchanged) == (0, 0, len(files_of(BEFORE)))


def test_only_what_differs_is_written(fresh_place, release):
    place = fresh_place()
    release(BEFORE, 1, place.store)
    watched = WatchedStore(place.store)
    receipt = release(
        Content(texts={**BEFORE.texts, ("tin-tuc", "b"): "Tin b, mới"}, pictured=BEFORE.pictured), 2, watched
    )
    assert receipt.written == 1
    looked = Counter() if place.store.lasting else Counter(verify=1)
    assert Counter(watched.calls) == Counter(read=1, commit=2, put=1) + looked


def test_what_is_withdrawn_goes_before_anything_is_written(fresh_place, release):
    place = fresh_place()
    release(BEFORE, 1, place.store)
    watched = WatchedStore(place.store)
    receipt = release(AFTER, 2, watched)
    assert receipt.deleted == 2
    assert watched.calls[:4] == ["read", "commit", "delete", "delete"]
    assert place.read(SITE, "tin-tuc/a/index.html") is None


def test_a_replaced_theme_is_deleted_last_when_its_days_are_over(fresh_place, release):
    place = fresh_place()
    release(BEFORE, 1, place.store)
    release(AFTER, 2, place.store)
    old = next(key for key in files_of(BEFORE) if key.endswith(".css"))
    assert place.read(SITE, old) is not None
    watched = WatchedStore(place.store)
    receipt = release(AFTER, 2, watched, now=NOON + timedelta(days=31))
    assert (receipt.written, receipt.deleted) == (0, 1)
    assert watched.calls[-2:] == ["delete", "commit"]
    assert place.everything(SITE).keys() == {*files_of(AFTER), MANIFEST_KEY}
    assert release(AFTER, 2, place.store, now=NOON + timedelta(days=31)).deleted == 0


def test_a_refused_release_touches_nothing(fresh_place, release):
    place = fresh_place()
    release(BEFORE, 1, place.store)
    before = place.everything(SITE)
    watched = WatchedStore(place.store)
    with pytest.raises(GateError, match="leave to shrink"):
        release(Content(), 2, watched)
    assert watched.calls == ["read"]
    assert place.everything(SITE) == before
    assert release(Content(), 2, place.store, allow_shrink=True).deleted > 0


def test_a_release_for_another_site_is_refused(tmp_path, fresh_place):
    with pytest.raises(GateError, match=r"other\.localhost was to be deployed as"):
        deploy(SITE, tmp_path, manifest_of("other.localhost", 1, files_of(BEFORE)), fresh_place().store)


@pytest.mark.parametrize("first", [None, BEFORE], ids=["first deployment", "second deployment"])
def test_a_crash_at_any_call_is_made_good_by_running_again(fresh_folder, release, first):
    clean = deployed_clean(fresh_folder(), release, first)
    withdrawn = files_of(first).keys() - files_of(AFTER).keys() if first else set()
    for crash in count(1):
        place = fresh_folder()
        if first:
            release(first, 1, place.store)

        def cut(number, name, at=crash):
            if number == at:
                raise PowerCut

        try:
            release(AFTER, 2, WatchedStore(place.store, cut))
        except PowerCut:
            assert missing(partial(place.read, SITE)) <= withdrawn
            release(AFTER, 2, place.store)
            assert place.everything(SITE) == clean
        else:
            break
    assert crash > 12


def deployed_clean(place, release, first):
    """All that lies there after ``first`` and AFTER were deployed with no mishap."""
    if first:
        release(first, 1, place.store)
    release(AFTER, 2, place.store)
    return place.everything(SITE)


def test_the_older_of_two_deployments_is_fenced_wherever_the_newer_comes(fresh_place, release):
    expected = fresh_place()
    release(BEFORE, 1, expected.store)
    release(LATER, 3, expected.store)
    clean = {key: value for key, value in expected.everything(SITE).items() if key in files_of(LATER)}
    for moment in count(1):
        place = fresh_place()
        release(BEFORE, 1, place.store)

        def newer_comes(number, name, place=place, at=moment):
            if number == at:
                release(LATER, 3, place.store)

        watched = WatchedStore(place.store, newer_comes)
        try:
            release(AFTER, 2, watched)
        except Fenced:
            served = place.everything(SITE)
            graves = {stone.artifact.key for stone in place.store.read(SITE).manifest.tombstones}
            assert {key: served[key] for key in clean} == clean
            assert served.keys() <= {*files_of(LATER), MANIFEST_KEY} | graves
            assert place.store.read(SITE).manifest.revision == 3
        else:
            break
    assert len(watched.calls) < moment


def test_an_older_release_does_not_replace_a_newer_one(fresh_place, release):
    place = fresh_place()
    release(LATER, 3, place.store)
    watched = WatchedStore(place.store)
    with pytest.raises(Fenced, match="has revision 3 already, and this is revision 2"):
        release(AFTER, 2, watched)
    assert watched.calls == ["read"]


@pytest.fixture
def spoilt(fresh_place, release):
    """A deployed site of which others have deleted two objects since."""
    place = fresh_place()
    release(BEFORE, 1, place.store)
    tag = place.store.read(SITE).tag
    place.store.delete(SITE, ["404.html", "tin-tuc/c/index.html"], tag)
    return place


def test_what_others_spoilt_is_found_by_who_looks(spoilt, release):
    release(LATER, 2, spoilt.store, look=True)
    assert {key: spoilt.read(SITE, key) for key in files_of(LATER)} == files_of(LATER)


def test_who_looks_and_finds_all_as_it_was_looks_once(fresh_place, release):
    place = fresh_place()
    release(BEFORE, 1, place.store)
    watched = WatchedStore(place.store)
    assert release(BEFORE, 2, watched, look=True).written == 0
    looked = 1 if place.store.lasting else 2
    assert Counter(watched.calls) == {"read": 1, "verify": looked, "commit": 1}


def test_what_others_spoilt_is_found_after_many_writes(spoilt, release):
    many = Content(texts={("tin-tuc", f"bai-{number}"): "Tin" for number in range(FEW)})
    release(many, 2, spoilt.store, allow_shrink=True)
    assert {key: spoilt.read(SITE, key) for key in files_of(many)} == files_of(many)


def test_what_others_spoilt_is_found_after_a_deployment_that_broke_off(spoilt, release):
    def stop(_number, name):
        if name == "put":
            raise PowerCut

    with pytest.raises(PowerCut):
        release(LATER, 2, WatchedStore(spoilt.store, stop))
    release(LATER, 2, spoilt.store)
    assert {key: spoilt.read(SITE, key) for key in files_of(LATER)} == files_of(LATER)


def test_a_store_that_keeps_losing_what_is_written_is_named(fresh_place, release):
    place = fresh_place()

    def lose(number, name):
        if name == "verify":
            place.store.delete(SITE, ["404.html"], place.store.read(SITE).tag)

    with pytest.raises(StoreError, match=r"1 objects are not as they were written, 404\.html among them"):
        release(BEFORE, 1, WatchedStore(place.store, lose), look=True)
