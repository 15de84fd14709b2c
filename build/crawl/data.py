"""Read what programs read: JSON, the app's manifest, the catalogue (DCAT), calendars (RFC 5545)."""

import json
from collections import Counter
from typing import Any, Final

from build.crawl.page_rules import unfilled
from build.crawl.reading import Reading, Reference

_LONGEST_LINE: Final = 75
_PARTS: Final = ("VCALENDAR", "VTIMEZONE", "VEVENT")
_OF_AN_EVENT: Final = ("UID", "DTSTAMP", "DTSTART", "SUMMARY")


def read_json(text: str) -> Reading:
    """An object, whatever it says."""
    return Reading(faults=tuple(_object(text)[1]))


def read_manifest(text: str) -> Reading:
    """The app's manifest: it starts on a page of the site, with icons of the site."""
    manifest, faults = _object(text)
    if faults:
        return Reading(tuple(faults))
    addresses = [Reference(str(manifest.get("start_url")), "asset")]
    addresses += (Reference(str(icon.get("src")), "asset") for icon in manifest.get("icons", ()))
    missing = tuple(f"the manifest has no {name}" for name in ("name", "icons") if not manifest.get(name))
    return Reading(missing, tuple(addresses))


def read_catalogue(text: str) -> Reading:
    """The catalogue: every dataset has a title, a name of its own, and files, all of them on this site."""
    catalogue, faults = _object(text)
    if faults:
        return Reading(tuple(faults))
    datasets = catalogue.get("dcat:dataset") or []
    try:
        titles = {one["@id"]: one["dct:title"]["@value"] for one in datasets}
        files = [file["dcat:downloadURL"]["@id"] for one in datasets for file in one["dcat:distribution"]]
    except (KeyError, TypeError) as error:
        return Reading((f"a dataset is not as DCAT has it: {error}",))
    if not datasets or len(titles) < len(datasets):
        faults.append(f"the catalogue has {len(datasets)} datasets with {len(titles)} names")
    faults += (f"{name} has no title" for name, title in titles.items() if not title.strip())
    return Reading(tuple(faults), tuple(Reference(address, "own") for address in files))


def _object(text: str) -> tuple[dict[str, Any], list[str]]:
    """What ``text`` says, as far as it is an object, and what is wrong with it."""
    try:
        found = json.loads(text)
    except ValueError as error:
        return {}, [f"not JSON: {error}"]
    if not isinstance(found, dict):
        return {}, ["is no object", *unfilled(text)]
    return found, list(unfilled(text))


def read_calendar(text: str) -> Reading:
    """A calendar: whole, its lines ended and folded as the standard asks, its events with all they need."""
    rows = text.split("\r\n")
    faults = list(unfilled(text))
    if rows.pop() or any("\n" in row for row in rows):
        faults.append("a line does not end in CR LF")
    if any(len(row.encode()) > _LONGEST_LINE for row in rows):
        faults.append(f"a line is longer than {_LONGEST_LINE} bytes")
    lines = "\r\n".join(rows).replace("\r\n ", "").split("\r\n")
    names = [line.partition(":")[0].partition(";")[0] for line in lines]
    events = _events(lines, names)
    opened = [part for part in _PARTS if lines.count(f"BEGIN:{part}") != lines.count(f"END:{part}")]
    faults += (f"a {part} is never ended" for part in opened)
    if not lines or (lines[0], lines[-1]) != ("BEGIN:VCALENDAR", "END:VCALENDAR"):
        faults.append("is no calendar")
    wrong = ((event[name], name) for event in events for name in _OF_AN_EVENT if event[name] != 1)
    faults += (f"an event has {count} {name}" for count, name in wrong)
    repeated = Counter(line for line in lines if line.startswith("UID:"))
    faults += (f"{count} events are {line}" for line, count in repeated.items() if count > 1)
    return Reading(tuple(dict.fromkeys(faults)))


def _events(lines: list[str], names: list[str]) -> list[Counter[str]]:
    """Of each event, how often it says what."""
    found: list[Counter[str]] = []
    inside = False
    for line, name in zip(lines, names, strict=True):
        if line == "BEGIN:VEVENT":
            found.append(Counter())
        inside = (inside or line == "BEGIN:VEVENT") and line != "END:VEVENT"
        if inside:
            found[-1][name] += 1
    return found
