"""Pelican settings of a province's site.

    LIENTHONG_UNIT=CODE python -m pelican -s sites/province/pelicanconf.py --autoreload --listen

renders the unit with that code from the snapshot, and again whenever a theme's file changes.
"""

import runpy
from pathlib import Path

base = runpy.run_path(str(Path(__file__).resolve().parent.parent / "base.py"))
globals().update(base["for_tier"]("province"))
