"""The demo's content: pages, decisions and modes for any forest of units, the same for a seed.

``generate`` yields lines of the import format; ``draw_pictures`` makes the pictures that they may name;
``facts`` gives a unit's address, phone and so on; a ``Calendar`` says when it all was published.
Everything is invented and says so; nothing here knows Django.
"""

from cms.demo.sample.calendar import Calendar
from cms.demo.sample.facts import facts
from cms.demo.sample.forest import SampleUnit
from cms.demo.sample.generator import generate
from cms.demo.sample.pictures import draw_pictures

__all__ = ["Calendar", "SampleUnit", "draw_pictures", "facts", "generate"]
