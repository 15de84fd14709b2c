"""``import_content``: what a file makes of what is there."""

from datetime import date, datetime

import pytest
from django.core.management import CommandError
from django.utils import timezone

from cms.pages.notice import NoticePage
from cms.sharing.models import Decision, LivePage, Redirect, SectionSetting
from cms.units.models import Unit
from tests.integration.cms.exchange.content import (
    SINCE,
    explained,
    export,
    import_lines,
    make_units,
)
from tests.unit.cms.sharing.examples import C, D, E, P, decision, override, page, section

pytestmark = pytest.mark.django_db

REACHES_ALL = page(P, reach="all")
NOTHING = {"created": 0, "updated": 0, "unchanged": 0, "removed": 0}


def states(code):
    return {answer["slug"]: answer["state"] for answer in explained(code)}


def test_the_same_file_again_changes_nothing(tmp_path):
    make_units()
    lines = [
        REACHES_ALL,
        page(D, "draft", live=False),
        page(P, "dated", published_at="2024-10-10T08:00:00+07:00", expires_at="2030-10-10T08:00:00Z"),
        decision(C, override=override("all", contact="C's"), suspend=True),
        section(E, "fill"),
    ]
    import_lines(tmp_path, lines)
    before = export(tmp_path / "before.jsonl")
    again = import_lines(tmp_path, lines)
    assert again["pages"] == {**NOTHING, "unchanged": 3}
    assert again["decisions"] == {**NOTHING, "unchanged": 1}
    assert again["sections"] == {**NOTHING, "unchanged": 1}
    assert export(tmp_path / "after.jsonl") == before


def test_a_line_replaces_what_stood_there_in_all_its_parts(tmp_path):
    make_units()
    full = page(P, reach="all", strength="offered", locked=["contact"], pinned=True, summary="kept?")
    import_lines(tmp_path, [full])
    done = import_lines(tmp_path, [{**page(P), "contact": ""}])
    assert done["pages"] == {**NOTHING, "updated": 1}
    stored = NoticePage.objects.get()
    assert (stored.reach, stored.strength, stored.locked_fields) == ("own", "default", [])
    assert (stored.pinned, stored.summary, stored.contact) == (False, "", "")
    assert states(C) == {}


def modified(slug):
    return LivePage.objects.get(slug=slug).modified_at


def test_when_a_new_page_was_last_edited_is_what_its_line_knows_of_it(tmp_path):
    make_units()
    day, later = "2024-10-10T08:00:00+07:00", "2024-11-11T08:00:00+07:00"
    lines = [
        page(P, "published", published_at=day, body='<p><a href="page:30/thong-bao/undated">x</a></p>'),
        page(P, "edited", published_at=day, modified_at=later),
        page(P, "undated", body='<p><a href="page:30/thong-bao/edited">x</a></p>'),
    ]
    import_lines(tmp_path, lines)
    assert modified("published") == datetime.fromisoformat(day)
    assert modified("edited") == datetime.fromisoformat(later)
    assert modified("undated") is None


def test_a_page_that_says_something_else_now_was_edited_now(tmp_path):
    make_units()
    dated = page(P, published_at="2024-10-10T08:00:00+07:00", modified_at="2024-11-11T08:00:00+07:00")
    import_lines(tmp_path, [dated])
    before = modified("a")
    import_lines(tmp_path, [{**dated, "modified_at": None}])
    assert modified("a") == before
    began = timezone.now()
    import_lines(tmp_path, [{**dated, "title": "Khác"}])
    assert modified("a") >= began


def test_live_false_takes_the_page_back_to_a_draft(tmp_path):
    make_units()
    import_lines(tmp_path, [REACHES_ALL])
    import_lines(tmp_path, [{**REACHES_ALL, "live": False}])
    assert not LivePage.objects.exists()
    assert not NoticePage.objects.get().live
    assert states(C) == {}


def test_a_page_is_shown_from_its_day_to_its_expiry(tmp_path):
    make_units()
    import_lines(
        tmp_path,
        [
            page(P, "ahead", reach="all", published_at="2999-01-01T00:00:00Z"),
            page(P, "gone", reach="all", expires_at="2020-01-01T00:00:00Z"),
            page(P, "now", reach="all", published_at="2020-01-01T00:00:00Z"),
        ],
    )
    assert states(C) == {"now": "follows"}


def test_bodies_are_cleaned_on_the_way_in(tmp_path):
    make_units()
    import_lines(tmp_path, [page(P, body='<p onclick="x()">a<script>alert(1)</script></p>')])
    assert NoticePage.objects.get().body.raw_data[0]["value"] == "<p>a</p>"


def test_an_overridden_body_is_cleaned_too(tmp_path):
    make_units()
    import_lines(tmp_path, [REACHES_ALL, decision(C, override=override(body="<p>b</p><script>x</script>"))])
    assert Decision.objects.get().override_fields == {"body": "<p>b</p>"}


def test_a_decision_line_with_no_part_takes_the_decision_back(tmp_path):
    make_units()
    import_lines(tmp_path, [REACHES_ALL, decision(C, hide=True), decision(E, hide=True)])
    import_lines(tmp_path, [decision(C), decision(E, hide=False, adopt=None, override=None, suspend=None)])
    assert not Decision.objects.exists()
    assert states(C) == {"a": "follows"}


