"""The desk reads a tier's sections where the sites have them from, and tells faults as its own."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.pages.sections import load_sections
from cms.units.tiers import tier_name


@pytest.mark.parametrize("tier", ["province", "district", "commune"])
def test_the_tiers_that_are_shipped_can_be_read(tier):
    assert {"tin-tuc", "thong-bao", "van-ban"} <= {section.key for section in load_sections(tier)}


def test_the_desk_says_a_fault_in_its_own_words_and_calls_a_tier_without_a_file_by_its_folder():
    with pytest.raises(ImproperlyConfigured, match="tier 'huyện' is not one of those"):
        load_sections("huyện")
    assert (tier_name("huyện"), tier_name("commune")) == ("huyện", "Cấp xã")
