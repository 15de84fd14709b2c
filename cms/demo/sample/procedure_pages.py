"""Administrative procedures: facts from the data files, sentences around them from the wording."""

import datetime as dt

from cms.demo.sample.markup import html
from cms.demo.sample.pages import Line, Writer
from cms.demo.sample.slots import Slots
from cms.demo.sample.templates import Procedure, wording, words

LAWS_OF_2025 = dt.date(2025, 1, 15)
"""The newest decree that the procedures name had come into force by then."""

LEVELS = {"leaf": "Cấp xã", "middle": "Cấp huyện", "top": "Cấp tỉnh"}


def procedure_page(writer: Writer, row: Procedure) -> Line:
    """The page's line, without a slug and without settings on sharing."""
    rng = writer.rng("procedure", row.title)
    published = writer.calendar.moment(rng, since=LAWS_OF_2025)
    slots = Slots(rng, writer.unit, writer.forest, published.date(), ahead=False)
    said = {"procedure": row.title, "time_limit": row.time_limit, "fee": row.fee, "result": row.result}
    slots |= {name: text[0].lower() + text[1:] for name, text in said.items()} | {"agency": row.agency}
    say = wording()
    return {
        "kind": "page",
        "unit": writer.unit.code,
        "section": "thu-tuc-hanh-chinh",
        "type": "procedure",
        "title": row.title,
        "summary": slots.fill(rng.choice(say["summary"])),
        "body": html([*_sentences(row, slots), f"<em>{rng.choice(words()['sample_notes'])}</em>"]),
        "contact": "Bộ phận Tiếp nhận và Trả kết quả – {{tên đầy đủ}}, điện thoại {{điện thoại}}",
        "hours": "{{giờ làm việc}}",
        "published_at": published.isoformat(),
        "live": True,
        "pinned": False,
        **_facts(row, slots),
    }


def _sentences(row: Procedure, slots: Slots) -> list[str]:
    say, rng = wording(), slots.rng
    parts = [rng.choice(say["opening"]), "## Trước khi nộp hồ sơ", rng.choice(say["before"])]
    parts += [f"- {item}" for item in rng.sample(say["advice"], 3)]
    parts += ["## Nộp hồ sơ ở đâu", rng.choice(say[f"where_{row.level}"])]
    parts += ["## Nhận kết quả", rng.choice(say["after"])]
    return [slots.fill(part) for part in parts]


def _facts(row: Procedure, slots: Slots) -> dict[str, str]:
    say, rng = wording(), slots.rng
    return {
        "code": row.code,
        "domain": row.domain,
        "levels": LEVELS[row.level],
        "agency": row.agency,
        "decision": "Bản mẫu, đối chiếu quyết định công bố trước khi dùng",
        "applicants": row.applicants,
        "steps": slots.fill("\n\n".join(rng.choice(step) for step in say["steps"])),
        "submission": slots.fill(rng.choice(say["submission"])),
        "time_limit": row.time_limit,
        "fee": row.fee,
        "documents": "\n\n".join(f"{index}. {paper}." for index, paper in enumerate(row.documents, 1)),
        "legal_basis": "\n\n".join(row.legal_basis),
        "conditions": row.conditions or rng.choice(say["conditions"]),
        "result": row.result,
    }
