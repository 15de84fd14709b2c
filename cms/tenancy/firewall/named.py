"""Which objects a request names: in its address, its query and its body, and in texts within the body."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.http import HttpRequest
from django.urls import ResolverMatch

Kind = str
"""What a number is of: one of the kinds that ``owned`` knows."""
Named = Mapping[Kind, set[int]]

IN_ADDRESS: Final[Mapping[str, Kind]] = {
    "change_id": "change",
    "destination_id": "page",
    "doc_id": "document",
    "document_id": "document",
    "image_id": "image",
    "invitation_id": "invitation",
    "page_id": "page",
    "page_to_move_id": "page",
    "parent_page_id": "page",
    "proposal_id": "proposal",
    "revision_id": "revision",
    "revision_id_a": "revision",
    "revision_id_b": "revision",
    "section_id": "page",
    "session_id": "session",
    "task_state_id": "task_state",
    "unit_id": "unit",
    "uploaded_file_id": "upload",
    "user_id": "user",
    "workflow_state_id": "workflow_state",
}
"""What names an object in the addresses of the allowed views, and of our own."""

LEFT_TO_VIEWS: Final = frozenset(
    {
        ("lienthong_approval_review", "wait_id"),
        ("lienthong_inherited_merge", "page_id"),
        ("lienthong_inherited_override", "page_id"),
    }
)
"""Of what may be another unit's, or be over while somebody writes about it: only the view knows.

It answers for what is over, where nothing that was typed is lost, and the same for what nobody shared.
"""

BY_VIEW: Final[Mapping[tuple[str, str], Kind]] = {
    ("lienthong_proposals_send", "page_id"): "page_or_above",
    ("wagtailadmin_api:pages:detail", "pk"): "page",
    ("wagtailadmin_pages:revisions_compare", "pk"): "page",
    ("wagtaildocs_chooser:chosen", "pk"): "document",
    ("wagtailimages_chooser:chosen", "pk"): "image",
    ("wagtailadmin_choose_page_chosen_multiple", "id"): "page",
    ("wagtaildocs_chooser:chosen_multiple", "id"): "document",
    ("wagtailimages_chooser:chosen_multiple", "id"): "image",
}
"""Names that mean an object of another kind in each view; numbers are places in the address."""

PLAIN: Final = frozenset(
    {
        "action",
        "action_name",
        "app_label",
        "content_type_app_name",
        "content_type_model_name",
        "kind",
        "model_name",
        "name",
        "object_id",  # with app_label and model_name: see ``_edited``
        "task_id",  # one task serves all units
        "1",  # a document's file name
    }
)
"""What stands in these addresses and names no object."""

IN_QUERY: Final[Mapping[str, Kind]] = {
    "ancestor_of": "page",
    "child_of": "page",
    "collection_id": "collection",
    "collection": "collection",
    "descendant_of": "page",
    "edited_by": "user",
    "owner": "user",
    "parent_page_id": "page",
    "target_pages[]": "page",
    "translation_of": "page",
    "unit": "unit",
    "uploaded_by_user": "user",
    "user": "user",
}

IN_BODY: Final[Mapping[str, Kind]] = {
    "chooser": "page",
    "collection": "collection",
    "document": "document",
    "image": "image",
    "loaded_revision_id": "revision",
    "new_parent_page": "page",
    "overwrite_revision_id": "revision",
    "page": "page",
    "parent_page_id": "page",
    "revision_id": "revision",
    "unit": "unit",
    "user": "user",
}
"""By the last part of a field's name: ``body-3-value-image`` is an image of a block."""

CHOSEN: Final[frozenset[Kind]] = frozenset({"page", "image", "document"})
"""What a page's texts and blocks refer to; what a page refers to already, it may keep."""

_ENTITIES: Final[Mapping[str, Kind]] = {"LINK": "page", "DOCUMENT": "document", "IMAGE": "image"}
_NUMBER: Final = re.compile(r"\d{1,18}")


class Unanswerable(LookupError):
    """The request asks for something that no object of a unit can be."""


def named_by(request: HttpRequest, match: ResolverMatch) -> tuple[Named, Named]:
    """What the address and the query name, and what the body refers to; numbers by kind.

    Unanswerable if the request cannot be about any unit's objects.
    """
    asked = in_address(match)
    for kind, values in _in_query(request, match):
        asked[kind].update(*map(_numbers, values))
    if match.view_name == "wagtailadmin_editing_sessions:ping":
        asked["page"].add(_edited(match.kwargs))
    referred: dict[Kind, set[int]] = defaultdict(set)
    for kind, value in _in_body(request):
        (referred if kind in CHOSEN else asked)[kind] |= _numbers(value)
    return asked, referred


def in_address(match: ResolverMatch) -> defaultdict[Kind, set[int]]:
    """What the address names; numbers by kind."""
    found: defaultdict[Kind, set[int]] = defaultdict(set)
    for name, value in _parts(match):
        kind = BY_VIEW.get((match.view_name, name)) or IN_ADDRESS.get(name)
        if kind and (match.view_name, name) not in LEFT_TO_VIEWS:
            found[kind] |= _numbers(value)
    return found


def _parts(match: ResolverMatch) -> Iterator[tuple[str, Any]]:
    yield from match.kwargs.items()
    yield from ((str(place), value) for place, value in enumerate(match.args))


def _in_query(request: HttpRequest, match: ResolverMatch) -> Iterator[tuple[Kind, list[str]]]:
    for name, values in request.GET.lists():
        kind = BY_VIEW.get((match.view_name, name)) or IN_QUERY.get(name)
        if kind:
            yield kind, values
    if match.view_name == "wagtail_bulk_action":
        yield from _in_bulk(request, match.kwargs["model_name"])


def _in_bulk(request: HttpRequest, kind: Any) -> Iterator[tuple[Kind, list[str]]]:
    """A bulk action's objects, and the page or collection that it takes all of."""
    within = request.GET.getlist("childOf")
    chosen = request.GET.getlist("id")
    if "all" in chosen and not within:
        raise Unanswerable
    yield kind, [number for number in chosen if number != "all"]
    yield "page" if kind == "page" else "collection", within


def _edited(kwargs: Mapping[str, Any]) -> int:
    if kwargs["app_label"] not in {"pages", "wagtailcore"} or not _NUMBER.fullmatch(kwargs["object_id"]):
        raise Unanswerable
    return int(kwargs["object_id"])


def _in_body(request: HttpRequest) -> Iterator[tuple[Kind, Any]]:
    for name, values in request.POST.lists():
        kind = IN_BODY.get(name.rsplit("-", 1)[-1])
        for value in values:
            if kind:
                yield kind, value
            elif value.startswith("{") and '"entityMap"' in value:
                yield from _in_text(value)


def _in_text(value: str) -> Iterator[tuple[Kind, Any]]:
    """What a rich text names in its links and pictures, in the form that the browser sends."""
    try:
        entities = json.loads(value)["entityMap"]
        found = [(entity["type"], entity["data"].get("id")) for entity in entities.values()]
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    for kind, number in found:
        if kind in _ENTITIES:
            yield _ENTITIES[kind], number


def _numbers(value: Any) -> set[int]:
    """The number that ``value`` writes; no number for words such as ``root`` or ``live``."""
    return {int(value)} if _NUMBER.fullmatch(str(value)) else set()
