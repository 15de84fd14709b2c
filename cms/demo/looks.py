"""Looks of their own for two units of the demo, so that people see what a unit can choose."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final, NamedTuple

import msgspec

from build.render.theme_colours import theme_colours
from build.snapshot.schema import File, Look
from cms.demo.sample import SampleUnit, emblem_png, picture_texts
from cms.demo.sample.pictures import MARK, jpeg
from cms.look.pictures import Made, emblem_of, photograph_of
from cms.publishing.looks import keep_file, wear
from cms.publishing.models import UnitLook
from cms.units.models import Unit


class Sample(NamedTuple):
    """A unit's colour, empty for its tier's, that of its emblem, and the scene on its photograph."""

    colour: str
    emblem: str
    scene: str


SAMPLES: Final = {
    "province": Sample("", "#8b1520", "dong-song"),
    "commune": Sample("#0b5563", "#0b5563", "vuon-vai"),
}
"""Of each tier's first unit."""


def dress_units(units: Sequence[SampleUnit]) -> None:
    """Gives the first unit of each tier in ``SAMPLES`` its look; one that a unit has, or had, stays."""
    for tier, sample in SAMPLES.items():
        code = next((unit.code for unit in units if unit.tier == tier), "")
        unit = Unit.objects.in_force().filter(code=code).first()
        if unit and not UnitLook.objects.filter(unit=unit).exists():
            wear(unit, _look(sample, theme_colours(tier).day["emblem-ground"]))


def _look(sample: Sample, ground: str) -> Look:
    emblem = emblem_of(BytesIO(emblem_png(sample.emblem)), "bieu-trung-mau.png", ground)
    photograph = photograph_of(BytesIO(jpeg(sample.scene)), f"{sample.scene}.jpg")
    words = f"{picture_texts()[sample.scene]} ({MARK})"
    shown = msgspec.structs.replace(_kept(photograph), alt=words)
    return Look(colour=sample.colour, emblem=_kept(emblem), photograph=shown)


def _kept(made: Made) -> File:
    for stored, content in made.contents.items():
        keep_file(stored, content)
    return made.file
