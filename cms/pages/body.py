"""Bodies, files and people between their StreamFields and the plain shapes of import and snapshot."""

import re
import uuid
from typing import Any, Final

from wagtail.blocks import StreamValue

from build.snapshot.page_types import EVENT_KEYS

Raw = list[dict[str, Any]]
"""A StreamField's stored form: [{"type": …, "value": …, "id": …}, …]."""

HTML_BLOCKS: Final = frozenset({"paragraph", "imported"})
_TAG = re.compile(r"<([a-z0-9]+)")
_LOST_BY_THE_EDITOR = frozenset(
    ("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img", "dl", "dt", "dd")
)
_PERSON_KEYS = ("name", "post", "phone", "email")


def raw_blocks(stream: StreamValue) -> Raw:
    """What ``stream`` stores, without a query; ids of pages, pictures and documents stay ids."""
    return list(stream.raw_data)


def body_from_html(html: str) -> Raw:
    """Clean ``html`` as a body: one block that holds it as it is, or none when it is empty.

    What the rich-text editor can hold becomes a paragraph that editors can change; tables and
    pictures would be lost in it, so HTML that has them becomes a block that is kept and not edited.
    """
    if not html:
        return []
    editable = _LOST_BY_THE_EDITOR.isdisjoint(_TAG.findall(html))
    return [_block("paragraph" if editable else "imported", html)]


def html_of_body(stream: StreamValue) -> str | None:
    """The HTML of a body that is one block of it (or empty); None when it takes blocks to tell."""
    raw = raw_blocks(stream)
    if not raw:
        return ""
    if len(raw) == 1 and raw[0]["type"] in HTML_BLOCKS:
        return raw[0]["value"]
    return None


def people_from_json(people: list[dict[str, str]]) -> Raw:
    """Objects with ``name``, ``post``, ``phone`` and ``email`` as the blocks of a people field."""
    return [_block("person", {key: person.get(key, "") for key in _PERSON_KEYS}) for person in people]


def people_to_json(stream: StreamValue) -> list[dict[str, str]]:
    """The people of a people field, as ``page_types`` describes them."""
    return [{key: block["value"].get(key) or "" for key in _PERSON_KEYS} for block in raw_blocks(stream)]


def events_from_json(events: list[dict[str, Any]]) -> Raw:
    """The events of a week, as ``page_types`` describes them, as the blocks of an events field."""
    return [_block("event", {**event, "day": str(event["day"])}) for event in events]


def events_to_json(stream: StreamValue) -> list[dict[str, Any]]:
    """The events of an events field, as ``page_types`` describes them."""
    values = (block["value"] for block in raw_blocks(stream))
    return [
        {**{key: value.get(key) or "" for key in EVENT_KEYS}, "day": int(value.get("day") or 1)}
        for value in values
    ]


def _block(block_type: str, value: Any) -> dict[str, Any]:
    """A block whose id follows from its content, so that the same import stores the same bytes."""
    return {"type": block_type, "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{value}"))}
