"""Pages with what nobody expects: the longest, the widest, and what was left out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from build.gallery.world import CONTENT, World

LONG_TITLE: Final = (
    "Về việc phê duyệt điều chỉnh cục bộ quy hoạch chi tiết xây dựng khu dân cư mới phía Đông Bắc, bổ sung "
    "hạng mục đường gom, hệ thống thoát nước mưa, nước thải, cây xanh, chiếu sáng công cộng và nhà văn hóa "
    "khu dân cư giai đoạn 2025–2030, tầm nhìn đến năm 2045 trên địa bàn các xã, phường, thị trấn và thành phố"
)[:300]
ONE_WORD: Final = "KHÔNG-CÓ-CHỖ-NGẮT_" * 12
COLUMNS: Final = 30


def _table() -> str:
    head = "".join(f'<th scope="col">Chỉ tiêu số {number}</th>' for number in range(1, COLUMNS + 1))
    rows = "".join(
        f'<tr><th scope="row">Xã {row}</th>{"<td>1.234.567,89</td>" * (COLUMNS - 1)}</tr>'
        for row in range(1, 6)
    )
    caption = "Kết quả thực hiện ba mươi chỉ tiêu năm 2025"
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _document(page_type: str, **fields: Any) -> Callable[[World], str]:
    def make(world: World) -> str:
        given = CONTENT["pages"][page_type] | fields
        return world.main(f"types/{page_type}.html", **world.document_with(page_type, given, inherited=True))

    return make


def _list_of_long_titles(world: World) -> str:
    listing = world.listing("article", 6)
    titles = (LONG_TITLE, ONE_WORD)
    entries = [
        replace(entry, title=titles[place % 2], summary="", thumbnail=entry.thumbnail if place < 2 else None)
        for place, entry in enumerate(listing["entries"])
    ]
    return world.main("listing.html", **listing | {"entries": entries})


def _home_of_long_titles(world: World) -> str:
    context = world.full_home()
    groups = [
        group._replace(entries=[replace(entry, title=LONG_TITLE) for entry in group.entries])
        for group in context["groups"]
    ]
    leads = [replace(lead, title=ONE_WORD) for lead in context["leads"]]
    return world.main("home.html", **context | {"groups": groups, "leads": leads})


_SILENT: Final = [
    {"name": "Nguyễn Thị Tuyết", "post": "Phó Chủ tịch", "phone": "", "email": ""},
    {"name": "Đặng Văn Hoàn", "post": "", "phone": "", "email": ""},
    {"name": "Công Tằng Tôn Nữ Thị Nguyệt Ánh", "post": LONG_TITLE, "phone": "không có", "email": "a" * 90},
]

EXTREMES: Final[tuple[tuple[str, str, Callable[[World], str]], ...]] = (
    ("title of 300 characters", "long-title", _document("legal_document", title=LONG_TITLE)),
    ("words that cannot be broken", "one-word", _document("notice", title=ONE_WORD, summary=ONE_WORD)),
    ("table of 30 columns", "wide-table", _document("information", body=_table())),
    ("people without telephones", "silent-people", _document("organisation", people=_SILENT)),
    ("list of long titles", "long-list", _list_of_long_titles),
    ("home of long titles", "long-home", _home_of_long_titles),
)
