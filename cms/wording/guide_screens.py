"""The guide inside the desk: its contents, its chapters and its pictures.

It says nothing of any unit: whoever is logged in may read it.
"""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from cms.tenancy.roles import asks_itself
from cms.tenancy.screen import screen
from cms.wording.guide import chapter_html, chapters, picture

TITLE = "Hướng dẫn sử dụng"
ICON = "help"


@asks_itself
def contents(request: HttpRequest) -> HttpResponse:
    """What there is to read."""
    return screen(request, "wording/contents.html", TITLE, ICON, chapters=chapters())


@asks_itself
def chapter(request: HttpRequest, name: str) -> HttpResponse:
    """One chapter, beside the others; 404 where there is none."""
    all_chapters = chapters()
    title = next((chapter.title for chapter in all_chapters if chapter.name == name), None)
    if title is None:
        raise Http404
    return screen(
        request,
        "wording/chapter.html",
        title,
        ICON,
        above=(("lienthong_guide", TITLE),),
        text=chapter_html(name),
        name=name,
        chapters=all_chapters,
    )


@asks_itself
def image(request: HttpRequest, name: str) -> FileResponse:  # noqa: ARG001 - Django hands it over
    """A picture of the guide; 404 where there is none."""
    if not picture(name).is_file():
        raise Http404
    return FileResponse(picture(name).open("rb"), content_type="image/webp")
