"""A forecast in the editor's words. Pure."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final, NamedTuple

from build.snapshot.naming import in_sentence
from cms.editors.forecast import Forecast
from cms.editors.pace import Pace
from cms.units.collation import vietnamese_order

PAGES_A_SITE: Final = 3
"""The page, its section's front and the home page; lists further back move by one line."""


class Remark(NamedTuple):
    """One sentence, and the units that it is about; ``kind`` is "info", "warning" or "success"."""

    kind: str
    text: str
    units: tuple[str, ...] = ()


def remarks(found: Forecast, names: Mapping[int, str], pace: Callable[[int], Pace]) -> list[Remark]:
    """What an editor should know before publishing, what is most important first."""
    return [_summary(found, pace), *_about_origin(found, names), *_conflicts(found, names)]


def _summary(found: Forecast, pace: Callable[[int], Pace]) -> Remark:
    sites = len(found.sites)
    if not sites:
        return Remark("info", "Không trang thông tin điện tử nào thay đổi.")
    time = pace(sites)
    about = "theo những lần đăng gần đây" if time.measured else "ước tính"
    below = len(found.shown)
    where = f"hiển thị ở {_count(below)} đơn vị bên dưới" if below else "không đơn vị nào bên dưới hiển thị"
    return Remark(
        "success", f"Sẽ cập nhật {_what(found)}, {where}; mất khoảng {length(time.seconds)} ({about})."
    )


def _what(found: Forecast) -> str:
    """The sites, and how many of their pages."""
    sites = f"{_count(len(found.sites))} trang thông tin điện tử"
    if found.page.urgent_since:
        # Its banner is on each of them.
        return f"mọi trang của {sites}"
    # The address that a page leaves becomes one that leads on.
    pages = len(found.sites) * (PAGES_A_SITE + found.moved)
    return f"{sites} (khoảng {_count(pages)} trang)"


def _about_origin(found: Forecast, names: Mapping[int, str]) -> Iterator[Remark]:
    here = found.states.get(found.page.unit)
    if here and here.state == "displaced" and here.winner:
        above = in_sentence(names[here.winner.unit])
        yield Remark(
            "warning",
            f"Trang của chính đơn vị sẽ không hiển thị trang này: {above} có trang bắt buộc ở cùng địa chỉ.",
        )
    elif here and here.state == "off":
        yield Remark(
            "warning",
            "Trang của chính đơn vị sẽ không hiển thị trang này: chuyên mục chỉ nhận nội dung từ cấp trên.",
        )


def _conflicts(found: Forecast, names: Mapping[int, str]) -> Iterator[Remark]:
    covered = found.covered
    nearer = [unit for unit in found.at("beaten") if unit not in covered]
    told = (
        (
            "warning",
            found.displaced,
            "có trang riêng ở cùng địa chỉ; trang riêng đó sẽ bị trang này thay thế",
        ),
        ("warning", found.leaving, "sẽ không còn hiển thị trang này"),
        ("info", covered, "giữ trang riêng ở cùng địa chỉ nên không hiển thị trang này"),
        ("info", nearer, "hiển thị trang cùng địa chỉ của một cấp khác"),
        ("info", found.at("hidden"), "đã chọn ẩn trang này"),
        ("info", found.at("offered"), "được mời dùng: trang chỉ hiển thị khi đơn vị nhận dùng"),
        ("info", found.at("off"), "không lấy nội dung từ cấp trên trong chuyên mục này"),
        ("info", found.without_section, "không có chuyên mục này"),
    )
    for kind, units, text in told:
        if units:
            yield Remark(kind, f"{_count(len(units))} đơn vị {text}.", _named(units, names))


def _named(units: Collection[int], names: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(sorted((names.get(unit, str(unit)) for unit in units), key=vietnamese_order))


def length(seconds: float) -> str:
    """A length of time as a person says it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} giây"
    return f"{round(seconds / 60)} phút"


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
