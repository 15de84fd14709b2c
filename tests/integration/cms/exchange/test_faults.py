"""Every fault that a file can have: found with its line, and nothing written."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from wagtail.models import Page

from cms.pages.notice import NoticePage
from cms.sharing.models import Decision, LivePage, SectionSetting
from tests.integration.cms.exchange.content import import_lines, make_units, write_lines
from tests.unit.cms.sharing.examples import C, D, E, P, decision, override, page, section

pytestmark = pytest.mark.django_db

REACHES_ALL = page(P, reach="all")
MANDATORY = page(P, "m", reach="all", strength="mandatory")
LOCKED = page(P, "l", reach="all", locked=["contact"])
DRAFT = page(P, "d", reach="all", live=False)
DECREE = page(P, "q", type="legal_document", reach="all") | {"section": "van-ban"}
WEEK = page(P, "t", type="schedule", week="2025-04-21", reach="all") | {"section": "lich-lam-viec"}
THERE = [REACHES_ALL, MANDATORY, LOCKED, DRAFT, DECREE, WEEK]
SUSPENSION = {"since": "2024-11-01T08:00:00+07:00", "fields": {"title": "x"}}


def about(line, **parts):
    """The commune's decision about the page of that line."""
    return decision(C, **parts) | {"page": {key: line[key] for key in ("unit", "section", "slug")}}


