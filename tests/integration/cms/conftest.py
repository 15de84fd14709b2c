"""Units to write and share pages with."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cms.units.models import Unit


@pytest.fixture
def make_unit(db: None) -> Callable[..., Unit]:
    """Makes a unit in force since 2004; a test says of it only what it is about."""

    def make_unit(code: str, tier: str = "commune", parent: Unit | None = None, **facts: Any) -> Unit:
        given = {
            "valid_from": date(2004, 1, 1),
            "name": f"Đơn vị {code}",
            "full_name": f"Xã {code}",
            "kind": "xã",
            "hostname": f"u{code}.localhost",
        }
        return Unit.objects.create(code=code, tier=tier, parent=parent, **given | facts)

    return make_unit
