"""The log in an editor's words: what was done, on what, and what it said before and after."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cms.audit import decided
from cms.audit.kinds import field_of, field_of_a_page, name_of_kind
from cms.audit.models import Entry
from cms.audit.recording import watched

ACTIONS: Final = {
    "create": "Thêm",
    "edit": "Sửa",
    "delete": "Xóa",
    "login": "Đăng nhập",
    "login.failed": "Đăng nhập không thành công",
    "login.locked": "Bị tạm khóa đăng nhập",
    "login.unlock": "Mở khóa đăng nhập",
    "logout": "Đăng xuất",
    "second_factor.on": "Bật xác thực hai lớp",
    "second_factor.off": "Tắt xác thực hai lớp",
    "second_factor.reset": "Gỡ xác thực hai lớp của người dùng",
    "second_factor.codes": "Tạo mã dự phòng mới",
    "second_factor.failed": "Nhập sai mã xác thực",
    "user.invite": "Mời người dùng",
    "user.invite_again": "Gửi lại lời mời",
    "user.withdraw": "Thu hồi lời mời",
    "user.accept": "Nhận lời mời",
    "user.disable": "Vô hiệu hóa tài khoản",
    "user.enable": "Kích hoạt lại tài khoản",
    "user.roles": "Đổi vai trò",
    "user.move": "Chuyển đơn vị",
    "user.provider": "Gắn tài khoản của cơ quan",
    "user.password": "Đổi mật khẩu",
    "log.export": "Tải nhật ký",
    "preview.share": "Chia sẻ bản nháp",
    "preview.withdraw": "Thu hồi liên kết xem bản nháp",
    "wagtail.create": "Tạo mới",
    "wagtail.edit": "Lưu bản nháp",
    "wagtail.delete": "Xóa",
    "wagtail.publish": "Đăng",
    "wagtail.publish.schedule": "Hẹn giờ đăng",
    "wagtail.schedule.cancel": "Hủy hẹn giờ đăng",
    "wagtail.publish.scheduled": "Đăng theo lịch hẹn",
    "wagtail.unpublish": "Gỡ xuống",
    "wagtail.unpublish.scheduled": "Gỡ xuống theo lịch hẹn",
    "wagtail.rename": "Đổi tiêu đề",
    "wagtail.revert": "Khôi phục phiên bản cũ",
    "wagtail.copy": "Sao chép",
    "wagtail.move": "Di chuyển",
    "wagtail.reorder": "Sắp xếp lại",
    "wagtail.lock": "Khóa trang",
    "wagtail.unlock": "Mở khóa trang",
    "wagtail.moderation.approve": "Duyệt",
    "wagtail.moderation.reject": "Trả lại",
    "wagtail.workflow.start": "Gửi duyệt",
    "wagtail.workflow.approve": "Duyệt",
    "wagtail.workflow.reject": "Trả lại",
    "wagtail.workflow.resume": "Gửi duyệt lại",
    "wagtail.workflow.cancel": "Rút lại, chưa gửi duyệt",
    "wagtail.comments.create": "Thêm nhận xét",
    "wagtail.comments.edit": "Sửa nhận xét",
    "wagtail.comments.delete": "Xóa nhận xét",
    "wagtail.comments.create_reply": "Trả lời nhận xét",
    "wagtail.comments.resolve": "Đánh dấu nhận xét đã giải quyết",
}
_ABOUT_A_ROW = {"create", "edit", "delete"}
_FIELDS: Final = {
    "parent": "Nơi đặt",
    "title": "Tiêu đề",
    "go_live_at": "Thời điểm đăng",
    "expire_at": "Thời điểm gỡ",
    "roles": "Vai trò",
    "unit": "Đơn vị",
    "is_active": "Được đăng nhập",
    "email": "Thư điện tử",
    "first_name": "Tên",
    "last_name": "Họ và đệm",
    "username": "Tên đăng nhập",
    "is_superuser": "Quản trị toàn hệ thống",
    "slug": "Địa chỉ",
    "body": "Nội dung",
    "search_description": "Mô tả cho máy tìm kiếm",
    "seo_title": "Tiêu đề cho máy tìm kiếm",
    "provider": "Tài khoản của cơ quan",
    "password": "Mật khẩu",
    "page": "Trang",
    "hide": "Ẩn",
    "adopt": "Nhận dùng",
    "override_fields": "Bản của đơn vị",
    "override_reach": "Nơi dùng bản của đơn vị",
    "override_base": "Bản của cấp trên khi thay đổi",
    "suspended_since": "Giữ nguyên bản cũ từ",
    "suspended_fields": "Bản được giữ nguyên",
    "suspended_document": "Tệp của bản được giữ nguyên",
    "section": "Chuyên mục",
    "colour": "Màu chủ đạo",
    "emblem": "Biểu trưng",
    "photograph": "Ảnh trang chủ",
    "mode": "Cách lấy tin bài từ cấp trên",
    "order": "Thứ tự",
}
_VALUES: Final = {
    ("override_reach", "own"): "chỉ trên trang của đơn vị",
    ("override_reach", "all"): "cả trên trang của các đơn vị bên dưới",
    ("mode", "own"): "chỉ tin bài của đơn vị",
    ("mode", "fill"): "chỉ khi đơn vị chưa có",
    ("mode", "merge"): "chung với tin bài của đơn vị",
    ("mode", "locked"): "chỉ tin bài của cấp trên",
    ("order", "date"): "theo ngày",
    ("order", "own_first"): "tin bài của đơn vị trước",
}
NOTHING: Final = "(trống)"


def choices() -> dict[str, Q]:
    """What the log can be narrowed to: by the words of ``action_words``, the entries that they tell."""
    alike: dict[str, set[str]] = {}
    for action, words in ACTIONS.items():
        if action not in _ABOUT_A_ROW:
            alike.setdefault(words, set()).add(action)
    found = {words: Q(action__in=actions) for words, actions in alike.items()}
    told = decided.filters()
    for kind in watched:
        untold = ~reduce(or_, told.values()) if kind == decided.KIND else Q()
        for action in _ABOUT_A_ROW:
            found[f"{ACTIONS[action]} {name_of_kind(kind)}"] = Q(action=action, kind=kind) & untold
    return found | told


def action_words(entry: Entry) -> str:
    """What was done: "Đăng", "Ẩn trang", "Sửa thiết lập chuyên mục"."""
    if entry.kind == decided.KIND and (done := decided.deeds(entry.changes)):
        return done
    words = ACTIONS.get(entry.action, entry.action)
    return f"{words} {name_of_kind(entry.kind)}".strip() if entry.action in _ABOUT_A_ROW else words


def change_words(entry: Entry) -> list[tuple[str, str, str]]:
    """Each changed field: its name, what it said before, what it says now; none that never said anything."""
    changes = decided.left_to_tell(entry.changes) if entry.kind == decided.KIND else entry.changes
    return [
        (_field_words(entry.kind, field), *(_value_words(entry.kind, field, value) for value in pair))
        for field, pair in changes.items()
        if any(pair)
    ]


def _field_words(kind: str, name: str) -> str:
    field = field_of(kind, name) or field_of_a_page(name)
    words = _FIELDS.get(name) or str(getattr(field, "verbose_name", name))
    return words[:1].upper() + words[1:]


def _value_words(kind: str, name: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{_field_words('', key)}: {each}" for key, each in value.items())
    if isinstance(value, str) and (name, value) in _VALUES:
        return _VALUES[name, value]
    choices = dict(getattr(field_of(kind, name), "flatchoices", None) or ())
    return str(choices.get(value) or _moment(value) or value)


def _moment(value: Any) -> str:
    """A point in time as it is written here, empty for what is none."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return ""
    return shown(moment) if moment and timezone.is_aware(moment) else ""


def shown(moment: datetime) -> str:
    """A point in time on the clock of the place: "22/11/2026 21:05"."""
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"
