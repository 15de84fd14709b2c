"""The demo's content: pages, decisions and modes for any forest of units, the same for a seed.

``generate`` yields lines of the import format; ``draw_pictures`` makes the pictures that they may name;
``emblem_png`` draws a unit's emblem; ``facts`` gives a unit's address, phone and so on; a ``Calendar`` says
when it all was published.
Everything is invented and says so; nothing here knows Django.
"""

from cms.demo.sample.calendar import Calendar
from cms.demo.sample.emblems import emblem_png
from cms.demo.sample.facts import facts
from cms.demo.sample.forest import SampleUnit
from cms.demo.sample.generator import generate
from cms.demo.sample.pictures import draw_pictures
from cms.demo.sample.templates import picture_texts

__all__ = [
    "Calendar",
    "SampleUnit",
    "draw_pictures",
    "emblem_png",
    "facts",
    "generate",
    "picture_texts",
]
