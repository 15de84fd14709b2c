"""What an edit changed: two revisions of a page compared, field by field, long texts where they differ."""

import json
import re
from collections.abc import Mapping
from typing import Any

AROUND = 40
LONGEST = 400
_TAGS = re.compile(r"<[^>]+>")
_TREE = {
    "pk",
    "path",
    "depth",
    "numchild",
    "url_path",
    "translation_key",
    "locale",
    "alias_of",
    "content_type",
}
_STATE = {"live", "has_unpublished_changes", "expired", "locked", "locked_at", "locked_by", "owner"}
_HISTORY = {
    "first_published_at",
    "last_published_at",
    "latest_revision_created_at",
    "live_revision",
    "latest_revision",
    "approved_go_live_at",
    "draft_title",
}
_COMMENTS = {"comments", "wagtail_admin_comments"}
_BOOKKEEPING = _TREE | _STATE | _HISTORY | _COMMENTS


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """By field, the values before and after; only of fields that an editor can change."""
    changed = {}
    for name in sorted((before.keys() | after.keys()) - _BOOKKEEPING):
        old, new = (_readable(content.get(name)) for content in (before, after))
        if old != new:
            changed[name] = _excerpts(old, new)
    return changed


def _readable(value: Any) -> Any:
    """A short value as it is; blocks and rich text as the words that they hold."""
    if isinstance(value, str) and value[:1] in "[{":
        try:
            value = json.loads(value)
        except ValueError:
            return value
    if isinstance(value, list | dict):
        return " ".join(_words(value))
    return " ".join(_TAGS.sub(" ", value).split()) if isinstance(value, str) else value


def _words(value: Any) -> list[str]:
    if isinstance(value, dict):
        kept = [value["value"]] if {"type", "value"} <= value.keys() else list(value.values())
        return [word for each in kept for word in _words(each)]
    if isinstance(value, list):
        return [word for each in value for word in _words(each)]
    return [] if value in (None, "") else [" ".join(_TAGS.sub(" ", str(value)).split())]


def _excerpts(old: Any, new: Any) -> list[Any]:
    """Both values; of long texts the part that differs, with a few words around it."""
    if not (isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > LONGEST):
        return [old, new]
    start = max(_alike(old, new) - AROUND, 0)
    same = _alike(old[start:][::-1], new[start:][::-1])
    return [_cut(text, start, max(same - AROUND, 0)) for text in (old, new)]


def _alike(one: str, other: str) -> int:
    """How many letters they have in common at the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _cut(text: str, start: int, left_off: int) -> str:
    middle = text[start : len(text) - left_off]
    end = "…" if left_off or len(middle) > LONGEST else ""
    return ("…" if start else "") + middle[:LONGEST] + end
