"""When a page is gone by the time its editor saves: what was typed is handed back, with one sentence."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.text import capfirst

from build.snapshot.page_types import PAGE_TYPES
from cms.pages.types import MODELS

SENTENCE: Final = "Trang này không còn nữa (có thể đã bị xóa hoặc chuyển đi), nên không lưu được."
KEPT: Final = "Nội dung bạn đã nhập vẫn còn dưới đây; hãy chép sang một trang mới."

_EDITOR: Final = frozenset({"wagtailadmin_pages:add", "wagtailadmin_pages:edit"})
_NAMES: Final = {
    name: capfirst(str(model._meta.get_field(name).verbose_name))  # noqa: SLF001
    for kind, model in MODELS.items()
    for name in (*PAGE_TYPES[kind], "long_title", "slug")
} | {"title": "Tiêu đề", "slug": "Địa chỉ"}
"""What editors call the fields that they type texts into."""


class Typed(NamedTuple):
    """One field's name and the text that was typed into it."""

    label: str
    text: str


class KeepTyped:
    """Answers a save of what is not there, or not there for this person, with the texts that it sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The view's answer, unless the page has vanished."""
        answer = self._get_response(request)
        vanished = answer.status_code == 404 and request.method == "POST"
        if not vanished or not request.user.is_authenticated or not _from_editor(request):
            return answer
        if not request.accepts("text/html"):
            # The code by which the editor stops saving by itself; the form stays as it is.
            return JsonResponse(
                {"success": False, "error_code": "invalid_revision", "error_message": SENTENCE}, status=400
            )
        context = {"header_title": "Không lưu được", "sentence": SENTENCE, "kept": KEPT}
        return render(
            request,
            "editors/vanished.html",
            {**context, "typed": list(typed(request.POST.items()))},
            status=404,
        )


def _from_editor(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name in _EDITOR


def typed(sent: Iterable[tuple[str, str]]) -> Iterator[Typed]:
    """The texts among the fields of the page editor's form, in their order."""
    for key, value in sent:
        field, *rest = key.split("-")
        if field in _NAMES and (not rest or "value" in rest) and (text := _text(value)):
            yield Typed(_NAMES[field], text)


def _text(value: str) -> str:
    """What a person would read in a field's value: rich text is sent as JSON."""
    try:
        content = json.loads(value)
    except ValueError:
        return value.strip()
    if not isinstance(content, dict) or not isinstance(content.get("blocks"), list):
        return value.strip()
    return "\n".join(str(block.get("text", "")) for block in content["blocks"]).strip()
