"""What was probably meant, spelled as pages spell it."""

from build.index.engine import Hit
from build.index.meaning import did_you_mean
from build.index.plan import Plan


def _plan(asked: str, meant: str) -> Plan:
    return Plan((), {}, {}, frozenset(), False, tuple(asked.split()), tuple(meant.split()))


def _hit(title: str, snippet: str = "") -> Hit:
    nothing = dict.fromkeys(
        ("id", "page", "unit", "unit_name", "origin", "origin_name", "type", "section", "hostname", "url"), ""
    )
    return Hit(**nothing, date=None, title=title, snippet=snippet, score=1.0)


def test_marks_come_from_the_pages_found() -> None:
    hits = [
        _hit("Cấp <mark>Giấy khai sinh</mark>"),
        _hit("Gia đình", "về <mark>khai sinh</mark> &amp; khai tử"),
    ]
    assert did_you_mean(_plan("giay kahi sinh", "giay khai sinh"), hits) == "giấy khai sinh"
    assert did_you_mean(_plan("khia tu", "khai tu"), hits) == "khai tử"


def test_words_that_were_typed_with_marks_stay_as_they_are() -> None:
    hits = [_hit("Cấp giấy khai sinh")]
    assert did_you_mean(_plan("Giẫy kahi sinh", "giay khai sinh"), hits) == "giẫy khai sinh"


def test_the_commonest_spelling_is_taken() -> None:
    hits = [_hit("Đất đai"), _hit("Đất đai"), _hit("Dật dai")]
    assert did_you_mean(_plan("dta dai", "dat dai"), hits) == "đất đai"


def test_nothing_is_said_where_nothing_is_doubted_or_no_page_shows_how_it_is_spelled() -> None:
    assert did_you_mean(_plan("giay khai sinh", ""), [_hit("Cấp giấy khai sinh")]) == ""
    assert did_you_mean(_plan("kahi sinh", "khai sinh"), [_hit("Trồng cây")]) == ""
    assert did_you_mean(_plan("kahi", "khai"), [_hit("Khai")]) == ""
