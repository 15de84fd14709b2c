"""A small province: three units one above the other, every page type on each, as a snapshot to build."""

import io
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image

from build.config import Config
from build.snapshot.page_types import PAGE_TYPES, FieldKind
from build.snapshot.schema import (
    VERSION,
    Document,
    File,
    Section,
    Shown,
    UnitFacts,
    UnitRef,
    UnitSnapshot,
    digest,
    encode,
)
from build.snapshot.tier_file import read_tier
from build.snapshot.writing import Source, write_snapshot

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES: dict[str, Any] = msgspec.json.decode((ROOT / "themes/gallery/world.json").read_bytes())
EMPTY: dict[FieldKind, Any] = {"line": "", "text": "", "html": "", "date": None, "people": [], "events": []}
SECTION_OF = {
    "article": "tin-tuc",
    "notice": "thong-bao",
    "legal_document": "van-ban",
    "procedure": "thu-tuc-hanh-chinh",
    "information": "gioi-thieu",
    "organisation": "to-chuc",
    "question": "hoi-dap",
    "gallery": "thu-vien",
    "schedule": "lich-lam-viec",
}
FORMER_NAMES = {"commune": ("Xã Thử Một", "Thị trấn Thử Hai")}
NOTICES = 25
"""Enough for a second page of the list."""

ONLY_ABOVE = "chi-o-tinh"
ASIDE = f'<p>Hỏi {{{{điện thoại}}}}, xem <a href="page:30/thong-bao/{ONLY_ABOVE}">bản tin</a>.</p>'


class Province:
    """The snapshot's ``units`` from the province down, each showing its own pages and those from above."""

    def __init__(self, site_url: str) -> None:
        self._site_url = site_url
        self._payloads: dict[str, bytes] = {}
        self._media: dict[str, bytes] = {}
        self._files = (
            self._picture("Trẻ em chờ tiêm chủng", 640, 480),
            self._picture("", 300, 450),
            self._pdf(),
        )
        facts = [
            msgspec.convert({**unit, "former_names": FORMER_NAMES.get(unit["tier"], ())}, UnitFacts)
            for unit in SAMPLES["units"]
        ]
        self.units = [self._unit(facts, place) for place in range(len(facts))]

    def write(self, config: Config) -> None:
        """Put the snapshot where the build looks for it."""
        write_snapshot(
            config.snapshot,
            self.units,
            Source(
                lambda hashes: [(name, self._payloads[name]) for name in hashes],
                lambda file, path: path.write_bytes(self._media[file.sha256]) and None,
            ),
        )

    def _unit(self, facts: list[UnitFacts], place: int) -> UnitSnapshot:
        unit = facts[place]
        names = Section.__struct_fields__
        sections = [
            Section(**{name: getattr(spec, name) for name in names})
            for spec in read_tier(ROOT / "sites", unit.tier).section
        ]
        shown = [*self._own(unit), *(page for above in facts[:place] for page in self._inherited(above))]
        order = [section.key for section in sections]
        above = f"{self._site_url.format(hostname=facts[0].hostname)}/thong-bao/{ONLY_ABOVE}/"
        return UnitSnapshot(
            version=VERSION,
            unit=unit,
            parents=tuple(_reference(parent) for parent in reversed(facts[:place])),
            children=tuple(_reference(child) for child in facts[place + 1 : place + 2]),
            sections=tuple(sections),
            shown=tuple(sorted(shown, key=lambda page: order.index(page.section))),
            elsewhere={f"{facts[0].code}/thong-bao/{ONLY_ABOVE}": above} if place else {},
            sample=True,
        )

    def _own(self, unit: UnitFacts) -> list[Shown]:
        pages = [self._shown(unit, name, f"{name}-{unit.code}".replace("_", "-")) for name in PAGE_TYPES]
        if unit.tier == "province":
            pages += [self._shown(unit, "notice", f"thong-bao-{number}") for number in range(NOTICES)]
            pages.append(self._shown(unit, "notice", ONLY_ABOVE))
        return pages

    def _inherited(self, above: UnitFacts) -> list[Shown]:
        pages = self._own(above)
        return [msgspec.structs.replace(page, mandatory=True) for page in pages if page.slug != ONLY_ABOVE]

    def _shown(self, unit: UnitFacts, page_type: str, slug: str) -> Shown:
        return Shown(
            section=SECTION_OF[page_type],
            slug=slug,
            document=self._document(page_type),
            origin=unit.code,
            canonical=unit.code,
            published_at="2025-01-07T01:30:00+00:00",
        )

    def _document(self, page_type: str) -> str:
        given = SAMPLES["pages"][page_type]
        fields = {name: given.get(name, EMPTY[kind]) for name, kind in PAGE_TYPES[page_type].items()}
        fields["body"] += ASIDE
        payload = encode(Document(type=page_type, fields=fields, files=self._files))
        self._payloads[digest(payload)] = payload
        return digest(payload)

    def _picture(self, alt: str, width: int, height: int) -> File:
        stream = io.BytesIO()
        Image.new("RGB", (width, height), "teal").save(stream, "PNG")
        return self._file(stream.getvalue(), "png", "Ảnh", alt=alt, width=width, height=height)

    def _pdf(self) -> File:
        return self._file(b"%PDF-1.4\n%%EOF\n", "pdf", "Kế hoạch tiêm chủng mở rộng năm 2025 (bản ký số).pdf")

    def _file(self, payload: bytes, extension: str, name: str, **picture: Any) -> File:
        media_type = {"png": "image/png", "pdf": "application/pdf"}[extension]
        self._media[digest(payload)] = payload
        described = {"extension": extension, "media_type": media_type, "name": name, **picture}
        return File(sha256=digest(payload), size=len(payload), **described)


def _reference(unit: UnitFacts) -> UnitRef:
    return UnitRef(**{name: getattr(unit, name) for name in UnitRef.__struct_fields__})
