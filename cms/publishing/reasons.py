"""Why a site is not as it should be, in the words of its unit's people.

A step's own reason is written for operators: it names servers, settings and commands, in English.
"""

import re
from collections.abc import Mapping
from typing import Final

from cms.publishing.models import Step

_REFUSED: Final = re.compile(r"The release of \S+ was refused")
_NO_PAGE_FILE: Final = re.compile(r"(\S+)/(\S+)/(\S+) is left out: its file (['\"])(.+)\4 is not in ")
_NO_LOOK_FILE: Final = re.compile(r"The site of \S+ goes without (['\"])(.+)\1, which is not in ")

_BY_STEP: Final[Mapping[str, str]] = {
    Step.DEPLOY: "Lần cập nhật trang gần đây nhất không thành công.",
    Step.INDEX: "Tìm kiếm chưa nhận nội dung mới.",
    Step.PURGE: "Bộ nhớ đệm phía trước trang chưa xóa bản cũ.",
}

WHY_ABSENT: Final[Mapping[str, str]] = {
    "beaten": "Ở cùng địa chỉ hiển thị trang khác.",
    "displaced": "Ở cùng địa chỉ có trang bắt buộc của cấp trên.",
    "hidden": "Đơn vị đã chọn ẩn trang này.",
    "offered": "Đơn vị chưa nhận dùng.",
    "off": "Chuyên mục của đơn vị không lấy trang này.",
}
"""Why a site has no page that reaches it, by the rules' state."""


def page_left_out(page: str, file: str) -> str:
    """An operator's reason: ``page``, as unit/section/slug, has a ``file`` that is gone."""
    return (
        f"{page} is left out: its file {file!r} is not in the media storage; put it back, or publish without."
    )


def look_left_out(code: str, file: str) -> str:
    """An operator's reason: the look of the unit with ``code`` has a ``file`` that is gone."""
    return (
        f"The site of {code} goes without {file!r}, which is not in the media storage; "
        "put it back, or choose another in the desk."
    )


def in_words(step: str, reason: str) -> str:
    """What the ``reason`` why ``step`` failed means to editors, and what they can do about it."""
    if found := _NO_PAGE_FILE.match(reason):
        section, slug, file = found[2], found[3], found[5]
        return (
            f"Trang {section}/{slug} dùng tệp “{file}” không còn trong kho tệp; đơn vị đăng trang này cần "
            "tải tệp lên lần nữa hoặc bỏ tệp khỏi trang rồi đăng lại."
        )
    if found := _NO_LOOK_FILE.match(reason):
        return (
            f"Ảnh “{found[2]}” của diện mạo trang không còn trong kho tệp; "
            "quản trị đơn vị hãy chọn lại ảnh ở mục Diện mạo trang."
        )
    if _REFUSED.match(reason):
        return (
            "Bản mới không qua được bước kiểm tra nên chưa được đưa lên, trang vẫn như trước; "
            "hãy báo quản trị hệ thống."
        )
    return _BY_STEP[step]
