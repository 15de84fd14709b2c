"""Taking the keys of one JSON object apart by the kind of value that each should have."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, Final

from build.snapshot.page_types import EVENT_KEYS, FieldKind
from cms.pages.base import LINE_LENGTH
from cms.pages.cleaning import clean_html
from cms.pages.events import event_faults
from cms.pages.rules import NEEDED

PERSON_KEYS: Final = ("name", "post", "phone", "email")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class ShapeError(ValueError):
    """A value that is not what its key asks for; the message is the rest of a sentence."""


class Keys:
    """One JSON object whose keys are taken one by one; what is wrong is collected as sentences.

    ``at`` stands before the names of keys, as in ``override.reach``. A key that is null is as good as
    left out.
    """

    def __init__(self, data: dict[str, Any], wrong: list[str], at: str = "") -> None:
        self._left = dict(data)
        self._wrong, self.at = wrong, at

    def within(self, data: dict[str, Any], at: str) -> "Keys":
        """The keys of an object within this one."""
        return Keys(data, self._wrong, f"{self.at}{at}")

    def refuse(self, sentence: str) -> None:
        """Note what is wrong."""
        self._wrong.append(sentence)

    def miss(self, name: str) -> None:
        """Note that a key is missing."""
        self.refuse(f"{self.at}{name} is missing")

    def has(self, name: str) -> bool:
        """Whether the key is there and not null."""
        return self._left.get(name) is not None

    def is_true(self, name: str) -> bool:
        """Whether the key is simply true."""
        return self._left.get(name) is True

    def take(self, name: str) -> Any:
        """The key's value as it is; None when it is left out."""
        return self._left.pop(name, None)

    @contextmanager
    def naming(self, name: str) -> Iterator[None]:
        """Turn a ShapeError into a fault that names the key."""
        try:
            yield
        except ShapeError as error:
            self.refuse(f"{self.at}{name} {error}")

    def text(self, name: str) -> str:
        """A short text, empty when it is left out."""
        value = self.take(name)
        with self.naming(name):
            return "" if value is None else line(value)
        return ""

    def needed(self, name: str) -> str:
        """A short text that may not be missing."""
        value = self.take(name)
        if value in (None, ""):
            self.miss(name)
            return ""
        with self.naming(name):
            return line(value)
        return ""

    def flag(self, name: str) -> bool:
        """True or false; false when it is left out."""
        value = self.take(name)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.refuse(f"{self.at}{name} is {shown(value)}; it must be true or false")
        return False

    def choice(self, name: str, choices: Collection[str]) -> str | None:
        """One of ``choices``; None when it is left out."""
        value = self.take(name)
        if value is None or (isinstance(value, str) and value in choices):
            return value
        self.refuse(f"{self.at}{name} is {shown(value)}; it must be one of {', '.join(choices)}")
        return None

    def moment(self, name: str) -> datetime | None:
        """A moment with its zone, in UTC."""
        value = self.take(name)
        with self.naming(name):
            return None if value is None else moment(value)
        return None

    def listed(self, name: str) -> list[Any]:
        """A list, empty when it is left out."""
        value = self.take(name)
        if value is None or isinstance(value, list):
            return value or []
        self.refuse(f"{self.at}{name} is {shown(value)}; it must be a list")
        return []

    def object(self, name: str) -> "Keys | None":
        """The keys of an object within this one; None when it is left out or false."""
        value = self.take(name)
        if isinstance(value, dict):
            return self.within(value, f"{name}.")
        if value is None or value is False:
            return None
        self.refuse(f"{self.at}{name} is {shown(value)}; it must be an object")
        return None

    def rest(self) -> dict[str, Any]:
        """What has not been taken yet."""
        left, self._left = self._left, {}
        return left

    def done(self) -> None:
        """Refuse every key that has not been taken."""
        for name in self.rest():
            self.refuse(f"{self.at}{name} is not a key that is known here")


def shown(value: Any) -> str:
    """A value as a sentence can hold it."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def plain(value: Any) -> str:
    """A text that a page, a feed and a database can hold."""
    if not isinstance(value, str):
        raise ShapeError(f"is {shown(value)}; it must be a text")
    if _UNWRITABLE.search(value):
        raise ShapeError("holds a control character; take it out")
    return value


def line(value: Any) -> str:
    """A text without a line break."""
    text = plain(value)
    if "\n" in text or "\r" in text:
        raise ShapeError("holds a line break; write it in one line")
    return text


def moment(value: Any) -> datetime:
    """An ISO 8601 moment with its zone, in UTC."""
    try:
        found = datetime.fromisoformat(plain(value))
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ShapeError(
            f"is {shown(value)}; it must be a date and time such as 2024-10-10T08:00:00+07:00"
        ) from None
    raise ShapeError(f"is {shown(value)}, a time without its zone; add it, as in 2024-10-10T08:00:00+07:00")


def day(value: Any) -> str | None:
    """An ISO date, None for an empty one."""
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(plain(value)).isoformat()
    except ValueError:
        raise ShapeError(f"is {shown(value)}; it must be a date such as 2025-03-01") from None


def people(value: Any) -> list[dict[str, str]]:
    """A list of people, each with every key."""
    if not isinstance(value, list) or not all(isinstance(person, dict) for person in value):
        raise ShapeError(f"is {shown(value)}; it must be a list of objects")
    for person in value:
        strange = sorted(person.keys() - set(PERSON_KEYS))
        if strange:
            raise ShapeError(f"has the key {strange[0]}; a person has {', '.join(PERSON_KEYS)}")
        if not person.get("name"):
            raise ShapeError("has a person without a name")
    return [{key: line(person.get(key) or "") for key in PERSON_KEYS} for person in value]


def events(value: Any) -> list[dict[str, Any]]:
    """A list of the events of a week, each with every key."""
    if not isinstance(value, list) or not all(isinstance(event, dict) for event in value):
        raise ShapeError(f"is {shown(value)}; it must be a list of objects")
    return [_event(event) for event in value]


def _event(given: dict[str, Any]) -> dict[str, Any]:
    strange = sorted(given.keys() - set(EVENT_KEYS))
    if strange:
        raise ShapeError(f"has the key {strange[0]}; an event has {', '.join(EVENT_KEYS)}")
    day = given.get("day")
    if type(day) is not int:
        raise ShapeError(f"has an event whose day is {shown(day)}; it must be 1 (Monday) to 7")
    event = {key: day if key == "day" else line(given.get(key) or "") for key in EVENT_KEYS}
    if faults := event_faults(event):
        raise ShapeError(f"holds the event {shown(given)}: {' '.join(faults.values())}")
    return event


def field_value(name: str, kind: FieldKind, value: Any) -> Any:
    """The value of a page's field as it is stored; null stands for an empty one."""
    if name in NEEDED and (value is None or (isinstance(value, str) and not value.strip())):
        raise ShapeError("is empty, and may not be")
    if kind == "date":
        return day(value)
    if kind == "people":
        return people([] if value is None else value)
    if kind == "events":
        return events([] if value is None else value)
    text = "" if value is None else plain(value)
    if kind == "html":
        return clean_html(text)
    if kind == "line":
        line(text)
        if name != "title" and len(text) > LINE_LENGTH:
            raise ShapeError(f"has {len(text)} characters; {LINE_LENGTH} is the most")
    return text
