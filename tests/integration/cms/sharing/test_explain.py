"""``manage.py explain`` as a person and as a program reads it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.integration.cms.exchange.content import explained, import_lines, make_units
from tests.unit.cms.sharing.examples import C, D, P, decision, override, page, section

pytestmark = pytest.mark.django_db

REACHES_ALL = page(P, reach="all")


def test_an_answer_has_the_keys_and_values_that_are_documented(tmp_path):
    make_units()
    import_lines(tmp_path, [REACHES_ALL, decision(D, override=override("all", contact="D's", title="D's"))])
    assert explained(C) == [
        {
            "section": "thong-bao",
            "slug": "a",
            "title": "D's",
            "shown": True,
            "origin": P,
            "state": "follows",
            "fields": {
                "contact": {"from": D, "value": "D's"},
                "title": {"from": D, "value": "D's"},
            },
            "because": "nearest above (rule 3)",
        }
    ]
    assert list(explained(C)[0]) == [
        "section",
        "slug",
        "title",
        "shown",
        "origin",
        "state",
        "fields",
        "because",
    ]


def test_those_shown_come_first_in_the_order_of_the_site(tmp_path):
    make_units()
    import_lines(
        tmp_path,
        [
            page(P, "undated", reach="all"),
            page(P, "old", reach="all", published_at="2024-01-01T00:00:00Z"),
            page(P, "same-day-b", reach="all", published_at="2024-02-01T00:00:00Z"),
            page(C, "same-day-a", published_at="2024-02-01T07:00:00+07:00"),
            page(P, "pinned", reach="all", pinned=True, published_at="2023-01-01T00:00:00Z"),
            page(P, "hidden", reach="all", published_at="2025-01-01T00:00:00Z"),
            decision(C, slug="hidden", hide=True),
        ],
    )
    slugs = [answer["slug"] for answer in explained(C)]
    assert slugs == ["pinned", "same-day-a", "same-day-b", "old", "undated", "hidden"]
    import_lines(tmp_path, [{**section(C, None), "order": "own_first"}])
    slugs = [answer["slug"] for answer in explained(C)]
    assert slugs == ["same-day-a", "pinned", "same-day-b", "old", "undated", "hidden"]


def test_a_section_or_a_slot_alone(tmp_path):
    make_units()
    news = {**page(P, "n", reach="all", type="article"), "section": "tin-tuc"}
    import_lines(tmp_path, [REACHES_ALL, page(P, "b", reach="all"), news])
    assert [answer["section"] for answer in explained(C)] == ["thong-bao", "thong-bao", "tin-tuc"]
    assert [answer["slug"] for answer in explained(C, "thong-bao")] == ["a", "b"]
    assert [answer["slug"] for answer in explained(C, "thong-bao/b")] == ["b"]


def test_a_page_that_does_not_reach_the_unit_is_no_answer(tmp_path):
    make_units()
    import_lines(tmp_path, [page(P, reach="own")])
    assert explained(C, "thong-bao/a") == []


def printed(*arguments):
    out = StringIO()
    call_command("explain", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_answer_for_people_names_every_page_and_counts(tmp_path):
    make_units()
    import_lines(
        tmp_path,
        [
            page(P, reach="all", title="[bold]Tiêu đề"),
            page(P, "b", reach="all"),
            page(C, "c"),
            decision(C, hide=True),
            decision(D, slug="b", override=override("all", contact="D's", hours="D's")),
        ],
    )
    assert [line.rstrip() for line in printed(C)] == [
        f"Đơn vị {C} ({C})",
        "thong-bao/b",
        f"    {P} title",
        f"    follows; from {P}; nearest above (rule 3)",
        f"    changed: contact (by {D}), hours (by {D})",
        "thong-bao/c",
        f"    {C} title",
        f"    own; from {C}; the unit's own page (rule 3)",
        "thong-bao/a",
        "    [bold]Tiêu đề",
        f"    not shown, hidden; from {P}; hidden here (rule 1)",
        "2 shown, 1 not shown.",
    ]


def test_it_fits_a_narrow_terminal_and_no_slot_is_broken(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    make_units()
    slug = "dang-ky-khai-sinh-" * 6 + "x"
    import_lines(tmp_path, [page(P, slug, reach="all", title="Đăng ký khai sinh " * 10 + "a" * 200)])
    lines = printed(C)
    assert f"thong-bao/{slug}" in lines
    assert max(len(line) for line in lines if slug not in line) <= 80


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["99999"], "'99999'"),
        ([C, "nowhere"], "section 'nowhere'"),
        ([C, "thong-bao/nothing"], "thong-bao/nothing"),
    ],
)
def test_what_is_not_known_is_said_in_one_sentence(arguments, sentence):
    make_units()
    with pytest.raises(CommandError, match=sentence):
        call_command("explain", *arguments)