ONE_LINE = {
    "an unknown kind": ({"kind": "pages"}, "kind"),
    "no kind": ({"unit": P}, "kind"),
    "an unknown key": (page(C, colour="red"), "colour"),
    "a field of another type": (page(C, number="12"), "number"),
    "an unknown unit": (page("99999"), "'99999'"),
    "a number for a unit": (page(10507), "unit"),
    "an unknown section": ({**page(C), "section": "nowhere"}, "'nowhere'"),
    "a section of another tier": ({**page(C), "section": "goc-nhin"}, "'goc-nhin'"),
    "an unknown type": (page(C, type="poem"), "'poem'"),
    "no type": ({key: value for key, value in page(C).items() if key != "type"}, "type is missing"),
    "a type that the section does not take": (page(C, type="article"), "takes no page of type article"),
    "no title": ({key: value for key, value in page(C).items() if key != "title"}, "title is missing"),
    "an empty title": (page(C, title="  "), "title is empty"),
    "a title of two lines": (page(C, title="a\nb"), "line break"),
    "a control character": (page(C, summary="a\u0007"), "control character"),
    "a text that is a number": (page(C, summary=3), "must be a text"),
    "a slug with a space": (page(C, "a b"), "slug"),
    "a slug with marks": (page(C, "thông-báo"), "slug"),
    "a slug with a slash": (page(C, "a/b"), "slug"),
    "an empty slug": (page(C, ""), "slug is missing"),
    "a slug that the section uses": (page(C, "trang"), "slug is trang"),
    "a date without its zone": (page(C, published_at="2024-10-10T08:00:00"), "without its zone"),
    "a date that is none": (page(C, published_at="yesterday"), "published_at"),
    "a date that no calendar has": (page(C, expires_at="0001-01-01T00:00:00+07:00"), "expires_at"),
    "expiry before publication": (
        page(C, published_at="2024-10-10T08:00:00+07:00", expires_at="2024-10-10T00:59:59Z"),
        "before published_at",
    ),
    "a flag that is a text": (page(C, live="yes"), "live"),
    "an unknown strength": (page(C, strength="strong"), "strength"),
    "an urgent page that may be hidden": (page(C, urgent=True, expires_at="2030-01-01T00:00:00Z"), "urgent"),
    "an urgent page without an end": (page(C, urgent=True, strength="mandatory"), "urgent"),
    "an unknown locked field": (page(P, locked=["colour"]), "'colour'"),
    "locked that is no list": (page(P, locked="contact"), "locked"),
    "an unknown reach": (page(P, reach="everyone"), "reach"),
    "a reach of two kinds": (page(P, reach={"units": [C], "tiers": ["commune"]}), "reach"),
    "a reach with an unknown unit": (page(P, reach={"units": ["99999"]}), "'99999'"),
    "a reach with an unknown tier": (page(P, reach={"tiers": ["ward"]}), "'ward'"),
    "a reach to a unit beside": (page(D, reach={"units": ["289"]}), "not below"),
    "a reach to a unit above": (page(C, reach={"below": [D]}), "not below"),
    "a reach to oneself": (page(D, reach={"below": [D]}), "not below"),
    "a reach to a tier that is not below": (page(D, reach={"tiers": ["district"]}), "no unit of that tier"),
    "a body and blocks": (
        page(C, body="<p>a</p>", blocks=[{"type": "quote", "value": {"text": "b"}}]),
        "both body and blocks",
    ),
    "an unknown block": (page(C, blocks=[{"type": "html", "value": "x"}]), "'html'"),
    "a block with a strange key": (page(C, blocks=[{"type": "quote", "value": {"by": "x"}}]), "key by"),
    "a document that is replaced from no day": (
        {**page(C, type="legal_document", replaced_by="45/QĐ-UBND"), "section": "van-ban"},
        "ends_on: Văn bản đã bị thay thế",
    ),
    "a document that ends before it begins": (
        page(C, type="legal_document", effective_on="2025-01-02", ends_on="2025-01-02")
        | {"section": "van-ban"},
        "phải sau ngày có hiệu lực",
    ),
    "a schedule of no week": (page(C, type="schedule") | {"section": "lich-lam-viec"}, "week is missing"),
    "a schedule of an empty week": (WEEK | {"unit": C, "week": "", "reach": None}, "week is empty"),
    "a file outside the folder": (
        page(C, files=[{"path": "../secret.pdf", "sha256": "0" * 64}]),
        "downwards",
    ),
    "a file of a strange kind": (page(C, files=[{"path": "run.exe", "sha256": "0" * 64}]), "files may be"),
    "a file without its hash": (page(C, files=[{"path": "a.pdf"}]), "sha256 is missing"),
    "a picture without its alt": (page(C, files=[{"path": "a.png", "sha256": "0" * 64}]), "alt is missing"),
    "a picture with an alt for nothing": (
        page(C, files=[{"path": "a.png", "sha256": "0" * 64, "alt": "A", "decorative": True}]),
        "keep one of the two",
    ),
    "a file that is not there": (page(C, files=[{"path": "a.pdf", "sha256": "0" * 64}]), "is not there"),
    "a page of another type at the slot": (
        {**REACHES_ALL, "type": "article", "section": "tin-tuc"} | {"section": "thong-bao"},
        "type",
    ),
    "a mode that is none": (section(C, "mine"), "mode"),
    "a section setting of an unknown section": ({**section(C, "own"), "section": "nowhere"}, "'nowhere'"),
    "an unknown key of a section": ({**section(C, "own"), "type": "notice"}, "type"),
    "a decision without its page": ({"kind": "decision", "unit": C, "hide": True}, "page is missing"),
    "a decision about a draft": (decision(C, slug="d", hide=True), "is a draft"),
    "a decision about a page that is not there": (decision(C, slug="nothing", hide=True), "does not exist"),
    "a decision about one's own page": (decision(P, hide=True), "does not reach"),
    "a decision by the unit above": (decision(P, D, "of-d", hide=True), "does not exist"),
    "a hidden mandatory page": (decision(C, slug="m", hide=True), "cannot be hidden"),
    "a suspended mandatory page": (decision(C, slug="m", suspend=SUSPENSION), "cannot be suspended"),
    "a mandatory page suspended now": (decision(C, slug="m", suspend=True), "cannot be suspended"),
    "an overridden mandatory page": (
        decision(C, slug="m", override=override(contact="x")),
        "locks contact",
    ),
    "an overridden locked field": (decision(C, slug="l", override=override(contact="x")), "locks contact"),
    "an adopted page that is not offered": (decision(C, adopt=True), "is not offered"),
    "an override of an unknown field": (decision(C, override=override(colour="x")), "colour"),
    "a former address that is none": (page(C, "x", left=["thong-bao"]), "SECTION/SLUG"),
    "a former address that the page has": (
        page(C, "x", left=["thong-bao/x"]),
        "the address that the page has",
    ),
    "what an override of another type stands in place of": (
        decision(C, override={**override(hours="x"), "base": {"number": "1"}}),
        "override.base.number",
    ),
    "an override of a field of another type": (decision(C, override=override(number="x")), "number"),
    "an override of an unknown reach": (
        decision(C, override=override("children", hours="x")),
        "override.reach",
    ),
    "an override of a document's end with a day before its begin": (
        about(DECREE, override=override(effective_on="2025-03-01", ends_on="2025-02-01")),
        "override.fields.ends_on: Ngày hết hiệu lực phải sau",
    ),
    "an override of a schedule's week with none": (
        about(WEEK, override=override(week=None)),
        "week is empty",
    ),
    "an override with an empty title": (decision(C, override=override(title="")), "title is empty"),
    "a suspension without its day": (decision(C, suspend={"fields": {}}), "suspend.since is missing"),
    "a suspension without its zone": (
        decision(C, suspend={"since": "2024-11-01T08:00:00", "fields": {}}),
        "without its zone",
    ),
    "an unknown part": (decision(C, ignore=True), "ignore"),
    "an unknown key of the page": (
        {**decision(C, hide=True), "page": {"unit": P, "section": "thong-bao", "slug": "a", "id": 1}},
        "page.id",
    ),
}


