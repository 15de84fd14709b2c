"""Where the screens of publishing stand in the desk."""

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.status.views import receipt, status


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """The state of all sites, and one change's receipt."""
    return [
        path("tinh-trang/", status, name="lienthong_status"),
        path("bien-nhan/<int:change_id>/", receipt, name="lienthong_receipt"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The way to the state of all sites."""
    return MenuItem("Tình trạng xuất bản", reverse("lienthong_status"), icon_name="history", order=800)
