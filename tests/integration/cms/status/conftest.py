"""A province with two communes, and ways to say how far their sites have come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.publishing.models import Change, Lane, ReceiptLine, SiteStep, Step


def relayed():
    """As if the relay had taken all that was recorded by now."""
    Change.objects.update(processed_at=timezone.now())


@pytest.fixture
def province(make_unit):
    """The province."""
    unit = make_unit("30", tier="province")
    relayed()
    return unit


@pytest.fixture
def communes(make_unit, province):
    """Two communes below it."""
    units = [make_unit(code, parent=province) for code in ("10507", "10510")]
    relayed()
    return units


@pytest.fixture
def step():
    """Writes how far a site has come with a step."""

    def step(unit, name=Step.DEPLOY, *, wanted=2, done=2, age=0, **facts):
        first = timezone.now() - timedelta(seconds=age)
        given = {"wanted": wanted, "done": done, "lane": Lane.OWN, "first_wanted_at": first}
        return SiteStep.objects.create(unit=unit, step=name, **given | facts)

    return step


@pytest.fixture
def change():
    """Writes a change that the relay has taken, with the sites that it has to reach."""

    def change(units, **line):
        made = Change.objects.create(kind="page", what={}, lane=Lane.INHERITED, processed_at=timezone.now())
        for unit in units:
            ReceiptLine.objects.create(change=made, unit=unit, revision=2, **line)
        return made

    return change
