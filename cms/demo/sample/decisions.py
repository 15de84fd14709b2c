"""What units decide about pages from above, so that every form of inheritance is there to see.

Units take turns by their place in the forest: each form comes up among any dozen communes.
"""

from collections.abc import Callable, Iterator
from typing import Any

from cms.demo.sample.facts import phone
from cms.demo.sample.pages import Line, Writer
from cms.demo.sample.reach import covers

HOURS = "Sáng thứ Hai đến sáng thứ Bảy, từ 07 giờ 30; chiều thứ Hai đến thứ Sáu, từ 13 giờ 30"


def decision_lines(writer: Writer, index: int, inherited: list[Line]) -> Iterator[Line]:
    """Decision and section lines of a unit, and its own pages that stand at a slot of ``inherited``."""
    reaching = [line for line in inherited if covers(line["reach"], writer.forest, line["unit"], writer.unit)]
    pages = {strength: [p for p in reaching if p["strength"] == strength] for strength in _STRENGTHS}
    if writer.role == "middle":
        yield from _contact_for_all_below(writer, inherited)
    if writer.role != "leaf" or not pages["default"]:
        return
    free = list(pages["default"])
    for turn, (every, at, form) in enumerate(_TURNS):
        if index % every == at and free:
            yield form(writer, free.pop(writer.rng("decision", turn).randrange(len(free))))
    if index % 2 == 0 and pages["offered"]:
        yield _decision(writer, writer.rng("adopt").choice(pages["offered"]), adopt=True)
    if index % 9 == 6 and pages["mandatory"]:
        yield _own_version(writer, pages["mandatory"][0])
    yield from _modes(writer, index)


_STRENGTHS = ("mandatory", "default", "offered")


def _decision(writer: Writer, page: Line, **parts: Any) -> Line:
    about = {key: page[key] for key in ("unit", "section", "slug")}
    return {"kind": "decision", "unit": writer.unit.code, "page": about, **parts}


def _contact_for_all_below(writer: Writer, inherited: list[Line]) -> Iterator[Line]:
    pages = [p for p in inherited if p["reach"] == "all" and p["strength"] == "default"]
    if pages:
        fields = {"contact": f"Văn phòng HĐND và UBND {writer.unit.in_sentence}, {_phone(writer)}"}
        yield _decision(
            writer, writer.rng("contact").choice(pages), override={"fields": fields, "reach": "all"}
        )


def _hide(writer: Writer, page: Line) -> Line:
    return _decision(writer, page, hide=True)


def _override_contact(writer: Writer, page: Line) -> Line:
    fields = {"contact": f"Bộ phận một cửa UBND {writer.unit.in_sentence}, {_phone(writer)}"}
    return _decision(writer, page, override={"fields": fields, "reach": "own"})


def _override_hours(writer: Writer, page: Line) -> Line:
    return _decision(writer, page, override={"fields": {"hours": HOURS}, "reach": "own"})


def _override_text(writer: Writer, page: Line) -> Line:
    note = "việc thực hiện tại địa phương do công chức phụ trách hướng dẫn trực tiếp"
    fields = {"body": f"{page['body']}<p>{writer.unit.full_name}: {note}.</p>", "hours": HOURS}
    return _decision(writer, page, override={"fields": fields, "reach": "own"})


def _suspend(writer: Writer, page: Line) -> Line:
    fields = {"title": page["title"], "summary": page["summary"], "body": page["body"]}
    return _decision(
        writer, page, suspend={"since": writer.calendar.later(page["published_at"], 14), "fields": fields}
    )


def _own_version(writer: Writer, page: Line) -> Line:
    """An own page at the inherited one's slot: it replaces a default page and lies under a mandatory one."""
    kept = {key: value for key, value in page.items() if key not in _ORIGINS_SETTINGS}
    note = "người dân liên hệ cán bộ phụ trách để được hướng dẫn tại chỗ"
    body = f"{page['body']}<p>{writer.unit.full_name} bổ sung: {note}.</p>"
    own = {"unit": writer.unit.code, "title": f"{page['title']} tại {writer.unit.in_sentence}"[:200]}
    return kept | own | {"body": body, "published_at": writer.calendar.later(page["published_at"], 3)}


_ORIGINS_SETTINGS = {"reach", "strength", "locked", "deadline", "pinned"}


def _phone(writer: Writer) -> str:
    return f"điện thoại {phone(writer.rng('phone'))} (số mẫu)"


_TURNS: list[tuple[int, int, Callable[[Writer, Line], Line]]] = [
    (3, 0, _override_contact),
    (4, 1, _override_hours),
    (8, 3, _override_text),
    (6, 1, _hide),
    (8, 2, _suspend),
    (7, 4, _own_version),
]

MODES = [(9, 3, "tin-tuc", "fill"), (10, 4, "hoi-dap", "own"), (11, 5, "pho-bien-phap-luat", "locked")]


def _modes(writer: Writer, index: int) -> Iterator[Line]:
    for every, at, section, mode in MODES:
        if index % every == at:
            yield {"kind": "section", "unit": writer.unit.code, "section": section, "mode": mode}
