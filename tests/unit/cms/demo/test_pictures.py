"""The sample pictures: drawn the same each time, small, told apart, and described."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from cms.demo.sample import draw_pictures
from cms.demo.sample.pictures import jpeg
from cms.demo.sample.scenes import SCENES
from cms.demo.sample.templates import picture_texts, sheets


@pytest.fixture(scope="module")
def drawn():
    return {name: jpeg(name) for name in SCENES}


def test_every_picture_is_small_and_as_wide_as_a_column(drawn):
    for name, content in drawn.items():
        assert len(content) <= 40_000, name
        with Image.open(BytesIO(content)) as picture:
            assert (picture.format, picture.size) == ("JPEG", (720, 480))


def test_no_two_pictures_are_alike_and_each_is_drawn_the_same_again(drawn):
    assert len(set(drawn.values())) == len(SCENES)
    assert all(jpeg(name) == content for name, content in list(drawn.items())[:3])


def test_every_picture_is_described_and_used():
    used = {name for sheet in sheets() for template in sheet.template for name in template.pictures}
    assert used == SCENES.keys() == picture_texts().keys()


def test_entries_name_files_that_are_there_and_stay_as_they_are(tmp_path):
    first = draw_pictures(tmp_path)
    for entry in first.values():
        assert hashlib.sha256((tmp_path / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    kept = tmp_path / first["dam-sen"]["path"]
    kept.write_bytes(b"another drawing library")
    again = draw_pictures(tmp_path)
    assert again["dam-sen"]["sha256"] != first["dam-sen"]["sha256"]
    assert kept.read_bytes() == b"another drawing library"
