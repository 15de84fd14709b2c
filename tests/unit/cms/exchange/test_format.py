"""The documented format against the code."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from cms.exchange.lines import PageLine
from cms.sharing.resolve import State

ROOT = Path(__file__).resolve().parents[4]
TEXT = (ROOT / "docs" / "architecture" / "inheritance.md").read_text(encoding="utf-8")


def first_cells(heading: str) -> set[str]:
    part = TEXT.split(f"\n{heading}\n")[1].split("\n#")[0]
    cells = [row.split("|")[1] for row in part.splitlines() if row.startswith("| ")]
    return {name for cell in cells for name in re.findall(r"`([a-z_]+)`", cell)}


def test_every_part_of_a_page_line_is_documented():
    parts = {field.name for field in fields(PageLine)} - {"slot", "fields"}
    assert first_cells('### `"kind": "page"`') == parts | {"unit", "section", "slug"}


def test_every_state_is_documented():
    assert first_cells("## Resolving") == set(State.__args__)


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ('### `"kind": "decision"`', {"unit", "page", "hide", "adopt", "override", "suspend", "sleeping"}),
        ('### `"kind": "section"`', {"unit", "section", "mode", "order", "sleeping"}),
    ],
)
def test_every_key_of_decisions_and_sections_is_documented(heading, keys):
    assert first_cells(heading) == keys
