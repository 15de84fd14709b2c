"""Nobody publishes what only they have written, unless there is nobody else or the unit says so."""

import pytest

from cms.approval.rules import SECOND_PAIR, second_pair_fault


@pytest.mark.parametrize(
    ("writers", "others", "authors_publish", "fault"),
    [
        ({1}, True, False, SECOND_PAIR),
        ({1}, False, False, None),
        ({1}, True, True, None),
        ({1, 2}, True, False, None),
        ({2}, True, False, None),
        (set(), True, False, None),
    ],
)
def test_who_may_publish_alone(writers, others, authors_publish, fault):
    assert second_pair_fault(1, writers, others, authors_publish) == fault
