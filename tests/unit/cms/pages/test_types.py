"""One table of types and fields: the document, the code and the models say the same."""

import re

import pytest
from django.db import models
from wagtail.fields import StreamField

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
