"""What cannot be read does not stand in the way of everything else."""

import logging

import pytest
from django.utils import timezone

from cms.publishing.models import Change, Lane, SiteStep
from cms.publishing.relay import relay
from cms.publishing.timing import Timing
from cms.sharing.models import LivePage
from cms.sharing.reach import ReachError


@pytest.mark.parametrize("what", [{}, {"old": None, "new": {"reach": "everywhere"}}, {"old": 1, "new": 2}])
def test_a_change_that_cannot_be_read_makes_every_site_be_looked_at(quiet, land, what, caplog):
    Change.objects.create(kind=Change.Kind.PAGE, what=what, lane=Lane.OWN)
    with caplog.at_level(logging.ERROR):
        assert relay(timezone.now(), Timing()) == 1
    assert "cannot be read" in caplog.text
    assert set(SiteStep.objects.values_list("unit_id", "lane")) == {
        (unit.pk, Lane.SWEEP) for unit in land.values()
    }
    assert relay(timezone.now(), Timing()) == 0


def test_a_page_with_a_reach_that_is_none_is_not_published(write):
    page = write("30", "a", publish=True)
    page.reach = {"kind": "all"}
    with pytest.raises(ReachError):
        page.save_revision().publish()
    assert LivePage.objects.get(page=page).reach == "own"
