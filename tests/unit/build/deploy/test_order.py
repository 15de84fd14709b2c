"""What an object names is written before it, as far as circles allow."""

from hypothesis import given
from hypothesis import strategies as st

from build.deploy.manifest import Artifact
from build.deploy.order import RANK, by_kind, by_refs


def artifact(key, refs=(), kind="page"):
    return Artifact(
        key=key,
        sha256="0" * 64,
        size=1,
        media_type="text/html",
        cache_control="",
        kind=kind,
        refs=tuple(refs),
    )


def names(artifacts):
    """For each key all keys that links lead to from it, home page left out, the slow and obvious way."""
    refs = {one.key: set(one.refs) for one in artifacts if one.kind != "index"}
    reached = {key: {ref for ref in named if ref in refs} for key, named in refs.items()}
    for _ in refs:
        reached = {key: found.union(*(reached[ref] for ref in found)) for key, found in reached.items()}
    return reached


KEYS = [f"{number}.html" for number in range(7)]
GRAPHS = st.fixed_dictionaries(
    {
        key: st.tuples(st.sampled_from(sorted(RANK)), st.sets(st.sampled_from([*KEYS, "elsewhere.html"])))
        for key in KEYS
    }
).map(lambda graph: [artifact(key, sorted(refs), kind) for key, (kind, refs) in graph.items()])


@given(GRAPHS)
def test_each_is_written_after_what_it_names(artifacts):
    stages = by_refs(artifacts)
    reached = names(artifacts)
    at = {one.key: turn for turn, stage in enumerate(stages) for one in stage}
    home = {one.key for one in artifacts if one.kind == "index"}
    assert sorted(at) == KEYS
    for one in artifacts:
        for ref in set(one.refs) & set(KEYS) - home - {one.key}:
            if one.key in home:
                assert at[ref] < at[one.key]
            elif one.key not in reached[ref]:
                assert at[ref] < at[one.key], f"{one.key} before {ref}, which does not lead back"


@given(GRAPHS)
def test_a_circle_goes_by_kind_and_home_comes_last(artifacts):
    stages = by_refs(artifacts)
    reached = names(artifacts)
    at = {one.key: turn for turn, stage in enumerate(stages) for one in stage}
    for one in artifacts:
        for other in artifacts:
            if one.kind != "index" and other.kind == "index":
                assert at[one.key] < at[other.key]
            elif other.key in reached.get(one.key, ()) and one.key in reached.get(other.key, ()):
                assert (at[one.key] < at[other.key]) == (RANK[one.kind] < RANK[other.kind])


def test_a_chain_of_thousands_is_no_matter_of_depth():
    chain = [artifact(f"{number}.html", [f"{number + 1}.html"]) for number in range(5000)]
    stages = by_refs(chain)
    assert [stage[0].key for stage in stages] == [one.key for one in reversed(chain)]


def test_changed_objects_go_leaves_first_home_last():
    kinds = ["index", "feed", "list", "page", "media", "asset"]
    stages = by_kind(artifact(f"{kind}.html", kind=kind) for kind in kinds)
    assert [stage[0].kind for stage in stages] == list(reversed(kinds))
