"""The front of the organisation's section is a chart of the unit with everybody's contacts."""

import msgspec
import pytest

from build.snapshot.schema import Document

PEOPLE = [
    {"name": "Phạm Thị Cúc", "post": "Văn thư", "phone": "", "email": ""},
    {"name": "Vũ Văn Dũng", "post": "Chủ tịch", "phone": "0220 3888 444", "email": "dung@ben-tam.example"},
]


@pytest.fixture
def front(example):
    fields = dict.fromkeys(("summary", "body", "contact", "hours", "address", "email"), "")
    fields |= {"title": "Lãnh đạo phường", "phone": "{{điện thoại}}", "people": PEOPLE}
    own = example.unit.unit.code
    shown = msgspec.structs.replace(
        example.unit.shown[0],
        slug="lanh-dao",
        document=example.add(Document(type="organisation", fields=fields)),
        origin=own,
        canonical=own,
        values={},
        changed_by=(),
    )
    example.change(shown=(shown,), redirects=())
    example.render()
    return example.files()[f"{shown.section}/index.html"].decode()


def test_everybody_stands_below_their_office_with_links_to_call_and_to_write(front):
    chart = front.split('class="org-chart"')[1].split("</section>")[0]
    assert chart.index("Lãnh đạo phường") < chart.index("Phạm Thị Cúc") < chart.index("Vũ Văn Dũng")
    assert '<a href="tel:+842203888444">' in chart
    assert '<a href="mailto:dung@ben-tam.example">' in chart
    assert chart.count("Chưa công bố số điện thoại") == 1
    assert "{{" not in chart