def test_a_section_line_with_no_part_goes_back_to_the_tiers_mode(tmp_path):
    make_units()
    import_lines(tmp_path, [section(C, "fill"), {**section(E, "own"), "order": "own_first"}])
    import_lines(tmp_path, [section(C, None)])
    setting = SectionSetting.objects.get()
    assert (setting.unit.code, setting.mode, setting.order) == (E, "own", "own_first")


def test_suspend_true_keeps_the_page_as_it_stands_once_the_file_is_in(tmp_path):
    make_units()
    import_lines(tmp_path, [REACHES_ALL, decision(D, override=override("all", contact="D's"))])
    edited = {**REACHES_ALL, "title": "edited in the same file", "body": "<p>text</p>"}
    import_lines(tmp_path, [decision(C, override=override(hours="C's"), suspend=True), edited])
    import_lines(tmp_path, [{**edited, "title": "later", "body": "<p>later</p>", "hours": "later"}])
    (answer,) = explained(C)
    assert (answer["state"], answer["title"]) == ("suspended", "edited in the same file")
    values = {name: value["value"] for name, value in answer["fields"].items()}
    assert values == {
        "title": "edited in the same file",
        "summary": "",
        "body": "<p>text</p>",
        "contact": "D's",
        "hours": "C's",
        "place": "",
    }
    assert {value["from"] for value in answer["fields"].values()} == {C}
    # Its own override was set aside: taken back, the hours are those of the day of the suspension.
    import_lines(tmp_path, [decision(C, suspend=True)])
    (answer,) = explained(C)
    assert answer["fields"]["hours"]["value"] == f"{P} hours"
    assert answer["fields"]["title"]["value"] == "edited in the same file"


def test_fields_missing_from_a_suspension_go_on_following(tmp_path):
    make_units()
    kept = {"since": "2024-11-01T08:00:00+07:00", "fields": {"title": "kept"}}
    import_lines(tmp_path, [REACHES_ALL, decision(C, suspend=kept)])
    import_lines(tmp_path, [{**REACHES_ALL, "title": "new", "locked": ["title"]}])
    (answer,) = explained(C)
    assert answer["title"] == "kept"
    assert list(answer["fields"]) == ["title"]


def test_replace_makes_the_file_the_whole_content(tmp_path):
    make_units()
    import_lines(
        tmp_path,
        [
            REACHES_ALL,
            page(C, "b"),
            page(D, "c"),
            decision(C, hide=True),
            decision(E, hide=True),
            section(C, "own"),
        ],
    )
    whole = [REACHES_ALL, page(C, "new"), decision(E, hide=True)]
    done = import_lines(tmp_path, whole, "--replace")
    assert done["pages"] == {"created": 1, "updated": 0, "unchanged": 1, "removed": 2}
    assert done["decisions"] == {**NOTHING, "unchanged": 1, "removed": 1}
    assert done["sections"] == {**NOTHING, "removed": 1}
    assert states(C) == {"a": "follows", "new": "own"}
    assert LivePage.objects.count() == 2
    assert Unit.objects.count() == 5


def test_replace_leaves_a_decision_about_a_page_that_goes_to_be_refused(tmp_path):
    make_units()
    import_lines(tmp_path, [REACHES_ALL])
    with pytest.raises(CommandError, match="line 1: the page 30/thong-bao/a does not exist"):
        import_lines(tmp_path, [decision(C, hide=True)], "--replace")
    assert LivePage.objects.count() == 1


def test_as_of_a_day_a_code_means_the_unit_that_bore_it_then(tmp_path):
    units = make_units()
    Unit.objects.filter(code=C).update(valid_to=date(2020, 1, 1))
    Unit.objects.create(
        code=C,
        valid_from=date(2020, 1, 1),
        name="khác",
        full_name="Xã khác",
        kind="xã",
        tier="commune",
        parent=units[D],
        hostname="khac.localhost",
    )
    import_lines(tmp_path, [page(C, "now")])
    import_lines(tmp_path, [page(C, "then")], "--as-of", "2019-12-31")
    assert [answer["slug"] for answer in explained(C)] == ["now"]
    assert [answer["slug"] for answer in explained(C, "--as-of", "2019-12-31")] == ["then"]
    assert LivePage.objects.get(slug="then").unit.valid_from == SINCE


def test_addresses_that_a_page_has_left_come_in_and_go_again(tmp_path):
    make_units()
    import_lines(tmp_path, [page(P, "a", left=["tin-tuc/b", "thong-bao/c"])])
    left = Redirect.objects.order_by("id").values_list("unit__code", "section", "slug")
    assert list(left) == [(P, "tin-tuc", "b"), (P, "thong-bao", "c")]
    import_lines(tmp_path, [page(P, "a", left=["thong-bao/c"])])
    assert list(left.all()) == [(P, "thong-bao", "c")]
    import_lines(tmp_path, [page(P, "a")])
    assert not left.all().exists()
