"""Why a unit would not show a draft, and what it would show differently: in an editor's words."""

from typing import Final

from django.utils import timezone

from cms.preview.draft import Draft
from cms.preview.site import Seen
from cms.sharing.resolve import Resolved
from cms.units.models import Unit

_OFF: Final = {
    "own": "{unit} chọn chỉ hiển thị bài của mình trong chuyên mục này.",
    "fill": "{unit} đã có bài của mình trong chuyên mục này, nên không lấy bài của cấp trên.",
    "locked": "Chuyên mục này của {unit.in_sentence} chỉ hiển thị bài của cấp trên.",
}


def why_not(draft: Draft, seen: Seen, unit: Unit) -> str:
    """One sentence: why the site of ``unit`` would not show the draft."""
    if not seen.world.has_section(unit.pk, draft.facts.section):
        return f"Trang của {unit.in_sentence} không có chuyên mục này."
    found = seen.found
    if found is None:
        return f"Phạm vi chia sẻ của bài không tới {unit.in_sentence}."
    if found.state == "off":
        modes = {section.key: section.mode for section in seen.world.sections_of[unit.pk]}
        return _OFF[modes[draft.facts.section]].format(unit=unit)
    if found.state == "offered":
        return f"Bài ở mức mời dùng và {unit.in_sentence} chưa nhận dùng."
    if found.state == "hidden":
        return f"{unit} đã ẩn bài này trên trang của mình."
    return _beaten(found, unit)


def _beaten(found: Resolved, unit: Unit) -> str:
    if found.winner.unit == unit.pk:
        return f"{unit} có bài của mình ở cùng địa chỉ: “{found.winner.title}”."
    above = Unit.objects.get(pk=found.winner.unit)
    what = "bài bắt buộc" if found.winner.strength == "mandatory" else "bài"
    return (
        f"Ở địa chỉ này, trang của {unit.in_sentence} hiển thị {what} của {above.in_sentence}: "
        f"“{found.winner.title}”."
    )


def differences(seen: Seen, unit: Unit) -> list[str]:
    """What on the site of ``unit`` is not as the draft has it, a sentence each."""
    found, said = seen.found, []
    if found and found.suspended_since:
        day = timezone.localtime(found.suspended_since)
        said.append(
            f"{unit} đang giữ nội dung như hồi {day:%d/%m/%Y}, nên sửa đổi trong bản nháp chưa hiện ở đây."
        )
    others = [changer for changer in found.changed_by if changer != unit.pk] if found else []
    if found and unit.pk in found.changed_by and not found.suspended_since:
        said.append(f"{unit} đang dùng nội dung riêng ở {len(found.values)} mục của bài.")
    said += [
        f"Có mục lấy theo nội dung do {other.in_sentence} sửa."
        for other in Unit.objects.filter(pk__in=others)
    ]
    return said
