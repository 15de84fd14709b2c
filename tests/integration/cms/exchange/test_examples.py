"""The worked examples, in by ``import_content`` and out by ``explain --json``."""

from datetime import date

import pytest

from cms.units.models import Unit
from tests.integration.cms.exchange.content import explained, import_lines, make_units
from tests.unit.cms.sharing.examples import EXAMPLES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.number)
def test_the_worked_example(example, tmp_path):
    units = make_units()
    for step in example.steps:
        import_lines(tmp_path, step)
    for code, parent in example.moved.items():
        Unit.objects.filter(code=code).update(parent=units[parent])
    Unit.objects.filter(code__in=example.closed).update(valid_to=date(2020, 1, 1))
    for code, expected in example.shows.items():
        shown = [answer for answer in explained(code) if answer["shown"]]
        assert [(a["slug"], a["origin"], a["state"]) for a in shown] == [
            (show.slug, show.origin, show.state) for show in expected
        ]
        for answer, show in zip(shown, expected, strict=True):
            fields = {name: (value["from"], value["value"]) for name, value in answer["fields"].items()}
            assert fields == show.fields
    for code, expected in example.loses.items():
        lost = [answer for answer in explained(code) if not answer["shown"]]
        assert {a["slug"]: (a["origin"], a["state"]) for a in lost} == expected
