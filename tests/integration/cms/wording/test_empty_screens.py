"""A screen with nothing on it yet says so, and what to do first."""

from collections.abc import Callable
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.html import strip_tags

from cms.pages.models import NoticePage
from tests.samples.people import desk, land, person, section

__all__ = ["desk", "land", "person", "section"]

EMPTY = [
    (
        *("approver", "C", "lienthong_approval_queue", ""),
        "Không có trang nào của phường Bến Tắm đang chờ duyệt.",
        "Khi người soạn bấm “Gửi duyệt”, trang sẽ hiện ở đây.",
    ),
    (
        *("approver", "D", "lienthong_proposals_index", ""),
        "Không có đề nghị nào chờ thành phố Chí Linh trả lời.",
        "bấm “Xem và trả lời” để nhận dùng",
    ),
    (
        *("approver", "C", "lienthong_proposals_index", ""),
        "Phường Bến Tắm đã đề nghị Chưa có.",
        "bấm nút ba chấm cạnh tên trang rồi chọn “Đề nghị cấp trên dùng”",
    ),
    (
        *("author", "C", "lienthong_preview_links", ""),
        "Chưa có liên kết nào.",
        "Bấm “Tạo liên kết đến bản nháp mới nhất”",
    ),
    (
        # Of the units below: that somebody logged in, here, is written down.
        *("supervisor", "D", "lienthong_accounts_log", ""),
        "Chưa có gì trong nhật ký.",
        "Mỗi lần ai đó đăng nhập, sửa, duyệt hay đăng bài, một dòng sẽ hiện ở đây.",
    ),
    (
        *("admin", "C", "lienthong_accounts_log", "?who=khong-ai"),
        "Không có dòng nhật ký nào khớp với bộ lọc.",
        "Hãy bỏ bớt điều kiện.",
    ),
    (
        *("superuser", "C", "lienthong_accounts_people", ""),
        "Phường Bến Tắm chưa có người dùng nào.",
        "Hãy bắt đầu bằng cách bấm “Mời người dùng”.",
    ),
    (
        *("author", "C", "lienthong_coverage", "?chi=absent"),
        "Không có đơn vị nào ở tình trạng này.",
        "Hãy chọn tình trạng khác, hoặc xem mọi đơn vị.",
    ),
]


@pytest.fixture
def page(section) -> Callable[[], NoticePage]:
    """Makes a live notice of the commune."""

    def page() -> NoticePage:
        page = NoticePage(title="Cắt điện", slug="cat-dien", live=False)
        section("C").add_child(instance=page)
        page.save_revision().publish()
        return page

    return page


@pytest.mark.parametrize("screen", EMPTY, ids=lambda screen: "-".join(screen[1:4]))
def test_it_says_what_to_do_first(desk, person, page, screen):
    role, unit, view, asked, nothing, step = screen
    if role == "superuser":
        client = desk(User.objects.create_superuser("quan-tri"))
    else:
        client = desk(person("can-bo", role, unit))
    about = [page().pk] if view in ("lienthong_preview_links", "lienthong_coverage") else []
    answer = client.get(reverse(view, args=about) + asked)
    said = " ".join(strip_tags(unescape(answer.content.decode())).split())
    assert nothing in said
    assert step in said[said.index(nothing) :]
