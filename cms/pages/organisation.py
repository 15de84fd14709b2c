from wagtail.fields import StreamField

from cms.pages.base import ContentPage, Line
from cms.pages.blocks import PeopleBlocks
from cms.pages.editing import editor


class OrganisationPage(ContentPage):
    """An office: what it does, where it is, and the people in it."""

    address = Line("địa chỉ")
    phone = Line("điện thoại")
    email = Line("thư điện tử")
    people = StreamField(PeopleBlocks(), blank=True, verbose_name="nhân sự")

    type_name = "organisation"
    edit_handler = editor("address", "phone", "email", "people")

    class Meta:
        verbose_name = "tổ chức, danh bạ"
        verbose_name_plural = "tổ chức, danh bạ"
