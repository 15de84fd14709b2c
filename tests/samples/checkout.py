"""A copy of what a build needs, so that a test can change a theme and run the commands there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Checkout:
    """The project's ``build``, ``sites`` and ``themes`` under ``folder``, with a ``var`` of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.var = folder / "var"
        for name in ("build", "sites", "themes"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "uv.lock", folder / "uv.lock")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LIENTHONG_")}
        self.environ = kept | {"LIENTHONG_VAR": str(self.var), "LIENTHONG_JOBS": "1"}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", *arguments]

    def run(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """`python -m ARGUMENTS` there."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environ | environ,
            capture_output=True,
            text=True,
            check=False,
        )

    def change(self, path: str, old: str, new: str) -> None:
        """Put ``new`` in the place of ``old``, which has to be in the file."""
        file = self.folder / path
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))
