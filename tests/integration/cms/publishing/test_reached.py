"""Whom a change reaches, and what is written for those alone, against writing everything anew."""

import sqlite3
from contextlib import closing

import pytest
from django.db import transaction
from django.utils import timezone

from build.snapshot.store import database_path
from cms.publishing.models import SiteStep
from cms.publishing.relay import relay
from cms.publishing.revisions import next_revision
from cms.publishing.timing import Timing
from cms.publishing.writing import write_all, write_units
from tests.conftest import figure

pytestmark = pytest.mark.soak


def payloads(folder):
    """All that a snapshot holds, but for its revisions."""
    with closing(sqlite3.connect(database_path(folder))) as connection:
        units = dict(connection.execute("SELECT code, payload FROM unit"))
        documents = {row[0] for row in connection.execute("SELECT hash FROM document")}
    return units, documents


@pytest.mark.parametrize("seed", range(figure(3, 100)))
def test_what_is_written_for_the_units_reached_is_all_that_changed(country, tmp_path, seed):
    land = country(seed)
    whole, part = tmp_path / "whole", tmp_path / "part"
    write_all(whole)
    write_all(part)
    for turn in range(figure(12, 40)):
        SiteStep.objects.all().delete()
        happened = land.happen()
        relay(timezone.now(), Timing())
        raised = set(SiteStep.objects.values_list("unit_id", flat=True))
        with transaction.atomic():
            revision = next_revision()
        write_units(part, raised, revision)
        write_all(whole)
        expected, found = payloads(whole), payloads(part)
        wrong = sorted(code for code in expected[0] if found[0].get(code) != expected[0][code])
        assert (wrong, found[0].keys(), found[1]) == ([], expected[0].keys(), expected[1]), (turn, happened)
