"""The fields that only some page types have."""

import datetime as dt
from typing import Any

from build.snapshot.page_types import EVENT_KEYS
from build.snapshot.weeks import monday_of
from cms.demo.sample.facts import mailbox, person, phone
from cms.demo.sample.slots import Slots
from cms.demo.sample.templates import Template, words

_SHORT = {"Quyết định": "QĐ", "Kế hoạch": "KH", "Báo cáo": "BC", "Nghị quyết": "NQ", "Thông báo": "TB"}
_SHORT |= {"Tờ trình": "TTr", "Chỉ thị": "CT", "Chương trình": "CTr", "Giấy mời": "GM", "Phương án": "PA"}


_MORNING = (("07:30", "09:00"), ("08:00", "11:00"), ("08:30", "10:30"))
_AFTERNOON = (("14:00", "16:00"), ("13:30", "15:30"), ("15:00", ""))


def type_fields(type_: str, template: Template, slots: Slots) -> dict[str, Any]:
    """The values of the page type's own fields (``build.snapshot.page_types``)."""
    values = {name: slots.fill(text) for name, text in template.fields.items()}
    return values | _DERIVED[type_](template, slots)


def _article(_: Template, slots: Slots) -> dict[str, Any]:
    return {"author": person(slots.rng)}


def _notice(template: Template, slots: Slots) -> dict[str, Any]:
    return {} if "place" in template.fields else {"place": f"{slots.unit.full_name}"}


def _legal_document(template: Template, slots: Slots) -> dict[str, Any]:
    kind = template.fields["document_kind"]
    council = kind == "Nghị quyết"
    body = "HĐND" if council else "UBND"
    number = slots.rng.randint(2, 420)
    issued = slots.day - dt.timedelta(days=slots.rng.randint(0, 2))
    effective = issued + dt.timedelta(days=slots.rng.choice([0, 0, 7, 10]))
    letter = kind == "Công văn"
    ends: dict[str, str] = {}
    if slots.rng.random() < 0.2:
        ends["ends_on"] = (effective + dt.timedelta(days=slots.rng.randint(60, 540))).isoformat()
    return {
        **ends,
        "number": f"{number}/{body}-VP" if letter else f"{number}/{_SHORT[kind]}-{body}",
        "authority": f"{'Hội đồng' if council else 'Ủy ban'} nhân dân {slots.unit.in_sentence}",
        "signer": person(slots.rng) if council else slots["leader"],
        "issued_on": issued.isoformat(),
        "effective_on": effective.isoformat(),
        "abstract": slots.fill(template.summary),
    }


def _organisation(template: Template, slots: Slots) -> dict[str, Any]:
    people = [_official(post, index, slots) for index, post in enumerate(template.posts)]
    return {name: slots[name] for name in ("address", "phone", "email")} | {"people": people}


def _official(post: str, index: int, slots: Slots) -> dict[str, str]:
    chairs = index == 0 and "Chủ tịch UBND" in post
    name = slots["leader"] if chairs else person(slots.rng)
    return {
        "name": name,
        "post": slots.fill(post),
        "phone": f"{phone(slots.rng)} (số mẫu)",
        "email": mailbox(name, slots.unit),
    }


def _question(_: Template, slots: Slots) -> dict[str, Any]:
    rng = slots.rng
    asked = slots.day - dt.timedelta(days=rng.randint(2, 9))
    surname, *given = person(rng).split()
    return {
        "asker": f"{surname} {given[0]} {given[-1][0]}., {slots['village']}, {slots.unit.in_sentence}",
        "asked_on": asked.isoformat(),
        "answered_on": slots.day.isoformat(),
    }


def _schedule(_: Template, slots: Slots) -> dict[str, Any]:
    rng = slots.rng
    first, *others = words()["meetings"]
    busy = [first, *rng.sample(others, 7)]
    events = [_meeting(place, text, slots) for place, text in enumerate(busy)]
    events.append(_event(5, "", "", (slots.fill(rng.choice(words()["working_days"])), "", "", "")))
    return {"week": monday_of(slots.event).isoformat(), "events": events}


def _meeting(place: int, text: str, slots: Slots) -> dict[str, Any]:
    """The morning or, for every other ``place``, the afternoon of a day from Monday on."""
    said = tuple(part.strip() for part in slots.fill(text).split("|"))
    hours = _AFTERNOON if place % 2 else _MORNING
    return _event(1 + place // 2, *slots.rng.choice(hours), said)


def _event(day: int, start: str, end: str, said: tuple[str, ...]) -> dict[str, Any]:
    said = tuple(part[:1].upper() + part[1:] for part in said)
    return {"day": day, "start": start, "end": end, **dict(zip(EVENT_KEYS[3:], said, strict=True))}


def _none(_: Template, _slots: Slots) -> dict[str, Any]:
    return {}


_DERIVED = {
    "article": _article,
    "notice": _notice,
    "legal_document": _legal_document,
    "organisation": _organisation,
    "question": _question,
    "information": _none,
    "gallery": _none,
    "schedule": _schedule,
}
