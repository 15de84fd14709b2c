"""One table of types and fields: the document, the code and the models say the same."""

import re

import pytest
from django.apps import apps
from django.db import models
from wagtail.blocks import Block, RawHTMLBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from build.snapshot.page_types import COMMON_FIELDS, PAGE_TYPES, PLACEHOLDERS
from cms.pages.base import Line
from cms.pages.types import MODELS, type_name

KINDS = {
    "line": Line,
    "text": models.TextField,
    "html": StreamField,
    "date": models.DateField,
    "people": StreamField,
    "events": StreamField,
}
SHARED = {
    "title",
    "long_title",
    "files",
    "reach",
    "strength",
    "locked_fields",
    "pinned",
    "deadline",
    "credit",
    "urgent",
}


@pytest.fixture
def document(root):
    return (root / "docs" / "architecture" / "page-types.md").read_text(encoding="utf-8")


def test_every_type_has_a_model_that_knows_its_name():
    assert list(MODELS) == list(PAGE_TYPES)
    assert [type_name(model) for model in MODELS.values()] == list(PAGE_TYPES)


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_a_model_has_the_fields_of_its_type_and_no_others(name):
    own = {field.name: field for field in MODELS[name]._meta.local_fields if field.name != "page_ptr"}
    fields = {field: kind for field, kind in PAGE_TYPES[name].items() if field != "title"}
    assert set(own) - SHARED == set(fields)
    assert {field for field, kind in fields.items() if not isinstance(own[field], KINDS[kind])} == set()


def within(block: Block) -> list[Block]:
    """The block, and all that it is made of."""
    inner = [*getattr(block, "child_blocks", {}).values(), getattr(block, "child_block", None)]
    return [block, *(found for one in inner if one for found in within(one))]


def test_no_block_takes_raw_html_from_an_editor():
    pages = [model for model in apps.get_models() if issubclass(model, Page)]
    streams = [field for page in pages for field in page._meta.fields if isinstance(field, StreamField)]
    blocks = [block for field in streams for block in within(field.stream_block)]
    assert len(streams) > len(MODELS)
    assert len({type(block) for block in blocks}) > 15
    assert [block for block in blocks if isinstance(block, RawHTMLBlock)] == []


def rows(text):
    return dict(re.findall(r"^\| `([a-z_]+)` \| `([a-z]+)` \|", text, re.MULTILINE))


def test_the_document_shows_the_common_fields(document):
    part = document.split("## Common to all")[1].split("\n## ")[0]
    assert rows(part) == COMMON_FIELDS


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_the_document_shows_the_fields_of_each_type(document, name):
    part = document.split(f"## `{name}`: {MODELS[name]._meta.verbose_name}\n")[1].split("\n## ")[0]
    assert {**COMMON_FIELDS, **rows(part)} == PAGE_TYPES[name]


def test_the_document_shows_the_placeholders(document):
    part = document.split("## Placeholders")[1].split("\n## ")[0]
    assert dict(re.findall(r"\| `\{\{(.+?)\}\}` \| the unit's `([a-z_]+)` \|", part)) == PLACEHOLDERS
