"""The filters that templates use: Vietnamese dates, sizes and names, and safe HTML from plain text.

They are pure and cheap: a build calls them hundreds of thousands of times.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from anyascii import anyascii
from markupsafe import Markup, escape

from build.render.figures import figures
from build.render.media_in_text import media_in_text
from build.render.pictures import picture
from build.render.records import Entry
from build.render.sizes import file_facts, filesize
from build.render.weeks import week_days
from build.snapshot.naming import in_sentence
from build.snapshot.page_types import WEEKDAYS
from build.snapshot.schema import File

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_BULLET = re.compile(r"[-+•*–] +")
_NUMBER_NOTE: Final = re.compile(r"\s*\([^()]*[^\W\d_][^()]*\)\s*$")
_NUMBER_BREAK = re.compile(r"\s*[;,/]\s*|\s+-\s+")
_PORTAL: Final = "https://dichvucong.gov.vn/"
_CODE = re.compile(r"[\w.-]{1,40}", re.ASCII)
_NOT_DIGIT = re.compile(r"\D")


def vi_date(value: date) -> str:
    """The day as Vietnamese write it: ``22/11/2026``."""
    return f"{value.day:02}/{value.month:02}/{value.year}"


def vi_datetime(value: datetime) -> str:
    """The time and the day: ``08:00 ngày 22/11/2026``."""
    return f"{value.hour:02}:{value.minute:02} ngày {vi_date(value)}"


def iso_date(value: date) -> str:
    """The day for machines: ``2026-11-22``."""
    return f"{value.year:04}-{value.month:02}-{value.day:02}"


def weekday(value: date) -> str:
    """The day's name: ``Chủ nhật``."""
    return WEEKDAYS[value.weekday()]


def paragraphs(text: str) -> Markup:
    """Plain text as HTML: blank lines part paragraphs, lines that begin with "- " make lists."""
    blocks = _BLANK_LINES.split(text.replace("\r\n", "\n").strip())
    parts = (part for block in blocks if block for part in _block(block.split("\n")))
    return Markup("\n".join(parts))  # noqa: S704 - made of escaped lines


def _block(lines: Sequence[str]) -> list[str]:
    parts: list[str] = []
    run: list[str] = []
    in_list = False
    for line in filter(None, (line.strip() for line in lines)):
        bullet = _BULLET.match(line)
        if run and in_list != bool(bullet):
            parts.append(_run(run, in_list))
            run = []
        in_list = bool(bullet)
        run.append(str(escape(line[bullet.end() :] if bullet else line)))
    return [*parts, _run(run, in_list)]


def _run(lines: list[str], in_list: bool) -> str:
    if in_list:
        return f"<ul><li>{'</li><li>'.join(lines)}</li></ul>"
    text = "<br>\n".join(lines)
    return f"<p>{text}</p>"


def phone_link(text: str) -> Markup:
    """Telephone numbers as links to call them; several may be parted by ``;``, ``,``, ``/`` or a dash.

    What stands in brackets after a number, as ``(giờ hành chính)``, is no part of the link.
    """
    pieces: list[Markup] = []
    end = 0
    for gap in _NUMBER_BREAK.finditer(text):
        pieces += (_number(text[end : gap.start()]), escape(gap[0]))
        end = gap.end()
    return Markup("").join([*pieces, _number(text[end:])])


def _number(given: str) -> Markup:
    note = _NUMBER_NOTE.search(given)
    text = given[: note.start()] if note else given
    digits = _NOT_DIGIT.sub("", text)
    if not 3 <= len(digits) <= 12 or any(letter.isalpha() for letter in text):
        return escape(given)
    # A national number begins with 0; short numbers (113, 1900 …) are dialled as they are.
    target = f"+84{digits[1:]}" if digits[0] == "0" else f"+{digits}" if "+" in text else digits
    return Markup('<a href="tel:{}">{}</a>{}').format(target, text, note[0] if note else "")


def mail_link(text: str) -> Markup:
    """An e-mail address as a link to write to it; empty for empty."""
    return Markup('<a href="mailto:{0}">{0}</a>').format(text) if text else Markup("")


def portal_address(code: str) -> str:
    """Where the national portal of public services finds the procedure of that code; its front for none."""
    return f"{_PORTAL}tim-kiem-thu-tuc-hanh-chinh?keyword={code}" if _CODE.fullmatch(code) else _PORTAL


def excerpt(text: str, limit: int = 160) -> str:
    """The beginning of ``text`` on one line, cut between words, at most ``limit`` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[:limit].rpartition(" ")[0] or line[: limit - 1]
    return cut.rstrip(" ,.;:–-(") + "…"


def committee(full_name: str, full: bool = False) -> str:
    """The name of a unit's People's Committee: ``UBND tỉnh Hải Dương``, or in full."""
    name = in_sentence(full_name)
    return f"Ủy ban nhân dân {name}" if full else f"UBND {name}"


def pictures(files: Iterable[File], body: str = "") -> list[File]:
    """The pictures among ``files``, without those that ``body`` shows itself."""
    return [file for file in files if _is_picture(file) and file.sha256 not in body]


def attachments(files: Iterable[File]) -> list[File]:
    """The files that are there to be downloaded."""
    return [file for file in files if not _is_picture(file)]


def by_domain(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Procedures by their domain in the order of the alphabet; those of none come last, under ``""``."""
    ordered = sorted(entries, key=_place)
    return [(domain, list(group)) for domain, group in groupby(ordered, key=lambda entry: entry.domain)]


def _place(entry: Entry) -> tuple[bool, str, str]:
    # Đ follows D and marks do not part words that begin alike, which code points would not give.
    return not entry.domain, anyascii(entry.domain).lower(), entry.domain


def _is_picture(file: File) -> bool:
    return file.media_type.startswith("image/")


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    function.__name__: function
    for function in (
        vi_date,
        vi_datetime,
        iso_date,
        weekday,
        paragraphs,
        figures,
        media_in_text,
        picture,
        filesize,
        file_facts,
        phone_link,
        mail_link,
        portal_address,
        excerpt,
        committee,
        in_sentence,
        pictures,
        attachments,
        by_domain,
        week_days,
    )
}
