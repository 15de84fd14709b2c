"""What is live, what is late and why: for operators in a terminal, for people of the desk on a screen."""

from django.apps import AppConfig


class StatusConfig(AppConfig):
    """The status of publishing."""

    name = "cms.status"
    label = "lienthong_status"
    verbose_name = "tình trạng xuất bản"
