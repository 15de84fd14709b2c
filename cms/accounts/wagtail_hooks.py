"""Puts people, the log and the second factor into the desk."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.accounts import log_screen, people_screens
from cms.accounts.log_screen import entries_for
from cms.tenancy.roles import acting_unit, may


class PeopleMenuItem(MenuItem):
    """For who administers the unit that they work for."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person who asks does."""
        return may(request.user, "administer", acting_unit(request))


class LogMenuItem(MenuItem):
    """For who may read some of the log."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person who asks may."""
        return entries_for(request.user) is not None


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern]:
    """Where the screens are."""
    return [
        path("nguoi-dung/", people_screens.people_list, name="lienthong_accounts_people"),
        path("nguoi-dung/moi/", people_screens.invite, name="lienthong_accounts_invite"),
        path("nguoi-dung/<int:user_id>/", people_screens.person, name="lienthong_accounts_person"),
        path("nguoi-dung/<int:user_id>/chuyen/", people_screens.move, name="lienthong_accounts_move"),
        path("nguoi-dung/<int:user_id>/<slug:action>/", people_screens.act, name="lienthong_accounts_act"),
        path(
            "nguoi-dung/loi-moi/<int:invitation_id>/<slug:action>/",
            people_screens.invitation,
            name="lienthong_accounts_invitation",
        ),
        path("nhat-ky/", log_screen.log, name="lienthong_accounts_log"),
        path("nhat-ky/<slug:kind>/", log_screen.export, name="lienthong_accounts_log_export"),
    ]


@hooks.register("register_admin_menu_item")
def register_people() -> MenuItem:
    """The unit's people."""
    return PeopleMenuItem(
        "Người dùng", reverse_lazy("lienthong_accounts_people"), icon_name="group", order=700
    )


@hooks.register("register_admin_menu_item")
def register_log() -> MenuItem:
    """Who changed what."""
    return LogMenuItem("Nhật ký", reverse_lazy("lienthong_accounts_log"), icon_name="history", order=710)


@hooks.register("register_account_menu_item")
def register_second_factor(_request: HttpRequest) -> dict[str, str]:
    """Under a person's own settings."""
    return {
        "url": str(reverse_lazy("mfa_index")),
        "label": "Xác thực hai lớp",
        "help_text": format_html("{}", "Hỏi thêm mã trên điện thoại khi đăng nhập."),
    }
