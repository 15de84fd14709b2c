"""The guide inside the desk: its contents, its chapters and its pictures.

It says nothing of any unit: whoever is logged in may read it.
"""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from cms.tenancy.roles import asks_itself
from cms.wording.guide import chapter_html, chapters, picture

TITLE = "Hướng dẫn sử dụng"


@asks_itself
def contents(request: HttpRequest) -> HttpResponse:
    """What there is to read."""
    return _screen(request, "wording/contents.html", TITLE, [], chapters=chapters())


@asks_itself
def chapter(request: HttpRequest, name: str) -> HttpResponse:
    """One chapter, beside the others; 404 where there is none."""
    all_chapters = chapters()
    title = next((chapter.title for chapter in all_chapters if chapter.name == name), None)
    if title is None:
        raise Http404
    crumb = {"url": reverse("lienthong_guide"), "label": TITLE}
    text = chapter_html(name)
    return _screen(
        request, "wording/chapter.html", title, [crumb], text=text, name=name, chapters=all_chapters
    )


@asks_itself
def image(request: HttpRequest, name: str) -> FileResponse:  # noqa: ARG001 - Django hands it over
    """A picture of the guide; 404 where there is none."""
    if not picture(name).is_file():
        raise Http404
    return FileResponse(picture(name).open("rb"), content_type="image/webp")


def _screen(
    request: HttpRequest, template: str, title: str, crumbs: list[dict[str, str]], **context: object
) -> TemplateResponse:
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": "Trang chủ"},
        *crumbs,
        {"url": "", "label": title},
    ]
    frame = {"page_title": title, "header_title": title, "header_icon": "help", "breadcrumbs_items": trail}
    return TemplateResponse(request, template, {**frame, **context})