def faults_of(tmp_path, lines):
    out = StringIO()
    path = write_lines(tmp_path / "faulty.jsonl", lines)
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("import_content", str(path), "--json", stdout=out)
    return json.loads(out.getvalue())["faults"]


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"[]",
        b'"page"',
        b"{} {}",
        b'{"kind": "page", "title": "\xff"}',
        b'{"title": "\\ud800"}',
        b"[" * 9999,
    ],
    ids=["cut off", "a list", "a text", "two objects", "not UTF-8", "half a character", "a deep nest"],
)
def test_a_line_that_is_no_json_object(tmp_path, raw):
    make_units()
    path = write_lines(tmp_path / "faulty.jsonl", [page(C)])
    path.write_bytes(path.read_bytes() + raw + b"\n")
    with pytest.raises(CommandError, match="line 2: is not"):
        call_command("import_content", str(path))
    assert not NoticePage.objects.exists()


def test_a_decision_about_a_page_whose_line_is_wrong_is_left_in_doubt(tmp_path):
    make_units()
    faults = faults_of(tmp_path, [decision(C, hide=True), {**REACHES_ALL, "colour": "red"}])
    assert [fault["line"] for fault in faults] == [2]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (page(C), page(C, title="another")),
        (decision(C, hide=True), decision(C)),
        (section(C, "own"), section(C, "fill")),
    ],
    ids=["page", "decision", "section"],
)
def test_two_lines_about_one_thing(tmp_path, first, second):
    make_units()
    faults = faults_of(tmp_path, [REACHES_ALL, first, page(E), second])
    assert [fault["line"] for fault in faults] == [4]
    assert "line 2" in faults[0]["sentence"]


def test_all_faults_come_at_once_in_the_order_of_lines(tmp_path):
    make_units()
    lines = [
        decision(C, hide=True),
        page(C, "a b", colour="red"),
        page(E),
        decision(E, C, "none", hide=True),
        {"kind": "?"},
    ]
    assert [fault["line"] for fault in faults_of(tmp_path, lines)] == [1, 2, 2, 4, 5]


def test_a_decision_may_stand_before_its_page(tmp_path):
    make_units()
    done = import_lines(tmp_path, [decision(C, hide=True), section(C, "fill"), REACHES_ALL])
    assert done["decisions"]["created"] == 1


def test_a_file_that_is_not_there():
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_content", "/nowhere/content.jsonl")


def test_a_folder_is_told_from_a_file(tmp_path):
    with pytest.raises(CommandError, match="is a folder; name the file"):
        call_command("import_content", str(tmp_path))


@pytest.fixture(scope="class")
def there(django_db_setup, django_db_blocker, tmp_path_factory):
    """Units with pages, found by every test of a class as they were; making them takes longer than a test."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_units()
        import_lines(tmp_path_factory.mktemp("there"), THERE)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("there")
class TestBesideWhatIsThere:
    @pytest.mark.parametrize(("line", "sentence"), ONE_LINE.values(), ids=ONE_LINE.keys())
    def test_a_fault_is_told_with_its_line_and_nothing_is_written(self, tmp_path, line, sentence):
        good = page(E, "good", published_at="2024-10-10T08:00:00Z")
        faults = faults_of(tmp_path, [good, {**line}, section(E, "own")])
        assert {fault["line"] for fault in faults} == {2}
        assert any(sentence in fault["sentence"] for fault in faults)
        assert Page.objects.filter(depth=4).count() == len(THERE)
        assert LivePage.objects.count() == len(THERE) - 1
        assert not SectionSetting.objects.exists()
        assert not Decision.objects.exists()

    @pytest.mark.parametrize("content", [b"", b"\n \n\n"], ids=["no bytes", "blank lines"])
    @pytest.mark.parametrize("options", [[], ["--replace"]], ids=["added", "as the whole content"])
    def test_an_empty_file_changes_nothing_and_is_refused(self, tmp_path, content, options):
        path = tmp_path / "empty.jsonl"
        path.write_bytes(content)
        with pytest.raises(CommandError, match=r"empty\.jsonl is empty, and nothing was changed"):
            call_command("import_content", str(path), *options)
        assert Page.objects.filter(depth=4).count() == len(THERE)
