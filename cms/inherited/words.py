"""What an editor reads of inherited pages: states, decisions and why one is refused, in Vietnamese."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple

from django.utils import timezone

from build.snapshot.naming import in_sentence
from cms.pages.types import MODELS
from cms.sharing.resolve import Resolved
from cms.sharing.rules import DecisionFacts
from cms.sharing.sleeping import Refusal

Names = Mapping[int, str]
"""The full names of units, by the number of their row."""


class State(NamedTuple):
    """A state in words and the icon that stands beside them; ``group`` is what filters call it."""

    group: str
    icon: str
    words: str


class Verb(NamedTuple):
    """What a unit can decide: on the button, and said of a page once it is done."""

    label: str
    icon: str
    done: str


VERBS: Final[dict[str, Verb]] = {
    "hide": Verb("Ẩn", "no-view", "Đã ẩn"),
    "unhide": Verb("Hiện lại", "view", "Đã cho hiện lại"),
    "adopt": Verb("Nhận dùng", "download", "Đã nhận dùng"),
    "leave": Verb("Thôi dùng", "cross", "Đã thôi dùng"),
    "suspend": Verb("Giữ nguyên bản này", "lock", "Đã giữ nguyên bản hiện nay của"),
    "resume": Verb("Theo bản mới", "lock-open", "Đã theo lại bản mới của"),
    "follow": Verb("Bỏ thay đổi của đơn vị", "rotate", "Đã bỏ thay đổi của đơn vị ở"),
    "detach": Verb("Tách thành trang của đơn vị", "copy", "Đã tách thành trang của đơn vị"),
    "forget": Verb("Bỏ quyết định", "bin", "Đã bỏ quyết định về"),
}

GROUPS: Final[dict[str, str]] = {
    "follows": "Theo cấp trên",
    "overridden": "Có thay đổi của đơn vị",
    "changed": "Cấp trên đã sửa sau khi đơn vị thay đổi",
    "suspended": "Giữ nguyên bản cũ",
    "offered": "Được mời dùng",
    "hidden": "Đã ẩn ở đây",
    "lost": "Không hiển thị vì trang khác hoặc chuyên mục",
    "sleeping": "Quyết định chưa có tác dụng",
}
"""What a list can be narrowed to."""

MODES: Final[dict[str, str]] = {
    "merge": "cả tin bài của đơn vị và của cấp trên",
    "fill": "tin bài của cấp trên khi đơn vị chưa có trang nào trong chuyên mục",
    "own": "chỉ tin bài của đơn vị",
    "locked": "chỉ tin bài của cấp trên",
}
"""What a section shows, by its mode."""

SHORT_MODES: Final[dict[str, str]] = {
    "merge": "Cả đơn vị và cấp trên",
    "fill": "Cấp trên, khi đơn vị chưa có",
    "own": "Chỉ đơn vị",
    "locked": "Chỉ cấp trên",
}
"""Whose pages a section shows, no longer than a telephone is wide."""

GONE: Final = "Trang không còn chia sẻ đến đơn vị"
"""What stands for the title of a page of which the unit may know nothing any more."""


def labels(fields: Iterable[str]) -> str:
    """The names of fields as an editor knows them."""
    return ", ".join(field_label(name) for name in fields)


@cache
def field_label(name: str) -> str:
    """The name of a field of any page type; the first type that has it names it."""
    if name == "title":
        return "tiêu đề"
    models = (model for model in MODELS.values() if any(name == f.name for f in model._meta.fields))  # noqa: SLF001
    return str(next(models)._meta.get_field(name).verbose_name)  # noqa: SLF001


def day(moment: datetime) -> str:
    """A day as it is written."""
    return timezone.localtime(moment).strftime("%d/%m/%Y")


def state_of(found: Resolved, unit: int, adopted: bool, names: Names) -> State:
    """The state of a page at ``unit``, which wrote it itself or has it from above."""
    origin = names[found.page.unit]
    if found.state == "offered":
        return State("offered", "download", f"{origin} mời dùng")
    if found.state == "hidden":
        return State("hidden", "no-view", "Đã ẩn ở đây")
    return _shown(found, unit, adopted, names) if found.shown else _lost(found, unit, names)


def _shown(found: Resolved, unit: int, adopted: bool, names: Names) -> State:
    origin = in_sentence(names[found.page.unit])
    if found.suspended_since:
        words = f"Giữ nguyên bản ngày {day(found.suspended_since)}, tạm ngừng theo {origin}"
        return State("suspended", "lock", words + _mine(found, unit))
    if found.state == "overridden":
        return State("overridden", "edit", f"Theo {origin}{_mine(found, unit)}{_others(found, unit, names)}")
    first = "Đã nhận dùng, theo" if adopted else "Theo"
    return State("follows", "link", f"{first} {origin}{_others(found, unit, names)}")


def _lost(found: Resolved, unit: int, names: Names) -> State:
    winner, own = found.winner, found.page.unit == unit
    if winner is None:
        kept = "Trang của đơn vị chưa hiển thị: chuyên mục này chỉ lấy tin bài từ cấp trên"
        left = "Không hiển thị: chuyên mục này đang chỉ lấy tin bài của đơn vị"
        return State("lost", "no-view", kept if own else left)
    if own:
        words = f"Trang của đơn vị bị trang bắt buộc của {in_sentence(names[winner.unit])} thay chỗ"
        return State("lost", "warning", words)
    whose = "trang của đơn vị" if winner.unit == unit else f"trang của {in_sentence(names[winner.unit])}"
    return State("lost", "warning", f"Nhường chỗ cho {whose} cùng địa chỉ")


def _mine(found: Resolved, unit: int) -> str:
    since = found.suspended_since
    mine = [name for name, value in found.values.items() if value.unit == unit]
    if since is not None or not mine:
        return ""
    return f", có thay đổi ở: {labels(sorted(mine))}"


def _others(found: Resolved, unit: int, names: Names) -> str:
    said = ""
    for other in found.changed_by:
        fields = sorted(name for name, value in found.values.items() if value.unit == other)
        if other != unit and fields:
            said += f"; {in_sentence(names[other])} đã đổi: {labels(fields)}"
    return said


def decided(decision: DecisionFacts) -> str:
    """What the parts of a decision are."""
    parts = []
    if decision.hide:
        parts.append("ẩn")
    if decision.adopt:
        parts.append("nhận dùng")
    if decision.override:
        parts.append(f"thay đổi {labels(sorted(decision.override.fields))}".rstrip())
    if decision.suspension:
        parts.append(f"giữ nguyên bản ngày {day(decision.suspension.since)}")
    return ", ".join(parts)


def refusal(found: Refusal, origin: str) -> str:
    """One sentence that says why a part of a decision about a page of ``origin`` does not count."""
    if found.because == "locked":
        return f"{origin} không cho cấp dưới sửa: {labels(found.fields)}."
    return {
        "unreached": "Trang này không còn chia sẻ đến đơn vị.",
        "hide": f"Đây là trang bắt buộc của {in_sentence(origin)}, đơn vị không ẩn được.",
        "suspend": f"Đây là trang bắt buộc của {in_sentence(origin)}, đơn vị không giữ bản cũ được.",
        "adopt": f"{origin} không còn mời dùng trang này, nên không cần nhận dùng.",
    }[found.because]
