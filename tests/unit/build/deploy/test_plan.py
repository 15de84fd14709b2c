"""After every single step of a plan, also after plans that broke off, no page names what is not there."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build.deploy.manifest import Manifest
from build.deploy.plan import distrust, plan, reconciled, unsure_of
from tests.conftest import figure
from tests.samples.releases import Content, files_of, manifest_of, missing

pytestmark = pytest.mark.soak

SITE = "a.localhost"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SLOTS = [("tin-tuc", "a"), ("tin-tuc", "b"), ("tin-tuc", "c"), ("thong-bao", "d")]
CONTENTS = st.builds(
    Content,
    texts=st.dictionaries(st.sampled_from(SLOTS), st.sampled_from(["một", "hai"])),
    related=st.frozensets(st.tuples(st.sampled_from(SLOTS), st.sampled_from(SLOTS))),
    pictured=st.frozensets(st.sampled_from(SLOTS)),
    theme=st.sampled_from(["xanh", "đỏ"]),
)


@dataclass
class Shelf:
    """A storage that does as it is told, and can be looked at after every step."""

    objects: dict[str, bytes] = field(default_factory=dict)
    manifest: Manifest | None = None

    def steps(self, content, revision, now=NOON):
        """Deploys ``content``, one step at a time; yields what has been withdrawn by then."""
        files = files_of(content)
        known = reconciled(self.manifest, self.objects.keys()) if self.manifest else None
        todo = plan(known, manifest_of(SITE, revision, files), now)
        self.manifest = todo.claim
        yield todo
        for key in todo.takedowns:
            self.objects.pop(key, None)
            yield todo
        for artifact in todo.writes:
            self.objects[artifact.key] = files[artifact.key]
            yield todo
        self.manifest = todo.settled
        yield todo
        for key in todo.expired:
            self.objects.pop(key, None)
            yield todo
        self.manifest = todo.after
        yield todo


def finish(steps):
    for _ in steps:
        pass


@given(CONTENTS, CONTENTS)
def test_every_page_that_can_be_found_names_only_what_is_there(before, after):
    shelf = Shelf()
    for todo in shelf.steps(before, 1):
        assert missing(shelf.objects.get) <= set(todo.takedowns)
    for todo in shelf.steps(after, 2):
        assert missing(shelf.objects.get) <= set(todo.takedowns)
    assert missing(shelf.objects.get, shelf.objects) == set()


@settings(max_examples=figure(300, 3000))
@given(CONTENTS, st.lists(st.tuples(CONTENTS, st.integers(0, 40)), max_size=3), CONTENTS)
def test_deployments_that_broke_off_are_made_good_by_the_next(before, broken, after):
    shelf = Shelf()
    finish(shelf.steps(before, 1))
    withdrawn = set()
    for revision, (content, step) in enumerate(broken, 2):
        for todo in islice(shelf.steps(content, revision), step):
            withdrawn |= set(todo.takedowns)
            assert missing(shelf.objects.get) <= withdrawn
    for todo in shelf.steps(after, 9):
        withdrawn |= set(todo.takedowns)
        assert missing(shelf.objects.get) <= withdrawn
    graves = {stone.artifact.key for stone in shelf.manifest.tombstones}
    assert {key: payload for key, payload in shelf.objects.items() if key not in graves} == files_of(after)
    assert unsure_of(shelf.manifest) == ()


@given(CONTENTS, CONTENTS)
def test_a_new_page_names_what_is_there_or_what_names_it_back(before, after):
    shelf = Shelf()
    finish(shelf.steps(before, 1))
    files = files_of(after)
    todo = plan(shelf.manifest, manifest_of(SITE, 2, files), NOON)
    refs = {artifact.key: set(artifact.refs) for artifact in todo.writes if artifact.key not in shelf.objects}
    there = set(shelf.objects)
    for artifact in todo.writes:
        for ref in set(artifact.refs) - there - {"index.html", artifact.key}:
            assert artifact.key not in shelf.objects
            assert not missing_way_back(refs, ref, artifact.key)
        there.add(artifact.key)


def missing_way_back(refs, start, goal):
    """Whether no links among ``refs`` lead from ``start`` to ``goal``."""
    seen, todo = {start}, [start]
    while todo:
        for ref in refs.get(todo.pop(), ()):
            if ref not in seen and ref != "index.html":
                seen.add(ref)
                todo.append(ref)
    return goal not in seen


@given(CONTENTS)
def test_the_same_release_again_is_nothing_to_do(content):
    shelf = Shelf()
    finish(shelf.steps(content, 1))
    todo = plan(shelf.manifest, manifest_of(SITE, 1, files_of(content)), NOON)
    assert (todo.writes, todo.takedowns, todo.expired) == ((), (), ())
    assert todo.after == shelf.manifest


TWO = Content(
    texts={("tin-tuc", "a"): "một", ("tin-tuc", "b"): "hai"}, pictured=frozenset({("tin-tuc", "b")})
)
ONE = Content(texts={("tin-tuc", "a"): "một"})


def deployed(content, revision=1):
    return plan(None, manifest_of(SITE, revision, files_of(content)), NOON).after


def test_a_withdrawn_page_and_its_picture_go_first():
    todo = plan(deployed(TWO), manifest_of(SITE, 2, files_of(ONE)), NOON)
    picture = next(key for key in files_of(TWO) if key.endswith(".png"))
    assert set(todo.takedowns) == {"tin-tuc/b/index.html", picture}
    assert "tin-tuc/b/index.html" not in {artifact.key for artifact in todo.claim.artifacts}


def test_new_pages_before_changed_ones_and_the_home_page_last():
    todo = plan(deployed(ONE), manifest_of(SITE, 2, files_of(TWO)), NOON)
    order = [artifact.key for artifact in todo.writes]
    assert order.index("tin-tuc/b/index.html") < order.index("tin-tuc/index.html") < order.index("index.html")
    assert order[-1] == "index.html"


def test_what_did_not_change_is_not_written():
    todo = plan(deployed(ONE), manifest_of(SITE, 2, files_of(TWO)), NOON)
    assert "404.html" not in {artifact.key for artifact in todo.writes}


def test_other_headers_are_a_change():
    wanted = manifest_of(SITE, 2, files_of(ONE))
    first, *rest = wanted.artifacts
    other = msgspec.structs.replace(
        wanted, artifacts=(msgspec.structs.replace(first, cache_control="max-age=1"), *rest)
    )
    assert [artifact.key for artifact in plan(deployed(ONE), other, NOON).writes] == [first.key]


def test_a_theme_that_was_replaced_stays_for_thirty_days_and_then_goes_last():
    red = msgspec.structs.replace(deployed(ONE), revision=1)
    blue = manifest_of(SITE, 2, files_of(Content(texts=ONE.texts, theme="đỏ")))
    old = next(artifact.key for artifact in red.artifacts if artifact.kind == "asset")
    todo = plan(red, blue, NOON)
    assert todo.takedowns == todo.expired == ()
    assert [(stone.artifact.key, stone.until) for stone in todo.after.tombstones] == [
        (old, NOON + timedelta(days=30))
    ]
    assert plan(todo.after, blue, NOON + timedelta(days=29)).expired == ()
    late = plan(todo.after, blue, NOON + timedelta(days=30))
    assert late.expired == (old,)
    assert late.settled.tombstones == todo.after.tombstones
    assert late.after.tombstones == ()


def test_a_theme_that_comes_back_is_written_again():
    red, blue = files_of(ONE), files_of(Content(texts=ONE.texts, theme="đỏ"))
    replaced = plan(deployed(ONE), manifest_of(SITE, 2, blue), NOON).after
    back = plan(replaced, manifest_of(SITE, 3, red), NOON)
    css = next(key for key in red if key.endswith(".css"))
    assert css in {artifact.key for artifact in back.writes}
    assert css not in {stone.artifact.key for stone in back.after.tombstones}


def test_a_new_revision_with_the_same_content_is_one_manifest():
    todo = plan(deployed(ONE, revision=1), manifest_of(SITE, 2, files_of(ONE)), NOON)
    assert todo.writes == ()
    assert todo.claim == todo.settled == todo.after
    assert todo.after.revision == 2


@pytest.mark.parametrize("present", [frozenset(), frozenset({"404.html"})])
def test_what_is_not_there_as_the_manifest_says_is_written_again(present):
    doubtful = distrust(deployed(ONE), {"404.html"})
    assert [artifact.key for artifact in unsure_of(doubtful)] == ["404.html"]
    todo = plan(reconciled(doubtful, present), manifest_of(SITE, 1, files_of(ONE)), NOON)
    assert [artifact.key for artifact in todo.writes] == ["404.html"]
    assert todo.after == deployed(ONE)


def test_of_two_new_pages_the_one_that_is_named_comes_first():
    linked = b'<a href="/tin-tuc/b/index.html">'
    files = files_of(ONE) | {"tin-tuc/a0/index.html": linked, "tin-tuc/b/index.html": b"B"}
    todo = plan(deployed(ONE), manifest_of(SITE, 2, files), NOON)
    assert [[artifact.key for artifact in stage] for stage in todo.stages] == [
        ["tin-tuc/b/index.html"],
        ["tin-tuc/a0/index.html"],
    ]
