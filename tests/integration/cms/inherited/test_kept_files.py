"""A unit that keeps a text keeps its pictures too, whatever becomes of them at the origin."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.images.models import Image

from build.config import load
from build.pipeline import build
from cms.publishing.writing import write_all
from tests.integration.cms.inherited.conftest import C, E
from tests.integration.cms.inherited.test_deciding import post

pytestmark = [pytest.mark.django_db, pytest.mark.leaves_files]


def picture() -> dict:
    drawn = BytesIO()
    Picture.new("RGB", (40, 30), "red").save(drawn, "png")
    image = Image.objects.create(
        title="Ảnh", file=ContentFile(drawn.getvalue(), "anh.png"), width=40, height=30
    )
    return {"type": "image", "value": {"image": image.pk, "alt": "Một ảnh đỏ", "caption": ""}, "id": "1"}


def test_a_suspended_page_keeps_its_picture(desk, shared, land, tmp_path, edit):
    shared.body = [picture()]
    shared.save_revision().publish()
    post(desk(), "suspend", shared, one=True)
    edit(shared, body="<p>Không còn ảnh</p>")
    given = load({"LIENTHONG_VAR": str(tmp_path), "LIENTHONG_SITE_URL": settings.SITE_URL})
    config = replace(given, jobs=1)
    assert write_all(config.snapshot).left_out == []
    assert build(config).failures == {}
    site = tmp_path / "sites" / land[C].hostname
    html = (site / "thong-bao" / "a" / "index.html").read_text()
    (source,) = set(re.findall(r'src="(/_a/[^"]+)"', html.split("<main")[1]))
    assert (site / source[1:]).is_file()
    assert "Không còn ảnh" in (tmp_path / "sites" / land[E].hostname / "thong-bao/a/index.html").read_text()
