"""The worked examples of the snapshot, read from the build's side."""

import msgspec
import pytest

from build.errors import SnapshotError
from build.snapshot.page_types import PAGE_TYPES
from build.snapshot.schema import VERSION, Document, Look, Shown, digest, encode
from build.snapshot.store import SnapshotReader, decode_unit
from tests.samples.snapshots import Example


@pytest.fixture
def examples(root):
    return root / "build" / "snapshot" / "examples"


def test_the_unit_example_is_a_unit_snapshot(examples):
    unit = decode_unit((examples / "unit.json").read_bytes())
    assert unit.version == VERSION
    assert decode_unit(encode(unit)) == unit


def test_each_document_example_has_every_field_of_its_type(examples):
    paths = list(examples.glob("document-*.json"))
    assert {path.stem for path in paths} == {f"document-{name}" for name in PAGE_TYPES}
    for path in paths:
        document = msgspec.json.decode(path.read_bytes(), type=Document)
        assert path.stem == f"document-{document.type}"
        assert document.fields.keys() == PAGE_TYPES[document.type].keys()


def test_the_unit_example_has_every_key_of_a_shown_page(examples):
    for page in msgspec.json.decode((examples / "unit.json").read_bytes())["shown"]:
        assert list(page) == list(Shown.__struct_fields__)


def test_the_unit_example_shows_document_examples(examples):
    unit = decode_unit((examples / "unit.json").read_bytes())
    documents = [msgspec.json.decode(p.read_bytes(), type=Document) for p in examples.glob("document-*.json")]
    shown = {page.document for page in unit.shown}
    assert shown <= {digest(encode(document)) for document in documents}
    assert len(shown) == 3


def test_the_look_example_has_every_key_of_a_look(examples):
    payload = (examples / "look.json").read_bytes()
    look = msgspec.json.decode(payload, type=Look)
    assert list(msgspec.json.decode(payload)) == list(Look.__struct_fields__)
    assert msgspec.json.decode(encode(look)) == msgspec.json.decode(payload)


def test_another_version_is_refused_with_what_to_do(examples):
    unit = decode_unit((examples / "unit.json").read_bytes())
    newer = encode(msgspec.structs.replace(unit, version=VERSION + 1))
    with pytest.raises(SnapshotError, match=r"manage\.py snapshot"):
        decode_unit(newer)


@pytest.mark.parametrize("payload", [b"", b"{", b'{"version": 1}', b'{"version": 1, "surprise": 2}'])
def test_a_broken_snapshot_is_refused(payload):
    with pytest.raises(SnapshotError):
        decode_unit(payload)


def test_equal_values_give_equal_bytes():
    a = Document(type="article", fields={"title": "A", "body": "B"})
    b = Document(type="article", fields={"body": "B", "title": "A"})
    assert encode(a) == encode(b)


def changed(examples, **changes):
    unit = decode_unit((examples / "unit.json").read_bytes())
    first = msgspec.structs.replace(unit.shown[0], **changes)
    return encode(msgspec.structs.replace(unit, shown=(first, *unit.shown[1:])))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"origin": "99"}, "names unit 99"),
        ({"canonical": "99"}, "names unit 99"),
        ({"changed_by": ("290", "99")}, "names unit 99"),
        ({"section": "khong-co"}, "section that the unit does not have"),
        ({"section": "thong-bao", "slug": "bao-so-3"}, "is shown twice"),
    ],
)
def test_a_snapshot_whose_parts_contradict_each_other_is_refused(examples, changes, fault):
    with pytest.raises(SnapshotError, match=fault):
        decode_unit(changed(examples, **changes))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"slug": "ra-quan-trong-cay"}, "tin-tuc/ra-quan-trong-cay redirects and is taken"),
        ({"to_slug": "khong-co"}, "redirects to a page that is not shown"),
    ],
)
def test_a_redirect_leads_from_a_free_address_to_a_page(examples, changes, fault):
    unit = decode_unit((examples / "unit.json").read_bytes())
    redirects = (msgspec.structs.replace(unit.redirects[0], **changes),)
    with pytest.raises(SnapshotError, match=fault):
        decode_unit(encode(msgspec.structs.replace(unit, redirects=redirects)))


def test_an_address_redirects_once(examples):
    unit = decode_unit((examples / "unit.json").read_bytes())
    twice = msgspec.structs.replace(unit, redirects=unit.redirects * 2)
    with pytest.raises(SnapshotError, match="redirects and is taken"):
        decode_unit(encode(twice))


def test_a_site_is_read_as_of_one_moment(tmp_path):
    """The CMS writes between the reading of the unit and that of its documents."""
    example = Example(tmp_path / "var")
    whole = SnapshotReader(example.config.snapshot).site("10546")
    reader = SnapshotReader(example.config.snapshot)
    unit = reader.unit

    def unit_and_then_a_write(code):
        found = unit(code)
        example.change(shown=())
        return found

    reader.unit = unit_and_then_a_write
    assert reader.site("10546") == whole
    assert SnapshotReader(example.config.snapshot).site("10546")[1] == {}


def test_what_the_site_before_showed_is_not_read_again(tmp_path):
    example = Example(tmp_path / "var")
    reader = SnapshotReader(example.config.snapshot)
    name, document = next(iter(reader.site("10546")[1].items()))
    assert reader.site("10546")[1][name] is document
    example.change(shown=example.unit.shown[:1])
    assert reader.site("10546")[1] == SnapshotReader(example.config.snapshot).site("10546")[1]
