"""What operators read of a fault is told to editors in their own words, without servers or commands."""

import pytest

from build.deploy.gate import check_staging
from build.deploy.manifest import Artifact
from build.errors import GateError
from build.site_pool import KILLED
from cms.publishing.models import Step
from cms.publishing.reasons import in_words, look_left_out, page_left_out
from tests.samples.english import english_in

DEAD = (
    "Elasticsearch at http://127.0.0.1:9 does not answer (ConnectionError); start it or correct the address."
)


def refused() -> str:
    """What a real refusal says."""
    facts = {"media_type": "text/html", "cache_control": "no-cache", "kind": "index"}
    artifact = Artifact(key="index.html", sha256="0" * 64, size=5, **facts)
    with pytest.raises(GateError) as error:
        check_staging("ben-tam.localhost", lambda _key: b"", [artifact])
    return str(error.value)


@pytest.mark.parametrize(
    ("step", "reason", "told"),
    [
        (
            Step.DEPLOY,
            page_left_out("30/tin-tuc/le-hoi", "anh 1.jpg"),
            "Trang tin-tuc/le-hoi dùng tệp “anh 1.jpg”",
        ),
        (Step.DEPLOY, page_left_out("30/tin-tuc/le-hoi", "l'eau.jpg"), "dùng tệp “l'eau.jpg”"),
        (Step.DEPLOY, look_left_out("10546", "huy-hieu.png"), "Ảnh “huy-hieu.png” của diện mạo trang"),
        (Step.DEPLOY, refused(), "không qua được bước kiểm tra"),
        (Step.DEPLOY, KILLED, "không thành công"),
        (Step.INDEX, DEAD, "Tìm kiếm chưa nhận"),
        (Step.PURGE, "The cache was not purged of a.localhost (503).", "Bộ nhớ đệm"),
    ],
)
def test_a_reason_in_words(step, reason, told):
    words = in_words(step, reason)
    assert told in words
    assert english_in(words) == []
    assert words.endswith(".")
