"""What a site has to know of the tiers of other units: the head of ``sites/<tier>/sections.toml``."""

from functools import cache

import msgspec

from build.render.fingerprint import SITES


class Tier(msgspec.Struct, frozen=True):
    """``units`` is the heading over a list of such units; below those of a ``lowest`` tier there are none."""

    units: str = "Đơn vị trực thuộc"
    lowest: bool = False


@cache
def tier(name: str) -> Tier:
    """The tier of that name; what is the same for all where nothing is said of it."""
    file = SITES / name / "sections.toml"
    return msgspec.toml.decode(file.read_bytes(), type=Tier) if file.is_file() else Tier()
